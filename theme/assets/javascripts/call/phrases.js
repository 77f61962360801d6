/*
 * The sentences to say: their placeholders filled, each to be copied by its button or its key, with the same sentence
 * in the caller's language below it where one is chosen.
 */

const QUOTED = /^["“”„«»]([^"“”„«»]*)["“”„«»]$/u; // marks around the whole are not said

/** How long the value of each placeholder of this page is kept. */
const keptHow = new Map(
  [...fromTemplate("call-panel").querySelectorAll("[data-slot]")].map(({ dataset: { slot, kept } }) => [slot, kept]),
);

/** Puts values into the placeholders below an element, and takes out those that are gone. */
function fillPlaceholders(root) {
  for (const span of root.querySelectorAll("[data-placeholder]")) {
    const { placeholder } = span.dataset;
    span.dataset.word ??= span.textContent;
    const value = keptHow.has(placeholder) ? call.value(placeholder, keptHow.get(placeholder)) : "";
    span.textContent = value || span.dataset.word;
    span.classList.toggle("placeholder--filled", Boolean(value));
    if (value) span.dir = "auto";
    else span.removeAttribute("dir");
  }
}

/** A sentence in one language, with its button. */
class Line {
  constructor(paragraphs, language, number) {
    this.language = language;
    this.element = document.createElement("div");
    this.element.className = "line";
    this.words = document.createElement("div");
    this.words.append(...paragraphs);
    this.element.append(this.words, fromTemplate("call-copy"));
    this.button = this.element.querySelector("button");
    this.button.setAttribute("aria-label", this.button.dataset.name.replace("{number}", number));
    this.button.title = this.button.getAttribute("aria-label");
    this.button.addEventListener("click", () => this.copy());
  }

  /** Shows which key copies it, or that none does. */
  showKey(key) {
    const mark = this.button.querySelector("kbd");
    mark.textContent = key;
    mark.hidden = !key;
    if (key) this.button.setAttribute("aria-keyshortcuts", key);
    else this.button.removeAttribute("aria-keyshortcuts");
  }

  async copy() {
    const text = this.words.textContent.replace(/\s+/gu, " ").trim().replace(QUOTED, "$1");
    const empty = [...this.words.querySelectorAll("[data-placeholder]:not(.placeholder--filled)")];
    if (!(await copyText(text))) {
      announcement.say("failed", { seconds: 8 });
      return;
    }
    confirmOn(this.button);
    if (empty.length) {
      const placeholders = [...new Set(empty.map((span) => span.textContent))].join(", ");
      announcement.say("unfilled", { fields: { placeholders }, seconds: 5 });
    } else {
      announcement.say("copied");
    }
    call.say(this.language, text);
  }
}

/** A sentence to say, in the page's language and in the caller's. */
class Phrase {
  constructor(quotation, number) {
    this.id = quotation.id;
    this.number = number;
    this.quotation = quotation;
    this.own = new Line([...quotation.children], quotation.closest("[lang]").lang, number);
    this.callers = null;
    quotation.append(this.own.element);
  }

  /** The line that its key copies: the caller's, for that is what will be sent. */
  get line() {
    return this.callers ?? this.own;
  }

  /** Brings the caller's line, or takes it away, and shows which of the two the key copies. */
  show() {
    const sentences = [...document.querySelectorAll("template[data-caller-language]")];
    const chosen = sentences.find(({ dataset }) => dataset.callerLanguage === call.language());
    const sentence = [...(chosen?.content.children ?? [])].find((found) => found.dataset.for === this.id);
    if (this.callers?.language !== sentence?.lang) {
      this.callers?.element.remove();
      this.callers = sentence ? new Line([document.importNode(sentence, true)], sentence.lang, this.number) : null;
      this.callers?.element.classList.add("line--callers");
      if (this.callers) this.quotation.append(this.callers.element);
    }
    const key = this.number <= 9 && call.keysAreOn() ? String(this.number) : "";
    this.own.showKey(this.line === this.own ? key : "");
    this.callers?.showKey(key);
  }
}

const phrases = topicPage.phrases
  ? [...document.querySelectorAll(`.topic [aria-labelledby="${topicPage.phrases}"] blockquote.phrase`)].map(
      (quotation, index) => new Phrase(quotation, index + 1),
    )
  : [];

call.follow(() => {
  for (const phrase of phrases) phrase.show();
  fillPlaceholders(document.querySelector(".topic"));
});

/** Whether what is typed now is meant for something else than the page. */
function isTyping({ target }) {
  const field = target.closest?.("input, textarea, select, [contenteditable]");
  return (
    (field && !["checkbox", "radio"].includes(field.type)) ||
    document.querySelector("dialog[open]") ||
    document.querySelector("#__search")?.checked
  );
}

document.addEventListener("keydown", (event) => {
  const hasModifier = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
  if (!/^[1-9]$/.test(event.key) || hasModifier || event.repeat || event.isComposing || event.defaultPrevented) return;
  if (!call.keysAreOn() || isTyping(event)) return;
  phrases[event.key - 1]?.line.copy();
});
