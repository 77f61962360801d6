/* Copies text, and says what has happened: to the eye, and to a screen reader. */

/** Puts a text into the clipboard, and gives whether it is there. `host` is what may hold the focus meanwhile. */
async function copyText(text, host = document.body) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelecting(text, host); // the page was opened without encryption, or the browser says no
  }
}

/** The older way, which works on every address: select the text somewhere and have the browser copy it. */
function copyBySelecting(text, host) {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "copy-source";
  field.readOnly = true;
  field.value = text;
  host.append(field);
  try {
    field.select();
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    focused?.focus({ preventScroll: true });
  }
}

const announcement = (() => {
  const box = fromTemplate("call-status").firstElementChild;
  const line = box.querySelector("[role=status]");
  const button = box.querySelector("button");
  const messages = { ...box.dataset };
  let timer;
  document.body.append(box);

  function hide() {
    line.textContent = "";
    button.hidden = true;
    box.classList.remove("call-status--shown");
  }

  /** Says one of the messages for a while, with what stands for its {fields}; `undo` is offered as long as it stands. */
  function say(name, { fields = {}, seconds = 2, undo = null, host = document.body } = {}) {
    clearTimeout(timer);
    if (box.parentElement !== host) host.append(box); // what lies under an open dialog is neither seen nor read out
    line.textContent = "";
    const message = Object.entries(fields).reduce(
      (text, [field, value]) => text.replace(`{${field}}`, () => value),
      messages[name],
    );
    setTimeout(() => (line.textContent = message), 50); // the same words twice would be read out once
    button.hidden = !undo;
    button.onclick = () => {
      undo?.();
      hide();
    };
    box.classList.add("call-status--shown");
    timer = setTimeout(hide, seconds * 1000);
  }

  return { say };
})();

/** Marks a button as done for a moment. */
function confirmOn(button) {
  button.classList.add("is-done");
  setTimeout(() => button.classList.remove("is-done"), 2000);
}
