/* What worker.js needs where it runs as a page: its scripts are loaded already, and its data comes as scripts. */

(() => {
  /** By the addresses of the files. */
  const contents = new Map();

  /** Called by each file of a search's data. */
  self.searchData = (content) => contents.set(document.currentScript.src, content);

  /** What worker.js uses in the place of a server. */
  self.readFromDisk = ({ href }) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = href;
      script.onload = () => resolve(contents.get(href));
      script.onerror = () => reject(new Error(`${href} cannot be loaded`));
      document.head.append(script);
    });

  self.importScripts = () => {};
  self.postMessage = (message) => parent.postMessage(message, "*"); // pages on a disk have no origin to name
})();
