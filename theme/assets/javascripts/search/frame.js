/* What worker.js needs where it runs as a page: its scripts are loaded already, and its data comes as scripts. */

(() => {
  const files = new Map();

  /** Called by each <home>/from-disk.js with the search's files. */
  self.fromDisk = (contents) => {
    const { src } = document.currentScript;
    for (const [name, content] of Object.entries(contents)) files.set(new URL(name, src).href, content);
  };

  const load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${address} cannot be loaded`));
      document.head.append(script);
    });

  self.fetch = async ({ href }) => {
    if (!files.has(href)) await load(new URL("../from-disk.js", href));
    return { ok: files.has(href), status: 404, json: async () => files.get(href) };
  };
  self.importScripts = () => {};
  self.postMessage = (message) => parent.postMessage(message, "*"); // pages on a disk have no origin to name
})();
