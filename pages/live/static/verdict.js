// What the network says of data that are not in the plane: a confusion matrix and the examples it gets wrong, or, for a
// regression, predicted against true targets.

import { fill } from "./format.js";
import { labelsOf } from "./shown_data.js";
import { css } from "./shades.js";
import { write } from "./skeleton.js";
import { escape, short } from "./words.js";

const MOST_WRONG = 12;
const MARGIN = 34;

export class Verdict {
  constructor(element, { onExample }) {
    Object.assign(this, { element, key: "" });
    element.addEventListener("click", ({ target }) => {
      const { number } = target.closest("button")?.dataset ?? {};
      if (number !== undefined) onExample(this.part, Number(number));
    });
  }

  show(subject, data, texts, colors) {
    Object.assign(this, { subject, data, texts, colors, part: data.test.count ? "test" : "train" });
    const key = JSON.stringify([subject.classes, subject.task, texts.test, this.part]);
    if (this.key === key) return;
    this.key = key;
    const title = fill(this.part === "test" ? texts.verdict_test : texts.verdict_train, { count: data[this.part].count });
    this.element.innerHTML = `<h4>${escape(title)}</h4>` +
      (subject.task === "regression"
        ? '<canvas class="dnn-net-scatter" role="img"></canvas>'
        : `<div class="dnn-net-scroll">${this.matrixMarkup()}</div><p class="dnn-net-wrongs"></p><div class="dnn-net-wrong"></div>`);
  }

  matrixMarkup() {
    const { classes } = this.subject;
    const head = classes.map((name) => `<th scope="col" title="${escape(name)}">${escape(name)}</th>`).join("");
    const rows = classes.map((name) =>
      `<tr><th scope="row" title="${escape(name)}">${escape(name)}</th>${classes.map(() => "<td></td>").join("")}</tr>`);
    return `<table class="dnn-net-matrix"><caption>${escape(this.texts.matrix_caption)}</caption>` +
      `<thead><tr><td></td>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
  }

  // A: (n_y, k) the output for the examples of the part shown.
  draw(A) {
    if (this.subject.task === "regression") this.drawScatter(A);
    else this.drawMatrix(A);
  }

  drawMatrix(A) {
    const { subject, data, part } = this;
    const { labels, count } = data[part];
    const said = subject.task === "binary" ? A.map((a) => (a > 0.5 ? 1 : 0)) : labelsOf(A, count, "multiclass");
    const size = subject.classes.length;
    const matrix = Array.from({ length: size }, () => new Array(size).fill(0));
    const wrong = [];
    for (let i = 0; i < count; i++) {
      matrix[labels[i]][said[i]] += 1;
      if (labels[i] !== said[i]) wrong.push(i);
    }
    const cells = this.element.querySelectorAll("tbody td");
    matrix.forEach((row, truth) => {
      const total = Math.max(1, row.reduce((sum, value) => sum + value, 0));
      row.forEach((value, guess) => {
        const cell = cells[truth * size + guess];
        write(cell, String(value));
        const color = css(truth === guess ? this.colors.positive : this.colors.negative);
        cell.style.background = `color-mix(in srgb, ${color} ${Math.round((70 * value) / total)}%, transparent)`;
        cell.dataset.zero = String(value === 0);
      });
    });
    write(this.element.querySelector(".dnn-net-wrongs"), fill(this.texts.wrong_count, { wrong: wrong.length, count }));
    this.drawWrong(wrong.slice(0, MOST_WRONG), said, A);
  }

  drawWrong(wrong, said, A) {
    const list = this.element.querySelector(".dnn-net-wrong");
    const { data, subject, part } = this;
    const key = wrong.map((i) => `${i}:${said[i]}`).join();
    if (list.dataset.key === key) return;
    list.dataset.key = key;
    const { labels, numbers, count } = data[part];
    list.innerHTML = wrong.map((i) => {
      const names = { number: numbers[i] + 1, truth: subject.classes[labels[i]], guess: subject.classes[said[i]] };
      const text = data.image_shape
        ? `<canvas></canvas><span>${escape(names.truth)} → <b>${escape(names.guess)}</b></span>`
        : `<span>#${names.number}</span><span>${escape(names.truth)} → <b>${escape(names.guess)}</b></span>` +
          `<small>${short(subject.task === "binary" ? A[i] : A[said[i] * count + i])}</small>`;
      return `<button type="button" data-number="${i}" aria-label="${escape(fill(this.texts.wrong_example, names))}">${text}</button>`;
    }).join("");
    if (data.image_shape) [...list.querySelectorAll("canvas")].forEach((canvas, place) => this.drawImage(canvas, wrong[place]));
  }

  drawImage(canvas, i) {
    const { data, part } = this;
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

  drawScatter(A) {
    const canvas = this.element.querySelector("canvas");
    const { data, part, colors, texts } = this;
    const { Y, count } = data[part];
    const size = canvas.clientWidth;
    if (!size) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    Object.assign(canvas, { width: size * ratio, height: size * ratio });
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const real = (value) => value * data.target_scale[0] + data.target_mean[0];
    const [truths, guesses] = [Array.from(Y, real), Array.from(A, real)];
    const low = Math.min(...truths, ...guesses);
    const high = Math.max(...truths, ...guesses, low + 1e-9);
    const place = (value) => MARGIN + ((value - low) / (high - low)) * (size - 1.6 * MARGIN);
    const [x, y] = [place, (value) => size - place(value)];
    context.strokeStyle = css(colors.muted);
    context.strokeRect(MARGIN - 4, 0.6 * MARGIN - 4, size - 1.6 * MARGIN + 8, size - 1.6 * MARGIN + 8);
    context.setLineDash([5, 4]);
    context.beginPath();
    context.moveTo(x(low), y(low));
    context.lineTo(x(high), y(high));
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 0.65;
    context.fillStyle = css(colors.positive);
    for (let i = 0; i < count; i++) {
      context.beginPath();
      context.arc(x(truths[i]), y(guesses[i]), 3, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
    context.fillStyle = css(colors.text);
    context.font = `12px ${getComputedStyle(canvas).fontFamily}`;
    context.fillText(short(low), MARGIN - 4, size - 6);
    context.textAlign = "right";
    context.fillText(short(high), size - 0.6 * MARGIN, size - 6);
    context.textAlign = "center";
    context.fillText(texts.true_target, size / 2, size - 6);
    context.rotate(-Math.PI / 2);
    context.fillText(texts.predicted_target, -size / 2, 14);
    canvas.setAttribute("aria-label", texts.scatter_name);
  }
}
