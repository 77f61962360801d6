/* Above the sentences: the caller's language, what is put into placeholders, and the way to the next call. */

/** A button that forgets the call, and offers to bring it back. */
function makeRenewing(button) {
  button.addEventListener("click", () => announcement.say("renewed", { undo: call.renew(), seconds: 10 }));
}

if (phrases.length) {
  const panel = fromTemplate("call-panel").firstElementChild;
  const fields = [...panel.querySelectorAll("[data-slot]")];
  const caller = panel.querySelector("[data-caller]");
  const keys = panel.querySelector("[data-keys]");

  for (const field of fields) {
    const { slot, kept } = field.dataset;
    field.addEventListener("input", () => call.setValue(slot, kept, field.value));
  }
  caller?.addEventListener("change", () => call.setLanguage(caller.value));
  keys.addEventListener("change", () => call.setKeys(keys.checked));
  makeRenewing(panel.querySelector("[data-renew]"));

  document.querySelector(`#${topicPage.phrases}`).after(panel);
  call.follow(() => {
    for (const field of fields) {
      const { slot, kept } = field.dataset;
      if (field !== document.activeElement) field.value = call.value(slot, kept); // who is typing is left alone
    }
    if (caller) {
      caller.value = call.language();
      if (caller.selectedIndex < 0) caller.value = ""; // this page is not there in that language
    }
    keys.checked = call.keysAreOn();
  });
}
