/* What the pages do beside being read. Without it every page reads the same. */

const CHOICE = "handbook.language";

/** Whether any of an element is in the window. */
function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}

/** The place being read: what the address leads to while it is in sight, be it a sentence; else the section. */
function currentPlace() {
  const target = document.querySelector("article :target");
  if (target && isInSight(target)) return target.id;
  const headings = [...document.querySelectorAll("article h2[id]:not(dialog *)")];
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  return scrollY > 0 && passed.length ? passed.at(-1).id : "";
}

/** Links to other languages keep the place that is being read, and the choice is remembered. */
function keepPlaceBetweenLanguages() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[hreflang]");
    if (!link) return;
    keptForEver.set(CHOICE, link.hreflang);
    const place = currentPlace();
    if (place) link.hash = place;
  });
}

/** Offers the page in the language that the browser asks for, or that was chosen before; once, without moving anything. */
function offerLanguage() {
  const offers = [...document.querySelectorAll("[data-offer]")];
  const here = document.documentElement.lang;
  const chosen = keptForEver.get(CHOICE);
  const wanted = chosen ? [chosen] : navigator.languages;
  for (const tag of wanted) {
    const [language] = tag.split("-");
    if (tag === here || language === here.split("-")[0]) return;
    const offer = offers.find(({ dataset }) => dataset.offer === tag || dataset.offer === language);
    if (offer) {
      offer.hidden = false;
      offer.querySelector("button").addEventListener("click", () => {
        keptForEver.set(CHOICE, here);
        offer.hidden = true;
      });
      return;
    }
  }
}

/** The theme searches when a key is released; what is pasted, dictated or entered by an input method has none. */
function searchWhateverIsEntered() {
  const query = document.querySelector("[data-md-component=search-query]");
  query?.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })));
}

/** The theme puts new results in the place of earlier ones: whoever has gone to one with the arrow keys stays there. */
function keepFocusAmongResults() {
  const list = document.querySelector(".md-search-result__list");
  let address;
  list?.addEventListener("focusin", ({ target }) => (address = target.href));
  list?.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && (address = undefined));
  const stay = () => {
    if (!address || document.activeElement !== document.body) return;
    [...list.querySelectorAll("a")].find(({ href }) => href === address)?.focus({ preventScroll: true });
  };
  if (list) new MutationObserver(stay).observe(list, { childList: true });
}

/**
 * The theme asks for a sitemap beside every alternate page, to keep readers on the same page when they switch.
 * Our switch leads there by itself, so the theme must not see the links; their meaning stays.
 */
function hideAlternatesFromTheme() {
  for (const link of document.querySelectorAll("link[rel=alternate]")) link.rel = "alternate nofollow";
}

/**
 * The theme reads from the page's configuration where its search worker stands and below which address its index:
 * ours, and the language's own. The service worker is to know whose search worker asks it for files.
 */
function giveThemeOurSearch({ root, worker }) {
  const element = document.querySelector("#__config");
  element.textContent = JSON.stringify({ ...JSON.parse(element.textContent), base: root, search: `${worker}#${location.pathname}` });
}

/** When not even the search's configuration can be loaded, the theme waits for ever: say so in a plain line. */
function sayWhenSearchIsBroken({ broken }) {
  const line = document.querySelector(".md-search-result__meta");
  const waiting = line?.textContent;
  document.querySelector("[data-md-component=search-query]")?.addEventListener(
    "focus",
    () => setTimeout(() => line.textContent === waiting && (line.textContent = broken), 4000),
    { once: true },
  );
}

const { dataset } = document.currentScript;
giveThemeOurSearch(dataset);
sayWhenSearchIsBroken(dataset);
hideAlternatesFromTheme();
keepPlaceBetweenLanguages();
offerLanguage();
searchWhateverIsEntered();
keepFocusAmongResults();
