// The examples that the network gets wrong: some of them in a list, and the chosen one large with what the network says.
// @ts-check

import { brief } from "../math/axes.js";
import { childrenOf, contextOf, query } from "../ui/elements.js";
import { fill } from "../ui/format.js";
import { css } from "../ui/shades.js";
import { escapeHtml, fixedDigits } from "../ui/words.js";

const MAX_WRONG = 12;

/** @import { Data, Part } from "../connection/documents.js" */
/** @import { Description } from "../network/types.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/**
 * @typedef {object} WrongModel
 * @property {Float64Array} A (n_y, k), the output
 * @property {Float64Array} predicted (k,) class numbers
 * @property {Description} description
 * @property {Data} data
 * @property {Part} part
 * @property {Texts} texts
 * @property {Channels} colors
 */

export class WrongExamples {
  key = "";
  /** @type {number | null} */
  chosen = null;

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} detail
   */
  constructor(list, detail) {
    this.list = list;
    this.detail = detail;
  }

  /**
   * Give an example of the list the focus.
   * @param {number | string | undefined} number
   */
  focus(number) {
    const button = this.list.querySelector(`[data-number="${number}"]`);
    if (button instanceof HTMLElement) button.focus();
  }

  /**
   * Draw the list, and the chosen example.
   * @param {number[]} wrong numbers of examples
   * @param {WrongModel} model
   */
  draw(wrong, model) {
    const shown = wrong.slice(0, MAX_WRONG);
    const key = shown.map((i) => `${i}:${model.predicted[i]}`).join();
    if (this.key !== key) this.write(shown, model);
    this.key = key;
    for (const button of childrenOf(this.list)) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.number) === this.chosen));
    }
    this.detail.hidden = this.chosen === null;
    if (this.chosen !== null) this.drawChosen(this.chosen, model);
    return { shown: shown.length };
  }

  /**
   * @param {number[]} shown
   * @param {WrongModel} model
   */
  write(shown, model) {
    const { A, predicted, description, data, part, texts } = model;
    const { labels, numbers, count } = data[part];
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && this.list.contains(active) ? active.dataset.number : undefined;
    this.list.innerHTML = shown
      .map((i) => {
        const names = {
          number: numbers[i] + 1,
          truth: description.classes[labels[i]],
          guess: description.classes[predicted[i]],
        };
        const verdict = `<span>${escapeHtml(brief(names.truth))} → <b>${escapeHtml(brief(names.guess))}</b></span>`;
        const text = data.image_shape
          ? `<canvas aria-hidden="true"></canvas>${verdict}`
          : `<span>#${names.number}</span>${verdict}` +
            `<small>${fixedDigits(description.task === "binary" ? A[i] : A[predicted[i] * count + i])}</small>`;
        const words = escapeHtml(fill(texts.wrong_example, names));
        return `<button type="button" data-number="${i}" aria-description="${words}">${text}</button>`;
      })
      .join("");
    if (data.image_shape)
      for (const [at, canvas] of [...this.list.querySelectorAll("canvas")].entries())
        drawImage(canvas, data, part, shown[at]);
    if (focused !== undefined) this.focus(focused);
  }

  /**
   * Draw the chosen example with a bar for the probability of each class.
   * @param {number} i
   * @param {WrongModel} model
   */
  drawChosen(i, { A, predicted, description, data, part, texts, colors }) {
    const { labels, numbers, count } = data[part];
    const shares = description.classes.map((_, k) =>
      description.task === "binary" ? (k ? A[i] : 1 - A[i]) : A[k * count + i],
    );
    const names = {
      number: numbers[i] + 1,
      truth: description.classes[labels[i]],
      guess: description.classes[predicted[i]],
    };
    const isRight = labels[i] === predicted[i];
    const rows = shares.map((share, k) => {
      const color = css(k === labels[i] ? colors.positive : colors.negative);
      const bar = `<i style="width:${(100 * share).toFixed(1)}%;background:${color}"></i>`;
      return (
        `<tr data-true="${k === labels[i]}" data-said="${k === predicted[i]}"><th>${escapeHtml(brief(description.classes[k]))}</th>` +
        `<td>${bar}</td><td>${share.toFixed(3)}</td></tr>`
      );
    });
    const html =
      `<div><p>${escapeHtml(fill(isRight ? texts.right_example : texts.wrong_example, names))}</p>` +
      `<button type="button" data-back="1" aria-label="${escapeHtml(texts.close)}" title="${escapeHtml(texts.close)}">✕</button></div>` +
      `<div>${data.image_shape ? "<canvas></canvas>" : ""}<table>${rows.join("")}</table></div>`;
    if (this.detail.dataset.html === html) return;
    const hasFocus = this.detail.contains(document.activeElement);
    this.detail.innerHTML = html;
    this.detail.dataset.html = html;
    if (hasFocus) query(this.detail, "button").focus();
    const canvas = this.detail.querySelector("canvas");
    if (canvas) drawImage(canvas, data, part, i);
  }
}

/**
 * Draw example i as a grey picture.
 * @param {HTMLCanvasElement} canvas
 * @param {Data} data
 * @param {Part} part
 * @param {number} i
 */
function drawImage(canvas, data, part, i) {
  if (!data.image_shape) return;
  const [rows, columns] = data.image_shape;
  const { X, count } = data[part];
  const raw = Array.from({ length: rows * columns }, (_, k) => X[k * count + i] * data.scale[k] + data.mean[k]);
  const maximum = Math.max(...raw, 1e-9);
  Object.assign(canvas, { width: columns, height: rows });
  const context = contextOf(canvas);
  const image = context.createImageData(columns, rows);
  raw.forEach((value, k) => {
    image.data.fill(255 - Math.round((255 * Math.max(0, value)) / maximum), 4 * k, 4 * k + 3);
    image.data[4 * k + 3] = 255;
  });
  context.putImageData(image, 0, 0);
}
