/*
 * Has the worker at the site's root keep this language, and says in plain lines (partials/offline-lines.html) when it
 * works without a network, when there is none, and when a new edition is ready. Where there are no service workers,
 * nothing happens.
 */

(() => {
  const LATER = "handbook.edition-later";
  /** Milliseconds after the page has loaded; whoever came to search at once is served first. */
  const PAUSE = 1500;
  const LOOK_EVERY = 30 * 60 * 1000;

  const { serviceWorker } = navigator;
  const { worker: script } = document.currentScript.dataset;
  if (!serviceWorker || !location.protocol.startsWith("http")) return;

  const line = (name) => document.querySelector(`[data-offline="${name}"]`);
  const wasControlled = Boolean(serviceWorker.controller);
  /** What this page is of: undefined while nobody has said, null where it came from the network. */
  let shown;
  let looked = Date.now();

  function ask(worker, type, hear) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => hear(data);
    worker.postMessage({ type }, [port2]);
  }

  function sayWhetherOffline() {
    line("now").hidden = navigator.onLine || !shown;
  }

  function hearState({ kept, fresh, shown: edition }) {
    shown = edition;
    const ready = line("ready");
    // What was so on the page before is no news: it is there to be read, and not announced.
    if (!fresh && wasControlled) ready.parentElement.setAttribute("aria-live", "off");
    ready.hidden = !kept;
    sayWhetherOffline();
  }

  function dismiss(edition) {
    line("update").hidden = true;
    keptForThisTab.set(LATER, edition);
  }

  /** Offers an edition that waits, to a page that is of an older one. */
  function offer({ waiting }) {
    if (!waiting || !shown) return;
    ask(waiting, "state", ({ shown: edition }) => {
      if (edition === shown || keptForThisTab.get(LATER) === edition) return;
      const [show, later] = line("update").querySelectorAll("button");
      show.onclick = () => waiting.postMessage({ type: "show" });
      later.onclick = () => dismiss(edition);
      line("update").hidden = false;
    });
  }

  function watch(registration) {
    offer(registration);
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => offer(registration));
    });
    const look = () => {
      if (document.hidden || Date.now() - looked < LOOK_EVERY) return;
      looked = Date.now();
      registration.update().catch(() => {});
    };
    document.addEventListener("visibilitychange", look);
    addEventListener("online", look);
  }

  /** Another edition has taken over, in this window or another: a page of the one before must not go on. */
  function followEdition() {
    line("update").hidden = true;
    if (!wasControlled || shown === null || !serviceWorker.controller) return;
    ask(serviceWorker.controller, "state", ({ shown: edition }) => edition !== shown && location.reload());
  }

  async function keep() {
    try {
      const registration = await serviceWorker.register(script, { updateViaCache: "none" });
      watch(registration);
      const { active } = await serviceWorker.ready;
      ask(active, "keep", (state) => {
        hearState(state);
        offer(registration);
      });
    } catch {
      /* a browser that does not keep anything: the pages work as ever */
    }
  }

  const whenIdle = window.requestIdleCallback ?? setTimeout;
  const keepLater = () => setTimeout(() => whenIdle(keep), PAUSE);

  if (wasControlled) ask(serviceWorker.controller, "state", hearState);
  serviceWorker.addEventListener("controllerchange", followEdition);
  addEventListener("online", sayWhetherOffline);
  addEventListener("offline", sayWhetherOffline);
  if (document.readyState === "complete") keepLater();
  else addEventListener("load", keepLater);
})();
