/*
 * The search worker: takes the theme's place for it, speaks its four messages, and answers with our own index.
 *
 *   theme -> worker   { type: SETUP, data: { config } }   once; `config` is that of search/search_index.json
 *   worker -> theme   { type: READY }
 *   theme -> worker   { type: QUERY, data: "words" }      with every change of the box
 *   worker -> theme   { type: RESULT, data: { items } }   each item the documents of one page, the page itself first
 *
 * Where a result needs parts of the index that are still to come, one with `isEarly` goes before it: the topics as their counts
 * rank them, those with their titles only whose texts are missing. Nobody waits for a slow network to see where to go.
 *
 * The theme puts titles and texts into the page as markup, so everything that goes there is escaped here.
 */

"use strict";

importScripts("engine.js");

const Message = { SETUP: 0, READY: 1, QUERY: 2, RESULT: 3 };
const VERSION = 2;
const MOST_RESULTS = 10;
/** Results much weaker than the best are left out. */
const WEAKEST = 0.3;
/** A language that knows this share of a query's words is the query's language. */
const FAMILIAR = 0.75;
/** How much better another language must know the words to be the one they are in. */
const CLEARLY = 0.15;
/** Below this share a query's words are not this language's, even where their language cannot be told from afar. */
const UNKNOWN = 0.35;
const MOST_CANDIDATES = 2;

/** The site's root: this file stands at assets/javascripts/search/. */
const SITE = new URL("../../../", self.location.href);

let config;
let newest = 0;
const loading = new Map();

/** What a file of a search's data holds: JSON in a call, so that a page on a disk can run it (see frame.js). */
async function readFromServer(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const script = await response.text();
  return JSON.parse(script.slice(script.indexOf("(") + 1, script.lastIndexOf(")")));
}

const read = (path) => (self.readFromDisk ?? readFromServer)(new URL(`${path}.js`, SITE));

/** What `load` gives for a key, asked for once; a failure is forgotten, so that the next query tries again. */
function once(key, load) {
  if (!loading.has(key)) loading.set(key, load().catch((error) => (loading.delete(key), Promise.reject(error))));
  return loading.get(key);
}

/** One language's search: its index, with as much of it as has been asked for. */
class Search {
  #folder;
  #topics = new Map();
  #titles;

