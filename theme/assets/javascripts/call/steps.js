/* The steps: ticked off as they are done, for this call. */

const stepItems = topicPage.steps
  ? [...document.querySelectorAll(`.topic [aria-labelledby="${topicPage.steps}"] > ol > li`)]
  : [];

if (stepItems.length) {
  const boxes = stepItems.map((item, index) => {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.addEventListener("change", () => call.tick(index + 1, box.checked));
    const label = document.createElement("label");
    const words = document.createElement("span");
    words.append(...item.childNodes);
    label.append(words, box);
    item.append(label);
    return box;
  });
  const untick = fromTemplate("call-untick").firstElementChild;
  untick.addEventListener("click", () => {
    call.untick();
    boxes[0].focus({ preventScroll: true }); // the button is going to be hidden
  });
  document.querySelector(`#${topicPage.steps}`).after(untick);
  call.follow(() => {
    const ticked = call.steps();
    boxes.forEach((box, index) => (box.checked = ticked.has(index + 1)));
    untick.hidden = !boxes.some((box) => box.checked);
  });
}
