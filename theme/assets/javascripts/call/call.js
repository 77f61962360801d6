/*
 * What an agent has told this browser, and what has happened in this call. It stays in the browser: what is the agent's
 * own for ever, what is the customer's in this tab only and until the next call.
 *
 * Whatever is read may have been written by anybody: it is taken as short plain text or not at all.
 */

/** What the page says of itself: the id of its `topic`, and of the sections that hold its `steps` and its `phrases`. */
const topicPage = document.querySelector("[data-topic]").dataset;

const call = (() => {
  const AGENT = "handbook.agent";
  const CALL = "handbook.call";
  const CHANGED = "handbook:call";
  const [WORD, SENTENCE, RECORD, MANY] = [200, 2000, 20000, 100];

  const changed = () => document.dispatchEvent(new Event(CHANGED));

  /** The call's part of this page; steps and sentences are the same in every language, so it is the topic's. */
  const pageOf = (kept) => asObject(asObject(kept.topics)[topicPage.topic]);

  /** Changes what is kept of this page in this call. */
  function changePage(changes) {
    const kept = keptForThisTab.getObject(CALL);
    const page = { ...pageOf(kept), ...changes };
    keptForThisTab.setObject(CALL, { ...kept, topics: { ...asObject(kept.topics), [topicPage.topic]: page } });
    changed();
  }

  const thisPage = () => pageOf(keptForThisTab.getObject(CALL));

  /** The values that are kept as long as a placeholder says. */
  function valuesKept(how) {
    if (how === "always") return asObject(keptForEver.getObject(AGENT).values);
    return asObject(how === "call" ? keptForThisTab.getObject(CALL).values : thisPage().values);
  }

  function changeAgent(changes) {
    keptForEver.setObject(AGENT, { ...keptForEver.getObject(AGENT), ...changes });
    changed();
  }

  function setValue(id, how, text) {
    const values = { ...valuesKept(how), [id]: oneLine(text, WORD) };
    if (how === "always") changeAgent({ values });
    else if (how === "page") changePage({ values });
    else {
      keptForThisTab.setObject(CALL, { ...keptForThisTab.getObject(CALL), values });
      changed();
    }
  }

  /** The places of the ticked steps, from 1. */
  function steps() {
    const { steps: ticked } = thisPage();
    return new Set(Array.isArray(ticked) ? ticked.filter(Number.isInteger).slice(0, MANY) : []);
  }

  function tick(place, isTicked) {
    const ticked = steps();
    if (isTicked) ticked.add(place);
    else ticked.delete(place);
    changePage({ steps: [...ticked] });
  }

  /** The sentences that were copied, in order: when, in which language, and how they were worded. */
  function said() {
    const found = thisPage().said;
    return (Array.isArray(found) ? found : [])
      .map(asObject)
      .filter(({ at, language, text }) => [at, language, text].every((value) => typeof value === "string"))
      .map(({ at, language, text }) => ({ at: new Date(at), language, text: oneLine(text, SENTENCE) }))
      .filter(({ at }) => !Number.isNaN(at.getTime()))
      .slice(-MANY);
  }

  function say(language, text) {
    const sentences = said();
    if (sentences.some((other) => other.language === language && other.text === text)) return;
    changePage({ said: [...sentences, { at: new Date(), language, text }] });
  }

  /** The record as the agent has left it, or "". */
  function record() {
    const text = thisPage().record;
    return typeof text === "string" ? text.slice(0, RECORD) : "";
  }

  let bringBack = () => {};

  /** Forgets the call, but not the agent; gives what brings it back, even where it was forgotten twice. */
  function renew() {
    const before = keptForThisTab.getObject(CALL);
    const put = (kept) => {
      keptForThisTab.setObject(CALL, kept);
      changed();
    };
    if (Object.keys(before).length) bringBack = () => put(before);
    put({});
    return bringBack;
  }

  /** Runs something now, and whenever the call has changed: here, in another tab, or while this page lay in the history. */
  function follow(show) {
    document.addEventListener(CHANGED, show);
    show();
  }
  addEventListener("storage", changed);
  addEventListener("pageshow", ({ persisted }) => persisted && changed());

  return {
    follow,
    renew,
    value: (id, how) => oneLine(Object.hasOwn(valuesKept(how), id) ? valuesKept(how)[id] : "", WORD),
    setValue,
    language: () => oneLine(keptForEver.getObject(AGENT).callerLanguage, WORD),
    setLanguage: (callerLanguage) => changeAgent({ callerLanguage }),
    keysAreOn: () => keptForEver.getObject(AGENT).keys !== false,
    setKeys: (keys) => changeAgent({ keys }),
    steps,
    tick,
    untick: () => changePage({ steps: [] }),
    said,
    say,
    record,
    setRecord: (text) => changePage({ record: text.slice(0, RECORD) }),
  };
})();

/** A text on one line and of a bearable length, or "" for what is no text. */
function oneLine(text, longest) {
  if (typeof text !== "string") return "";
  const line = text.slice(0, 4 * longest).replace(/[\s\p{Cc}]+/gu, " ").trim();
  return [...line].slice(0, longest).join("");
}

/** A fresh copy of what a template of this page holds. */
function fromTemplate(id) {
  return document.querySelector(`#${id}`).content.cloneNode(true);
}
