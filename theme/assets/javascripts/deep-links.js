/*
 * The mark beside a heading copies the section's whole address, and says so for a moment. It goes on leading to the
 * section: where copying is not possible (a page from disk, or not by https) the address stands in the address bar.
 */

(({ copy, copied }) => {
  const SHOWN_FOR = 2500; // milliseconds
  const links = document.querySelectorAll("a.headerlink");
  if (!navigator.clipboard || !links.length) return;

  const note = document.createElement("p");
  note.className = "copied-link";
  note.setAttribute("role", "status"); // read out whenever its text changes
  document.body.append(note);
  let timer;

  function confirm() {
    clearTimeout(timer);
    note.textContent = copied;
    timer = setTimeout(() => (note.textContent = ""), SHOWN_FOR);
  }

  for (const link of links) {
    link.title = copy;
    link.addEventListener("click", (event) => {
      const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
      if (!opensElsewhere) navigator.clipboard.writeText(link.href).then(confirm, () => {});
    });
  }
})(document.currentScript.dataset);