  constructor(folder, index, { topics = [], titles = [] } = {}) {
    this.#folder = folder;
    this.#titles = titles;
    this.index = index;
    topics.forEach((topic, place) => this.#topics.set(place, topic));
  }

  /** What `question` gives of the index, once nothing is missing for it; `early` is given what comes near it before. */
  async ask(question, early = () => {}) {
    for (;;) {
      this.index.missing.clear();
      const answer = question(this.index);
      const missing = [...this.index.missing]; // what is done early may look for more
      if (!missing.length) return answer;
      if (this.index.isNearlyRight) early(answer);
      await Promise.all(missing.map((name) => this.#add(name)));
    }
  }

  #add(name) {
    return once(`${this.#folder}${name}`, async () => {
      const part = await read(`${this.#folder}${name}`);
      this.index.add(name, part);
      if (part.texts) this.#topics.set(Number(name.split("-")[1]), part.texts);
    });
  }

  /** What is shown of a topic: [title, summary, sections]. */
  async topic(number) {
    if (!this.#topics.has(number)) await this.#add(`topic-${number}`);
    return this.#topics.get(number);
  }

  /** The same where it is here; else the title alone. */
  known(number) {
    return this.#topics.get(number) ?? [this.#titles[number], "", []];
  }
}

async function readIndex(folder) {
  const data = await read(`${folder}index`);
  if (data.version !== VERSION) throw new Error(`${folder}: version ${data.version}`);
  return data;
}

/** What is shown, and what is said: the texts of all topics, or where these come in parts, their titles. */
const readTexts = () => once("texts", () => read(`${config.folder}texts`));

/** The language being read: its index with the pages' texts, which results show, or with their titles. */
const loadOwn = () =>
  once("own", async () => {
    const [data, texts] = await Promise.all([readIndex(config.folder), readTexts()]);
    if (!data.units) return new Search(config.folder, new SearchIndex(data), texts);
    const bodies = texts.topics.map(([, , sections]) => sections.flatMap(([, , pieces]) => pieces));
    return new Search(config.folder, new SearchIndex(data, bodies), texts);
  });

/** Another language's index, to be asked which topics it would find. */
const loadOther = (folder) => once(folder, async () => new Search(folder, new SearchIndex(await readIndex(folder))));

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]);

/** A text as markup, with the words marked that a query means. */
function marked(text, index, meant) {
  const words = index.marks(text, meant);
  if (!words.size) return escapeHtml(text);
  return text
    .split(/([\p{L}\p{N}\p{M}]+)/u)
    .map((part, place) => {
      const isHit = place % 2 && wordsOf(part, index.analysis).some((word) => words.has(word));
      return isHit ? `<mark data-md-highlight>${escapeHtml(part)}</mark>` : escapeHtml(part);
    })
    .join("");
}

/** The section that a piece of a topic's body stands in: [id, heading, text]. */
function sectionAt(sections, place) {
  for (const [id, heading, texts] of sections) {
    if (place < texts.length) return [id, heading, texts[place]];
    place -= texts.length;
  }
  return undefined;
}

/** A topic as the theme shows it, once its texts are here: the page with its summary, and the section that answers best. */
const toItem = async (one, own, answer, note) => itemOf(one, await own.topic(one.topic), own, answer, note);

function itemOf({ topic, score }, [title, summary, sections], { index }, answer, note) {
  const [address] = index.topics[topic];
  const { meant, pieces } = answer ?? { meant: new Map(), pieces: new Map() };
  const section = sectionAt(sections, Math.max(0, index.bestPlace(topic, pieces)));
  const terms = Object.fromEntries([...index.marks(`${title} ${section?.[2] ?? ""}`, meant)].map((word) => [word, true]));
  const head =
    (note ? `<em class="hit__note">${escapeHtml(note)}</em> ` : "") +
    `${marked(title, index, meant)} <small class="hit__summary">${marked(summary, index, meant)}</small>`;
  const item = [{ location: address, title: head, text: "", score, terms }];
  if (section) {
    const [id, heading, text] = section;
    const body = `<p>${marked(text, index, meant)}</p>`;
    item.push({ location: `${address}#${id}`, title: escapeHtml(heading), text: body, score, terms });
  }
  return item;
}

const plainItem = (title, location) => [{ location, title: escapeHtml(title), text: "", score: 1, terms: {} }];

/** When nothing is found: a plain line, and every group of topics. */
async function nothingFound(own) {
  const { index } = own;
  const texts = await readTexts();
  const items = [plainItem(texts.nothing, "./")];
  for (const [group, topics] of texts.groups) {
    const documents = plainItem(group, index.topics[topics[0]][0]);
    for (const topic of topics) {
      documents.push({ location: `${index.topics[topic][0]}#`, title: escapeHtml(own.known(topic)[0]), text: "", score: 1, terms: {} });
    }
    items.push(documents);
  }
  return items;
}

/** The other languages that a query may be in, by their commonest words; all of them for words that nobody knows. */
function candidates(query, { analysis }, { others }, familiarity) {
  const words = wordsOf(query, analysis).map((word) => foldWord(word, analysis));
  const likely = others
    .map((other) => ({ other, hits: words.filter((word) => other.common.split(" ").includes(word)).length }))
    .filter(({ hits }) => hits)
    .sort((a, b) => b.hits - a.hits)
    .slice(0, MOST_CANDIDATES)
    .map(({ other }) => other);
  return likely.length || familiarity >= UNKNOWN ? likely : others;
}

/** What another language makes of a query that this one does not know: { note, addresses } or undefined. */
async function elsewhere(query, own, familiarity) {
  const texts = await readTexts();
  const understand = async ({ locale, folder }) => {
    const search = await loadOther(folder);
    const understood = await search.ask((index) => index.understand(query));
    return { locale, search, understood, familiarity: search.index.familiarity(understood) };
  };
  const others = await Promise.all(
    candidates(query, own.index, texts, familiarity).map((other) => understand(other).catch(() => undefined)),
  );
  const best = others.filter(Boolean).sort((a, b) => b.familiarity - a.familiarity)[0];
  if (!best || best.familiarity < familiarity + CLEARLY) return undefined;
  const { topics } = await best.search.ask((index) => index.rank(best.understood));
  const addresses = topics.map(({ topic, score }) => ({ address: best.search.index.topics[topic][0], score }));
  return { note: texts.understood.replace("{language}", () => texts.languages[best.locale] ?? best.locale), addresses };
}

/** The topics of an answer that are worth showing. */
const worthShowing = ({ topics }) => topics.filter(({ score }) => score >= WEAKEST * topics[0].score);

/** The items that answer a query; `early` is given some that may be wrong yet, where the right ones have to wait. */
async function search(query, early) {
  const own = await loadOwn();
  const understood = await own.ask((index) => index.understand(query));
  const { index } = own;
  const familiarity = index.familiarity(understood);
  const [foreign, answer] = await Promise.all([
    familiarity < FAMILIAR ? elsewhere(query, own, familiarity) : undefined,
    own.ask(() => index.rank(understood), (answer) => {
      if (familiarity < FAMILIAR) return; // another language may know better
      const found = worthShowing(answer).slice(0, MOST_RESULTS);
      if (found.length) early(found.map((one) => itemOf(one, own.known(one.topic), own, answer)));
    }),
  ]);
  const items = [];
  const seen = new Set();
  if (foreign) {
    const places = new Map(index.topics.map(([address], topic) => [address, topic]));
    const strongest = foreign.addresses[0]?.score ?? 0;
    for (const { address, score } of foreign.addresses.slice(0, 5)) {
      if (score < WEAKEST * strongest) break;
      const topic = places.get(address); // topics are the same in all languages, but a page may be missing in this one
      if (topic === undefined) continue;
      seen.add(topic);
      items.push(toItem({ topic, score }, own, undefined, foreign.note));
    }
  }
  if (!foreign || familiarity >= UNKNOWN) {
    const found = worthShowing(answer).filter(({ topic }) => !seen.has(topic));
    for (const one of found.slice(0, MOST_RESULTS)) items.push(toItem(one, own, answer));
  }
  return items.length ? Promise.all(items.slice(0, MOST_RESULTS)) : nothingFound(own);
}

async function answer(query) {
  const number = ++newest;
  const show = (data) => number === newest && self.postMessage({ type: Message.RESULT, data });
  let items = [];
  try {
    if (query.trim()) items = await search(query, (early) => show({ items: early, isEarly: true }));
    else await loadOwn();
  } catch (error) {
    console.warn(error);
    if (query.trim()) items = [plainItem(config.broken, "./")];
  }
  show({ items });
}

self.addEventListener("message", ({ data: message }) => {
  if (message.type === Message.SETUP) {
    config = message.data.config;
    self.postMessage({ type: Message.READY });
  } else if (message.type === Message.QUERY && config) {
    answer(message.data);
  }
});
