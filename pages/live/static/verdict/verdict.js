// What the network says of data that are not in the plane: a confusion matrix and the examples it gets wrong, or, for a
// regression, predicted against true targets; of the test part or of the training part.

import { labelsOf } from "../connection/documents.js";
import { fill, score, whole } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { escapeHtml } from "../ui/words.js";
import { fillMatrix, matrixMarkup } from "./confusion_matrix.js";
import { drawScatter } from "./scatter.js";
import { WrongExamples } from "./wrong_examples.js";

export class Verdict {
  // onExample(part, number) when one is chosen; whoever draws asks for `part` each time
  constructor(element, { onExample }) {
    Object.assign(this, { element, onExample, key: "", wanted: "test", part: "test" });
    element.addEventListener("click", ({ target }) => {
      const { number, part, back } = target.closest("button")?.dataset ?? {};
      if (part) this.turnTo(part);
      else if (number !== undefined) this.choose(Number(number));
      else if (back) this.choose(this.wrong.chosen);
    });
  }

  show(description, data, texts, colors) {
    Object.assign(this, { description, data, texts, colors, part: data.test.count ? this.wanted : "train" });
    const key = JSON.stringify([
      description.data_url,
      description.classes,
      description.task,
      texts.test,
      this.part,
      data[this.part].count,
    ]);
    if (this.key === key) return;
    this.key = key;
    this.element.innerHTML =
      `<div class="dnn-net-verdicthead"><h4>${escapeHtml(this.title())}</h4><output></output></div>` +
      (data.test.count ? this.partsMarkup() : "") +
      (description.task === "regression"
        ? '<canvas class="dnn-net-scatter" role="img"></canvas>'
        : `<div class="dnn-net-scroll">${matrixMarkup(description, texts)}</div><div class="dnn-net-chosen" hidden></div>` +
          '<p class="dnn-net-wrongs"></p><div class="dnn-net-wrong"></div>');
    this.wrong = new WrongExamples(
      this.element.querySelector(".dnn-net-wrong"),
      this.element.querySelector(".dnn-net-chosen"),
    );
  }

  title() {
    const { data, part, texts } = this;
    const { count, of } = data[part];
    const shown = count < of ? fill(texts.folded, { shown: whole(count), count: whole(of) }) : whole(count);
    return fill(part === "test" ? texts.verdict_test : texts.verdict_train, { count: shown });
  }

  partsMarkup() {
    const button = (part) =>
      `<button type="button" data-part="${part}" aria-pressed="${part === this.part}">${escapeHtml(this.texts[part])}</button>`;
    return `<div class="dnn-live-choice" role="group" aria-label="${escapeHtml(this.texts.verdict_part)}">${button("train")}${button("test")}</div>`;
  }

  turnTo(part) {
    if (part === this.part) return;
    this.wanted = part;
    this.show(this.description, this.data, this.texts, this.colors);
    this.element.querySelector(`[data-part="${part}"]`).focus();
  }

  // Show an example large, or the matrix again where it was shown already.
  choose(number) {
    const { wrong } = this;
    wrong.chosen = wrong.chosen === number ? null : number;
    if (wrong.chosen !== null) this.onExample(this.part, number);
    if (this.latest) this.draw(this.latest);
    if (wrong.chosen === null) this.element.querySelector(`.dnn-net-wrong [data-number="${number}"]`)?.focus();
  }

  // A: (n_y, k) the output for the examples of the part shown.
  draw(A) {
    this.latest = A;
    if (this.description.task === "regression") this.drawRegression(A);
    else this.drawClasses(A);
  }

  drawClasses(A) {
    const { description, data, part, texts, element } = this;
    const { labels, count } = data[part];
    const said = description.task === "binary" ? A.map((a) => (a > 0.5 ? 1 : 0)) : labelsOf(A, count, "multiclass");
    const all = Array.from(labels, (_, i) => i).filter((i) => labels[i] !== said[i]);
    fillMatrix(element.querySelectorAll("tbody td"), {
      labels,
      said,
      size: description.classes.length,
      colors: this.colors,
    });
    write(
      element.querySelector("output"),
      fill(texts.verdict_right, { share: score(1 - all.length / count, "accuracy") }),
    );
    const { shown } = this.wrong.draw(all, { A, said, description, data, part, texts, colors: this.colors });
    const words = [fill(texts.wrong_count, { wrong: all.length, count })];
    if (shown < all.length) words.push(fill(texts.wrong_shown, { shown, count: all.length }));
    write(element.querySelector(".dnn-net-wrongs"), words.join(" · "));
    element.querySelector(".dnn-net-scroll").hidden = this.wrong.chosen !== null;
  }

  drawRegression(A) {
    const { data, part, colors, texts, element } = this;
    const { Y } = data[part];
    const mean = Y.reduce((sum, y) => sum + y, 0) / Y.length;
    const [left, total] = [(y, i) => (y - A[i]) ** 2, (y) => (y - mean) ** 2].map((of) =>
      Y.map(of).reduce((sum, each) => sum + each, 0),
    );
    write(element.querySelector("output"), `R² = ${score(1 - left / total, "r2")}`);
    drawScatter(element.querySelector("canvas"), { truths: Y, guesses: A, data, colors, texts });
  }
}
