/*
 * Keeps the languages that are read here, so that they work without a network; see adr/0014.
 *
 * An edition of a language is a list of files with their hashes (offline/<lang>.json), and a cache that bears the list's
 * own hash in its name. A cache counts once the list is in it, which comes last; every file has been verified before.
 * A worker knows one edition of each language, so whatever it serves a page is of the same edition, or all from the
 * network. The worker of the next edition fetches its own caches beside these and waits until it may take over.
 *
 *   page -> worker   { type: "state" }, port    what the page is of: { kept, shown }
 *   page -> worker   { type: "keep" }, port     the same; keeps the page's language first where it is not kept yet
 *   page -> worker   { type: "show" }           take over, now
 */

"use strict";

// The site's languages. A worker without any takes itself away, with all that was kept. They are filled in when the site
// is built; until then this fails, and a browser that asks in that moment keeps the worker that it has.
const LANGUAGES = TO_BE_FILLED_IN;

const SCOPE = self.registration.scope;
const OURS = `handbook ${new URL(SCOPE).pathname} `;
const CONNECTIONS = 4;
/** What a server says of a response's coding or variants is not true of what we keep. */
const ANY_VARIANT = { ignoreVary: true };

const addressOf = (path) => new URL(path, SCOPE).href;
const listOf = (language) => `offline/${language}.json`;
const cacheOf = (language) => `${OURS}${language} ${LANGUAGES[language].edition}`;

/** Where an address leads, from the site's root, without what follows the file's name. */
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`.slice(SCOPE.length).replace(/(^|\/)index\.html$/, "$1");
}

/** The language at an address: the one whose folder is nearest. */
function languageAt(address) {
  const path = `${pathOf(address)}/`;
  const around = Object.keys(LANGUAGES).filter((language) => path.startsWith(LANGUAGES[language].root));
  return around.sort((a, b) => LANGUAGES[b].root.length - LANGUAGES[a].root.length)[0];
}

/** The edition in a cache, { language, hash, shown, cache, files }, or undefined while it is not whole. */
async function editionIn(name) {
  const [language, hash] = name.slice(OURS.length).split(" ");
  if (!name.startsWith(OURS) || !(await caches.has(name))) return undefined;
  const cache = await caches.open(name);
  const list = await cache.match(addressOf(listOf(language)), ANY_VARIANT);
  if (!list) return undefined;
  const { shown, files, others } = await list.json();
  return { language, hash, shown, cache, files: { ...files, ...others } };
}

const allEditions = async () => (await Promise.all((await caches.keys()).map(editionIn))).filter(Boolean);

let known;

/** The editions that this worker serves, by their languages. */
function editions() {
  known ??= Promise.all(Object.keys(LANGUAGES).map(cacheOf).map(editionIn)).then(
    (found) => new Map(found.filter(Boolean).map((edition) => [edition.language, edition])),
  );
  return known;
}

async function sha256(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return btoa(String.fromCharCode(...bytes));
}

/** A response's headers, for a page that must ask us again: a browser keeps styles and scripts in memory as well. */
function headersOf(response) {
  const headers = new Headers(response.headers);
  headers.set("Cache-Control", "no-cache");
  return headers;
}

/** A file from the network, if it is the one that is meant. */
async function download(path, hash) {
  const response = await fetch(addressOf(path), { cache: "no-cache", priority: "low" });
  const body = await response.arrayBuffer();
  if (!response.ok || (await sha256(body)) !== hash) throw new Error(`${path} is not of this edition`);
  const headers = headersOf(response);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  return new Response(body, { headers }); // no redirect, whatever the server did: a page may not be one
}

/** The same file, where another edition has it. */
async function taken(path, hash, old) {
  const same = old.find(({ files }) => files[path] === hash);
  return same?.cache.match(addressOf(path), ANY_VARIANT);
}

/** Fetches this worker's edition of a language. What an earlier attempt has brought is good: it has been verified. */
async function fetchEdition(language) {
  const old = await allEditions();
  if (old.some((edition) => edition.language === language && edition.hash === LANGUAGES[language].edition)) return;
  const list = await download(listOf(language), LANGUAGES[language].edition);
  const { files, others } = await list.clone().json();
  const cache = await caches.open(cacheOf(language));
  const waiting = Object.entries({ ...files, ...others }).values();
  const fetchNext = async () => {
    for (const [path, hash] of waiting) {
      if (await cache.match(addressOf(path), ANY_VARIANT)) continue;
      await cache.put(addressOf(path), (await taken(path, hash, old)) ?? (await download(path, hash)));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, fetchNext));
  await cache.put(addressOf(listOf(language)), list);
  known = undefined;
}

/** Fetches whatever is kept or being read; where no reader would see a change, nobody needs to be asked. */
async function install() {
  const old = await allEditions();
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = open.filter(({ url }) => url.startsWith(SCOPE)).map(({ url }) => languageAt(url));
  const languages = new Set([...old.map(({ language }) => language), ...here]);
  for (const language of languages) if (LANGUAGES[language]) await fetchEdition(language);
  const looksSame = ({ language, shown }) => shown === LANGUAGES[language]?.shown;
  if (old.every(looksSame) || !Object.keys(LANGUAGES).length) await self.skipWaiting();
}

async function activate() {
  const wanted = Object.keys(LANGUAGES).map(cacheOf);
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && !wanted.includes(name)).map((name) => caches.delete(name)));
  if (Object.keys(LANGUAGES).length) return self.clients.claim();
  await self.registration.unregister();
  const open = await self.clients.matchAll({ type: "window" });
  return Promise.all(open.map((page) => page.navigate(page.url)));
}

const has = (edition, path) => Object.hasOwn(edition.files, path);

/** From the network, and not from what the browser remembers, which may be of another edition. */
const fresh = (request) => fetch(request, { cache: "no-cache" });

/** A file of an edition; from the network where the browser has thrown it away. */
const stored = async (edition, path, request) => (await edition.cache.match(addressOf(path), ANY_VARIANT)) ?? fresh(request);

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text) => text.replace(/[&<>"]/g, (character) => ESCAPES[character]);

/** What stands at an address that is not kept, when there is no network: a plain page in the language of the address. */
async function notKept(address) {
  const language = languageAt(address);
  const { words, direction } = LANGUAGES[language];
  const links = [...(await editions()).keys()].map((kept) => {
    const { root, name } = LANGUAGES[kept];
    return `<li><a href="${addressOf(root)}" hreflang="${kept}" lang="${kept}">${escapeHtml(name)}</a></li>`;
  });
  const html = `<!doctype html>
