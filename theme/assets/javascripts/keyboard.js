/*
 * What the theme leaves to the mouse: its switches are labels of hidden checkboxes, and its list of languages stays open
 * as long as it has the focus.
 */

{
  const SWITCHES = ".md-header__button[for], .md-nav__link[for], .md-nav .md-nav .md-nav__title[for]";
  const FOCUSABLE = "a[href], [role=button][tabindex='0']";
  const narrow = matchMedia("(max-width: 76.234375em)"); // where the theme has a drawer
  const drawer = document.querySelector("#__drawer");
  const sidebar = document.querySelector(".md-sidebar--primary");
  const opener = document.querySelector(".md-header__button[for=__drawer]");

  const toggleOf = (label) => document.getElementById(label.htmlFor);
  const buttonIn = (label) => label.querySelector("svg, .md-ellipsis, .md-nav__icon"); // a label itself may be none
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
  const focusFirst = (within) => [...within.querySelectorAll(FOCUSABLE)].find(isSeen)?.focus();

  /** A switch that is only an icon is called as what it opens. */
  function nameOf(label) {
    const opened = label.htmlFor === "__drawer" ? ".md-nav--primary" : "[data-md-component=search-query]";
    return label.textContent.trim() || document.querySelector(opened)?.getAttribute("aria-label");
  }

  /** Makes the theme's switches buttons; in wide windows the sections of the navigation are none. */
  function makeButtons() {
    for (const label of document.querySelectorAll(SWITCHES)) {
      const toggle = toggleOf(label);
      const button = buttonIn(label);
      label.removeAttribute("tabindex"); // the theme's own, on some
      if (toggle?.type !== "checkbox") continue;
      const isButton = getComputedStyle(label).pointerEvents !== "none";
      const attributes = { role: "button", tabindex: 0, "aria-expanded": toggle.checked, "aria-label": nameOf(label) };
      for (const [name, value] of Object.entries(attributes)) {
        if (isButton) button.setAttribute(name, value);
        else button.removeAttribute(name);
      }
    }
  }

  /** Where to go on after a switch: into what has opened, or back to what has opened it. */
  function follow(label) {
    const opened = toggleOf(label).checked;
    if (label === opener && opened) focusFirst(sidebar);
    if (!narrow.matches || label === opener) return;
    const item = label.closest(".md-nav__item");
    if (opened) focusFirst(item.querySelector(".md-nav"));
    else buttonIn(item.querySelector(".md-nav__link[for]")).focus();
  }

  /** Enter and the space bar press a switch, as they press a button. */
  function press(event) {
    const label = event.target.closest?.("label [role=button]")?.closest("label");
    if (!label || ![" ", "Enter"].includes(event.key)) return;
    event.preventDefault();
    label.click();
    if (label.htmlFor !== "__search") follow(label); // the theme goes into the search itself
  }

  /** The drawer closes with Escape, and when the focus leaves it for what lies under it. */
  function closeDrawer({ key, relatedTarget }) {
    if (!drawer.checked || (key ? key !== "Escape" : !relatedTarget || sidebar.contains(relatedTarget))) return;
    drawer.click();
    if (key) buttonIn(opener).focus();
  }

  /** The list of languages closes with Escape, and opens again once it has been left or its button is used. */
  function closeLanguages(list) {
    const open = () => list.removeAttribute("data-dismissed");
    const button = list.querySelector("button");
    document.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !list.matches(":hover, :focus-within")) return;
      if (list.contains(document.activeElement)) button.focus();
      list.setAttribute("data-dismissed", "");
    });
    list.addEventListener("pointerleave", open);
    list.addEventListener("focusout", ({ relatedTarget }) => list.contains(relatedTarget) || open());
    button.addEventListener("click", open);
  }

  makeButtons();
  narrow.addEventListener("change", makeButtons);
  document.addEventListener("change", makeButtons);
  document.addEventListener("keydown", press);
  if (sidebar) {
    document.addEventListener("keydown", closeDrawer);
    sidebar.addEventListener("focusout", closeDrawer);
  }
  document.querySelectorAll(".md-header .md-select").forEach(closeLanguages);
}
