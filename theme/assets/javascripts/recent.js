/*
 * The topics that this person opened last, kept in their browser only.
 *
 * A topic's page notes its id; ids are the same in every language. The home page has a hidden list of all topics and
 * shows those that were noted. There this file stands right behind the list: nothing below it is on the screen yet.
 */

(() => {
  const KEY = "handbook.recent";
  const MOST = 5;

  /** The ids, the newest first; whatever else stands in the storage is as good as nothing. */
  function read() {
    try {
      const kept = JSON.parse(keptForEver.get(KEY));
      return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
    } catch {
      return []; // no JSON
    }
  }

  /** Shows what is kept; topics that this site no longer has are passed over. */
  function show(place) {
    const entries = new Map([...place.querySelectorAll("[data-topic]")].map((entry) => [entry.dataset.topic, entry]));
    for (const entry of entries.values()) entry.hidden = true;
    const kept = read().map((id) => entries.get(id)).filter(Boolean);
    for (const entry of kept) {
      entry.hidden = false;
      entry.parentElement.append(entry);
    }
    place.hidden = !kept.length;
  }

  const { opened } = document.currentScript.dataset;
  if (opened) {
    const ids = [opened, ...read().filter((id) => id !== opened)];
    keptForEver.set(KEY, JSON.stringify(ids.slice(0, MOST)));
  }

  const place = document.querySelector("[data-recent]");
  if (!place) return;
  show(place);
  place.querySelector("button").addEventListener("click", () => {
    keptForEver.set(KEY, null);
    show(place);
    document.querySelector("[data-ask]")?.focus();
  });
  // Whoever goes back may get the page as it was left, before they opened the last topic.
  addEventListener("pageshow", (event) => event.persisted && show(place));
})();