<html lang="${language}" dir="${direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(words.not_kept)}</title>
<style>
:root { color-scheme: light dark; font: 1.1rem/1.5 system-ui, sans-serif }
body { max-width: 36rem; margin: 10vh auto; padding: 0 1rem }
a { display: inline-block; padding: .6rem 0 }
</style>
<h1>${escapeHtml(words.not_kept)}</h1>
<p>${escapeHtml(words.again)} <a href="">${escapeHtml(words.retry)}</a></p>
${links.length ? `<p>${escapeHtml(words.kept)}</p><ul>${links.join("")}</ul>` : ""}
</html>`;
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function openPage(request) {
  const edition = (await editions()).get(languageAt(request.url));
  const path = pathOf(request.url);
  if (edition && has(edition, path)) return stored(edition, path, request);
  if (edition && has(edition, `${path}/`)) return Response.redirect(`${addressOf(path)}/${new URL(request.url).search}`);
  return fresh(request).catch(() => notKept(request.url));
}

/**
 * The edition that the page is of which asks for a file: its own if the page itself is kept, or none if it came from the
 * network. A search worker has its page's address in its own.
 */
async function editionFor({ clientId, request }) {
  const client = clientId ? await self.clients.get(clientId) : undefined;
  const { hash } = new URL(request.destination === "worker" ? request.url : (client?.url ?? SCOPE));
  const page = hash.startsWith("#/") ? new URL(hash.slice(1), SCOPE).href : client?.url;
  if (!page?.startsWith(SCOPE)) return undefined;
  const edition = (await editions()).get(languageAt(page));
  return edition && has(edition, pathOf(page)) ? edition : undefined;
}

async function loadFile(event) {
  const edition = await editionFor(event);
  const path = pathOf(event.request.url);
  if (edition && has(edition, path)) return stored(edition, path, event.request);
  const response = await fresh(event.request);
  const { status, statusText } = response;
  return response.type === "basic" ? new Response(response.body, { status, statusText, headers: headersOf(response) }) : response;
}

/** Says what a page is of, after keeping its language where that is asked for. */
async function tell({ data: { type }, source, ports: [port] }) {
  const language = languageAt(source.url);
  const before = (await editions()).has(language);
  if (type === "keep" && !before) await fetchEdition(language).catch(() => {}); // the next page tries again
  const edition = (await editions()).get(language);
  const kept = Boolean(edition && has(edition, pathOf(source.url)));
  port.postMessage({ kept, fresh: kept && !before, shown: kept ? LANGUAGES[language].shown : null });
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(event.data.type === "show" ? self.skipWaiting() : tell(event)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE) || !Object.keys(LANGUAGES).length) return;
  event.respondWith(request.mode === "navigate" ? openPage(request) : loadFile(event));
});
