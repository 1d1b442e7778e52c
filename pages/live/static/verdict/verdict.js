// The verdict on data that are not in the plane: a confusion matrix and the examples that the network gets wrong, or, for a
// regression, predicted against true targets; of the test part or of the training part.
// @ts-check

import { labelsOf } from "../connection/documents.js";
import { NO_NETWORK } from "../network/types.js";
import { buttonData, query } from "../ui/elements.js";
import { fill, fillCounted, score, whole } from "../ui/format.js";
import { NO_COLORS } from "../ui/shades.js";
import { write } from "../ui/skeleton.js";
import { escapeHtml } from "../ui/words.js";
import { fillMatrix, matrixMarkup } from "./confusion_matrix.js";
import { drawScatter } from "./scatter.js";
import { WrongExamples } from "./wrong_examples.js";

/** @import { Data, Part } from "../connection/documents.js" */
/** @import { Description } from "../network/types.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */

export class Verdict {
  key = "";
  /** @type {Part} The part that the visitor chose. */
  preferred = "test";
  /** @type {Part} The part that is shown. */
  part = "test";
  /** @type {WrongExamples | null} */
  wrong = null;
  /** @type {Data | null} */
  data = null;
  /** @type {Float64Array | null} */
  latest = null;
  description = NO_NETWORK;
  /** @type {Texts} */
  texts = {};
  colors = NO_COLORS;

  /**
   * @param {HTMLElement} element
   * @param {(part: Part, number: number) => void} onExample called when an example is chosen
   */
  constructor(element, onExample) {
    this.element = element;
    this.onExample = onExample;
    element.addEventListener("click", (event) => {
      const { number, part, back } = buttonData(event);
      if (part === "train" || part === "test") this.turnTo(part);
      else if (number !== undefined) this.choose(Number(number));
      else if (back && this.wrong && this.wrong.chosen !== null) this.choose(this.wrong.chosen);
    });
  }

  /**
   * Show other data, words or colours.
   * @param {Description} description
   * @param {Data} data
   * @param {Texts} texts
   * @param {Channels} colors
   */
  show(description, data, texts, colors) {
    this.description = description;
    this.data = data;
    this.texts = texts;
    this.colors = colors;
    this.part = data.test.count ? this.preferred : "train";
    const { data_url, classes, task } = description;
    const key = JSON.stringify([data_url, classes, task, texts.test, this.part, data[this.part].count]);
    if (this.key === key) return;
    this.key = key;
    this.element.innerHTML =
      `<div class="dnn-net-verdicthead"><h2>${escapeHtml(this.title(data))}</h2><output aria-live="off"></output></div>` +
      (data.test.count ? this.partsMarkup() : "") +
      (description.task === "regression"
        ? '<canvas class="dnn-net-scatter" role="img"></canvas>'
        : `<div class="dnn-net-scroll">${matrixMarkup(description, texts)}</div><div class="dnn-net-chosen" hidden></div>` +
          '<p class="dnn-net-wrongs"></p><div class="dnn-net-wrong"></div>');
    const isRegression = task === "regression";
    const find = (/** @type {string} */ name) => query(this.element, `.dnn-net-${name}`);
    this.wrong = isRegression ? null : new WrongExamples(find("wrong"), find("chosen"));
  }

  /** @param {Data} data */
  title(data) {
    const { part, texts } = this;
    const { count, of } = data[part];
    const shown = count < of ? fill(texts.folded, { shown: whole(count), count: whole(of) }) : whole(count);
    return fillCounted(texts, `count_of_${part}`, of, { count: shown });
  }

  partsMarkup() {
    const button = (/** @type {Part} */ part) =>
      `<button type="button" data-part="${part}" aria-pressed="${part === this.part}">${escapeHtml(this.texts[part])}</button>`;
    return `<div class="dnn-live-choice" role="group" aria-label="${escapeHtml(this.texts.verdict_part)}">${button("train")}${button("test")}</div>`;
  }

  /** @param {Part} part */
  turnTo(part) {
    if (part === this.part || !this.data) return;
    this.preferred = part;
    this.show(this.description, this.data, this.texts, this.colors);
    query(this.element, `[data-part="${part}"]`).focus();
  }

  /**
   * Show an example large, or the matrix again where it was shown already.
   * @param {number} number
   */
  choose(number) {
    const { wrong } = this;
    if (!wrong) return;
    wrong.chosen = wrong.chosen === number ? null : number;
    if (wrong.chosen !== null) this.onExample(this.part, number);
    if (this.latest) this.draw(this.latest);
    if (wrong.chosen === null) wrong.focus(number);
  }

  /**
   * Draw the output for the examples of the part shown.
   * @param {Float64Array} A (n_y, k)
   */
  draw(A) {
    this.latest = A;
    if (!this.data) return;
    if (this.description.task === "regression") this.drawRegression(A, this.data);
    else if (this.wrong) this.drawClasses(A, this.data, this.wrong);
  }

  /**
   * @param {Float64Array} A
   * @param {Data} data
   * @param {WrongExamples} wrong
   */
  drawClasses(A, data, wrong) {
    const { description, part, texts, element, colors } = this;
    const { labels, count } = data[part];
    const predicted =
      description.task === "binary" ? A.map((a) => (a > 0.5 ? 1 : 0)) : labelsOf(A, count, "multiclass");
    const all = Array.from(labels, (_, i) => i).filter((i) => labels[i] !== predicted[i]);
    const size = description.classes.length;
    fillMatrix(element.querySelectorAll("tbody td"), { labels, predicted, size, colors });
    const share = score(1 - all.length / count, "accuracy");
    write(query(element, "output"), fill(texts.verdict_right, { share }));
    const { shown } = wrong.draw(all, { A, predicted, description, data, part, texts, colors });
    const words = [fill(texts.wrong_count, { wrong: all.length, count })];
    if (shown < all.length) words.push(fill(texts.wrong_shown, { shown, count: all.length }));
    write(query(element, ".dnn-net-wrongs"), words.join(" · "));
    query(element, ".dnn-net-scroll").hidden = wrong.chosen !== null;
  }

  /**
   * @param {Float64Array} A
   * @param {Data} data
   */
  drawRegression(A, data) {
    const { colors, texts, element } = this;
    const { Y } = data[this.part];
    const mean = Y.reduce((sum, y) => sum + y, 0) / Y.length;
    const left = Y.reduce((sum, y, i) => sum + (y - A[i]) ** 2, 0);
    const total = Y.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    write(query(element, "output"), `R² = ${score(1 - left / total, "r2")}`);
    drawScatter(query(element, "canvas", HTMLCanvasElement), { targets: Y, predictions: A, data, colors, texts });
  }
}
