// Where an array is too large to be shown whole: which rows or columns are shown, and buttons to others.

import { fill } from "../ui/format.js";

export class Pagers {
  constructor(box, onScroll) {
    this.box = box;
    box.addEventListener("click", (event) => {
      const { axis, to } = event.target.closest("button")?.dataset ?? {};
      if (axis) onScroll(axis, Number(to));
    });
    box.addEventListener("change", ({ target }) => {
      const { axis, size, count } = target.dataset;
      const wanted = Math.round(Number(target.value)) - 1;
      if (Number.isFinite(wanted)) onScroll(axis, Math.min(Math.max(0, wanted), Number(size) - Number(count)));
    });
  }

  // `windows.shown` tells the first row or column and the number of them for each axis.
  show(windows, axes, texts) {
    const cut = Object.entries(windows.shown).filter(([axis, { count }]) => count < axes[axis].size);
    const written = JSON.stringify(cut);
    if (this.written === written) return;
    this.written = written;
    this.box.replaceChildren(...cut.map(([axis, shown]) => pager(axis, shown, axes[axis], texts)));
  }
}

function pager(axis, { start, count }, { title, size }, texts) {
  const box = document.createElement("span");
  box.className = "dnn-step-pager";
  box.dataset.axis = axis;
  const words = document.createElement("span");
  const last = Math.min(size, start + count);
  words.textContent = fill(texts.window, { title, first: start + 1, last, size });
  const number = Object.assign(document.createElement("input"), {
    type: "number",
    min: 1,
    max: size,
    value: start + 1,
  });
  Object.assign(number.dataset, { axis, size, count });
  number.setAttribute("aria-label", fill(texts.go_to, { title }));
  box.append(
    button("‹", axis, Math.max(0, start - count), start === 0, fill(texts.earlier, { title })),
    words,
    button("›", axis, Math.min(size - count, start + count), last === size, fill(texts.later, { title })),
    number,
  );
  return box;
}

function button(sign, axis, to, isDisabled, title) {
  const element = Object.assign(document.createElement("button"), { type: "button", textContent: sign, title });
  Object.assign(element.dataset, { axis, to });
  element.disabled = isDisabled;
  element.setAttribute("aria-label", title);
  return element;
}
