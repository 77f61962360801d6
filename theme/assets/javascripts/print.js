/* Printing: the button of the page with all cards, and the addresses that stand on paper. */

/** The button only shows where it can do something. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/** The address in the foot is where this site really stands; a page opened from disk has none that others could use. */
if (location.protocol !== "file:") {
  for (const line of document.querySelectorAll("[data-address]")) {
    line.textContent = new URL(line.dataset.address, location.href.split(/[?#]/)[0]).href;
  }
}
