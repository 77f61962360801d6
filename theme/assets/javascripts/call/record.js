/* After the call: a record of the incident, written from what was ticked and copied, for the agent to finish. */

/** A moment in the page's language; whoever has set a country's form of it, has that form. */
function moment(date, style) {
  const { lang } = document.documentElement;
  const own = navigator.languages.find((tag) => tag.split("-")[0] === lang.split("-")[0]);
  return new Intl.DateTimeFormat(own ?? lang, style).format(date);
}

/** The name that a language has for itself, where the page has it; else its code. */
function nameOfLanguage(locale) {
  const options = [...fromTemplate("call-panel").querySelectorAll("[data-caller] option")];
  return options.find(({ value }) => value === locale)?.textContent ?? locale;
}

/** The record as plain text; `words` are its headings in the page's language. */
function writeRecord(words) {
  const ticked = call.steps();
  const steps = stepItems
    .map((item, index) => [index + 1, item.textContent.replace(/\s+/gu, " ").trim()])
    .filter(([place]) => ticked.has(place))
    .map(([place, text]) => `${place}. ${text}`);
  const here = phrases[0]?.own.language;
  const said = call.said().map(({ at, language, text }) => {
    const foreign = language === here ? "" : ` (${nameOfLanguage(language)})`;
    return `${moment(at, { timeStyle: "short" })}${foreign} ${text}`;
  });
  const list = (heading, items) => [`${heading}:`, ...(items.length ? items : [words.nothing]).map((item) => `- ${item}`)];
  return [
    document.querySelector("h1").textContent.trim(),
    `${location.origin}${location.pathname}`,
    `${words.when}: ${moment(new Date(), { dateStyle: "long", timeStyle: "short" })}`,
    "",
    ...list(words.steps, steps),
    "",
    ...list(words.said, said),
    "",
    `${words.agreed}:`,
    "- ",
    "",
  ].join("\n");
}

/** Saves a text as a file that the browser has made itself. */
function saveAsFile(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** The day, as file names have it so that they sort. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

const afterwards = document.querySelector(".topic .part--after");

if (afterwards) {
  const parts = fromTemplate("call-record");
  const dialog = parts.querySelector("dialog");
  const text = dialog.querySelector("textarea");
  const on = (name, act) => dialog.querySelector(`[data-${name}]`).addEventListener("click", act);

  /** The cursor stands where what was agreed is to be written. */
  function begin() {
    text.value = writeRecord(text.dataset);
    text.focus();
    text.setSelectionRange(text.value.length - 1, text.value.length - 1);
    text.scrollTop = text.scrollHeight;
  }

  parts.querySelector("[data-open]").addEventListener("click", () => {
    dialog.showModal();
    if (call.record()) text.value = call.record();
    else begin();
  });
  makeRenewing(parts.querySelector("[data-renew]"));
  text.addEventListener("input", () => call.setRecord(text.value));
  on("copy", async ({ currentTarget: button }) => {
    const isCopied = await copyText(text.value, dialog);
    announcement.say(isCopied ? "copied" : "failed", { seconds: isCopied ? 2 : 8, host: dialog });
    if (isCopied) confirmOn(button);
  });
  on("download", () => saveAsFile(text.value, `${today()}-${topicPage.topic}.txt`));
  on("again", () => {
    call.setRecord("");
    begin();
  });
  on("close", () => dialog.close());

  afterwards.append(parts);
}
