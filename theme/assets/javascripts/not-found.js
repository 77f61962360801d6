/*
 * An address that leads nowhere: the host sends the reference language's page for it, the reader gets their own
 * language's, under the address that they asked for, with the topic whose address is nearest to it.
 *
 * Stands after handbook.js, which knows where the choice is kept.
 */

/** More of a name's letters than this share may not differ: it would be another name. */
const MOST_DIFFERENT = 0.4;
const ASKED = "asked";

/** The language that the address lies in, or that was chosen, or that the browser asks for; `undefined` for none of them. */
function languageWanted(pages, base) {
  const locales = Object.keys(pages);
  const path = `${location.pathname}/`.toLowerCase();
  const folder = (locale) => base + pages[locale].split("/").slice(0, -1).join("/");
  const ofAddress = locales.find((locale) => pages[locale].includes("/") && path.startsWith(`${folder(locale)}/`.toLowerCase()));
  const tags = [ofAddress, keptForEver.get(CHOICE), ...navigator.languages].filter(Boolean);
  return tags.map((tag) => locales.find((locale) => locale === tag || locale === tag.split("-")[0])).find(Boolean);
}

/** Goes on to the reader's language; the page there shows the address again that was asked for. */
function goToLanguageWanted({ base, pages: json }) {
  const asked = new URLSearchParams(location.hash.slice(1)).get(ASKED);
  if (asked) {
    try {
      history.replaceState(history.state, "", asked);
    } catch {
      /* it is no address of this site: let it be */
    }
    return;
  }
  const pages = JSON.parse(json);
  const wanted = languageWanted(pages, base);
  if (!wanted || wanted === document.documentElement.lang) return;
  const query = new URLSearchParams({ [ASKED]: location.pathname + location.search + location.hash });
  location.replace(`${base}${pages[wanted]}#${query}`);
}

/** How many letters must be put in, taken out or changed to make one word of the other (Levenshtein). */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
  }
  return row[b.length];
}

/** The last part of an address, without what it ends in: `/hr/scenarios/legal-threat/index.html` is about `legal-threat`. */
function nameIn(path) {
  const parts = path.toLowerCase().split("/").filter((part) => part && !/^index\./.test(part));
  return (parts.at(-1) ?? "").replace(/\.[a-z]+$/, "").slice(0, 100);
}

/** Shows the page of the navigation whose address ends most alike, if any does. */
function offerNearest() {
  const line = document.querySelector("[data-nearest]");
  const asked = nameIn(location.pathname);
  const near = [...document.querySelectorAll(".md-nav--primary a.md-nav__link[href]")]
    .map((link) => ({ link, name: nameIn(new URL(link.href).pathname) }))
    .map(({ link, name }) => ({ link, part: distance(asked, name) / Math.max(asked.length, name.length, 1) }))
    .filter(({ part }) => part < MOST_DIFFERENT)
    .sort((a, b) => a.part - b.part)[0];
  if (!near) return;
  const link = document.createElement("a");
  link.href = near.link.href;
  link.append(...near.link.querySelector(".md-ellipsis").cloneNode(true).childNodes);
  line.append(link);
  line.hidden = false;
}

goToLanguageWanted(document.currentScript.dataset);
offerNearest();
