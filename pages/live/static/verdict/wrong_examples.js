// The examples that the network gets wrong: some of them in a list, and the chosen one large with what the network says.

import { fill } from "../ui/format.js";
import { css } from "../ui/shades.js";
import { escapeHtml, short } from "../ui/words.js";

const MAX_WRONG = 12;

export class WrongExamples {
  constructor(list, detail) {
    Object.assign(this, { list, detail, key: "", chosen: null });
  }

  // wrong: numbers of examples; model: {A (n_y, k), said (k,), description, data, part, texts, colors}
  draw(wrong, model) {
    const shown = wrong.slice(0, MAX_WRONG);
    const key = shown.map((i) => `${i}:${model.said[i]}`).join();
    if (this.key !== key) this.write(shown, model);
    this.key = key;
    for (const button of this.list.children) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.number) === this.chosen));
    }
    this.detail.hidden = this.chosen === null;
    if (this.chosen !== null) this.drawChosen(model);
    return { shown: shown.length };
  }

  write(shown, model) {
    const { A, said, description, data, part, texts } = model;
    const { labels, numbers, count } = data[part];
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.number : null;
    this.list.innerHTML = shown
      .map((i) => {
        const names = {
          number: numbers[i] + 1,
          truth: description.classes[labels[i]],
          guess: description.classes[said[i]],
        };
        const text = data.image_shape
          ? `<canvas></canvas><span>${escapeHtml(names.truth)} → <b>${escapeHtml(names.guess)}</b></span>`
          : `<span>#${names.number}</span><span>${escapeHtml(names.truth)} → <b>${escapeHtml(names.guess)}</b></span>` +
            `<small>${short(description.task === "binary" ? A[i] : A[said[i] * count + i])}</small>`;
        return `<button type="button" data-number="${i}" aria-label="${escapeHtml(fill(texts.wrong_example, names))}">${text}</button>`;
      })
      .join("");
    if (data.image_shape)
      [...this.list.querySelectorAll("canvas")].forEach((canvas, at) => drawImage(canvas, data, part, shown[at]));
    if (focused !== null) this.list.querySelector(`[data-number="${focused}"]`)?.focus();
  }

  // The chosen example with a bar for the probability of each class.
  drawChosen({ A, said, description, data, part, texts, colors }) {
    const { labels, numbers, count } = data[part];
    const i = this.chosen;
    const shares = description.classes.map((_, k) =>
      description.task === "binary" ? (k ? A[i] : 1 - A[i]) : A[k * count + i],
    );
    const names = {
      number: numbers[i] + 1,
      truth: description.classes[labels[i]],
      guess: description.classes[said[i]],
    };
    const isRight = labels[i] === said[i];
    const rows = shares.map((share, k) => {
      const color = css(k === labels[i] ? colors.positive : colors.negative);
      const bar = `<i style="width:${(100 * share).toFixed(1)}%;background:${color}"></i>`;
      return (
        `<tr data-true="${k === labels[i]}" data-said="${k === said[i]}"><th>${escapeHtml(description.classes[k])}</th>` +
        `<td>${bar}</td><td>${share.toFixed(3)}</td></tr>`
      );
    });
    const html =
      `<div><p>${escapeHtml(fill(isRight ? texts.right_example : texts.wrong_example, names))}</p>` +
      `<button type="button" data-back="1" aria-label="${escapeHtml(texts.close)}" title="${escapeHtml(texts.close)}">✕</button></div>` +
      `<div>${data.image_shape ? "<canvas></canvas>" : ""}<table>${rows.join("")}</table></div>`;
    if (this.detail.dataset.html === html) return;
    const hasFocus = this.detail.contains(document.activeElement);
    this.detail.innerHTML = this.detail.dataset.html = html;
    if (hasFocus) this.detail.querySelector("button").focus();
    const canvas = this.detail.querySelector("canvas");
    if (canvas) drawImage(canvas, data, part, i);
  }
}

// Example i as a grey picture.
function drawImage(canvas, data, part, i) {
  const [rows, columns] = data.image_shape;
  const { X, count } = data[part];
  const raw = Array.from({ length: rows * columns }, (_, k) => X[k * count + i] * data.scale[k] + data.mean[k]);
  const most = Math.max(...raw, 1e-9);
  Object.assign(canvas, { width: columns, height: rows });
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  raw.forEach((value, k) => {
    image.data.fill(255 - Math.round((255 * Math.max(0, value)) / most), 4 * k, 4 * k + 3);
    image.data[4 * k + 3] = 255;
  });
  context.putImageData(image, 0, 0);
}
