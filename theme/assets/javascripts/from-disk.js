/*
 * A page that is opened from a disk: links lead to folders, which no server completes, and there are no workers.
 * The search runs in a hidden frame instead (search/frame.xhtml). On a server nothing happens.
 */

(() => {
  if (location.protocol !== "file:") return;

  /** Completes a link before it is followed, copied or opened in another window. */
  function complete({ target }) {
    const link = target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }

  for (const type of ["pointerdown", "focusin", "click"]) document.addEventListener(type, complete, true);

  /** As much of a worker as the theme uses of one. */
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.src = new URL("frame.xhtml", new URL(address, document.baseURI));
      this.window = new Promise((resolve) => frame.addEventListener("load", () => resolve(frame.contentWindow)));
      addEventListener("message", ({ source, data }) => {
        if (source === frame.contentWindow) this.dispatchEvent(new MessageEvent("message", { data }));
      });
      document.body.append(frame);
    }

    postMessage(message) {
      this.window.then((frame) => frame.postMessage(message, "*")); // pages on a disk have no origin to name
    }
  };
})();
