/*
 * The large search box of a page: ready to be typed into; on the home page the arrows lead on to the topics.
 *
 * The theme's search lies over the page as soon as its box has the focus. So the page has a box of its own, which
 * hands over what is typed with the first letter; until then the page stays as it is.
 */

(() => {
  const box = document.querySelector("[data-ask]");
  const query = document.querySelector("[data-md-component=search-query]");
  const toggle = document.querySelector("#__search");
  if (!box || !query || !toggle) return;

  /** Where there is a keyboard and room: elsewhere the box would call up the keys of the screen, unasked. */
  const desk = matchMedia("(hover: hover) and (pointer: fine) and (min-width: 60em)");
  /** The key that the theme opens its search with, which the box shows. */
  const SHORTCUT = "/";

  /** Opens the theme's search with what stands in the box. */
  function handOver() {
    query.value = box.value === SHORTCUT ? "" : box.value;
    box.value = "";
    if (!toggle.checked) toggle.click();
    query.focus();
    query.setSelectionRange(query.value.length, query.value.length);
    query.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // An input method needs its own box until the word is finished; what it enters then comes without another event.
  box.addEventListener("input", (event) => !event.isComposing && box.value && handOver());
  box.addEventListener("compositionend", () => box.value && handOver());
  // Without a keyboard the search opens at the first touch: no second one, and no second box.
  box.addEventListener("click", () => desk.matches || handOver());

  /** Up and down lead through the box and the topics, and stop at both ends. */
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
    const links = [...document.querySelectorAll(".recent a, .group li a")].filter((link) => link.offsetParent);
    const stops = [box, ...links];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!stops.includes(document.activeElement) || !next) return;
    event.preventDefault();
    next.focus();
  });

  const ready = () => desk.matches && box.focus({ preventScroll: true });
  // Whoever closes the search can type again at once; who leaves it with the keyboard goes on from there.
  const isNowhere = () => [document.body, query].includes(document.activeElement);
  toggle.addEventListener("change", () => setTimeout(() => toggle.checked || (isNowhere() && ready())));
  if (document.activeElement === document.body && !location.hash) ready();
})();
