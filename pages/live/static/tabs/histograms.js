// Histograms of Z and A of every layer over the examples, with the share of saturated and of dead units.

import { fill } from "../ui/format.js";
import { css } from "../ui/shades.js";
import { write } from "../ui/skeleton.js";
import { short } from "../ui/words.js";

const BINS = 24;
// As in dnn/lessons/diagnosis/evidence.py: how near its limits an activation counts as saturated, and which are called dead.
const LIMITS = { sigmoid: [0, 1], tanh: [-1, 1] };
const NEAR_LIMIT = 0.02;

// Counts of the finite values in equal bins between the smallest and the largest: [..., low, high, lost], where `lost` is
// the share of values that are not finite. Without any finite one, low and high are NaN.
export function histogram(values, bins = BINS) {
  const finite = values.filter(Number.isFinite);
  let [low, high] = finite.length ? [Infinity, -Infinity] : [NaN, NaN];
  for (const value of finite) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const counts = new Array(bins).fill(0);
  const width = high - low || 1;
  for (const value of finite) counts[Math.min(bins - 1, Math.floor(bins * ((value - low) / width)))] += 1;
  return Object.assign(counts, { low, high, lost: 1 - finite.length / values.length });
}

// The histogram of each unit of a layer A (n, m).
export function unitHistograms(A, m, bins = 14) {
  return Array.from({ length: A.length / m }, (_, unit) => histogram(A.subarray(unit * m, (unit + 1) * m), bins));
}

// The share of saturated activations, and of units that are 0 for every example; null where the function has none.
export function shares(activation, A, m) {
  const n = A.length / m;
  const limits = LIMITS[activation];
  let saturated = null;
  if (limits) {
    const margin = NEAR_LIMIT * (limits[1] - limits[0]);
    saturated = A.reduce((count, a) => count + (a < limits[0] + margin || a > limits[1] - margin), 0) / A.length;
  }
  let dead = null;
  if (activation === "relu") {
    dead = 0;
    for (let unit = 0; unit < n; unit++) dead += A.subarray(unit * m, (unit + 1) * m).every((a) => a <= 0) ? 1 / n : 0;
  }
  return { saturated, dead };
}

export class Histograms {
  constructor(element) {
    Object.assign(this, { element, key: "" });
  }

  show(description, texts, colors) {
    Object.assign(this, { description, texts, colors });
    const key = JSON.stringify([description.activations, texts.saturated]);
    if (this.key === key) return;
    this.key = key;
    this.element.innerHTML = description.activations
      .map(
        (activation, index) =>
          `<figure class="dnn-net-hist"><figcaption>${fill(texts.layer, { number: index + 1 })}<small>${description.titles[index]}</small></figcaption>` +
          `<span><i>Z</i><sup>[${index + 1}]</sup></span><canvas data-quantity="Z" aria-hidden="true"></canvas><p></p>` +
          `<span><i>A</i><sup>[${index + 1}]</sup></span><canvas data-quantity="A" aria-hidden="true"></canvas><p></p><p class="dnn-net-share"></p></figure>`,
      )
      .join("");
  }

  // kept: {Z, A, m} of the examples
  draw({ Z, A, m }) {
    [...this.element.children].forEach((figure, index) => {
      const [canvasZ, canvasA] = figure.querySelectorAll("canvas");
      const [rangeZ, rangeA, share] = figure.querySelectorAll("p");
      const counts = [Z, A].map((each) => histogram(each[index + 1]));
      this.bars(canvasZ, rangeZ, counts[0], this.colors.Z);
      this.bars(canvasA, rangeA, counts[1], this.colors.A);
      const { words, isBad } = this.judge(index, A[index + 1], m, Math.max(...counts.map(({ lost }) => lost)));
      write(share, words);
      share.dataset.bad = String(isBad);
    });
  }

  // What is said of a layer; the output is meant to be sure.
  judge(index, A, m, lost) {
    if (lost > 0) return { words: fill(this.texts.not_finite, { share: percent(lost) }), isBad: true };
    if (index === this.element.children.length - 1) return { words: "", isBad: false };
    const { saturated, dead } = shares(this.description.activations[index], A, m);
    const words = [];
    if (saturated !== null) words.push(fill(this.texts.saturated, { share: percent(saturated) }));
    if (dead !== null) words.push(fill(this.texts.dead, { share: percent(dead) }));
    return { words: words.join(" · "), isBad: saturated > 0.5 || dead > 0.5 };
  }

  bars(canvas, range, counts, color) {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!width) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    if (canvas.width !== Math.round(width * ratio))
      Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.fillStyle = css(color);
    const most = Math.max(...counts, 1);
    const step = width / counts.length;
    counts.forEach((count, i) => {
      const tall = count ? Math.max(1, (count / most) * (height - 2)) : 0;
      context.fillRect(i * step + 0.5, height - tall, step - 1, tall);
    });
    write(range, Number.isNaN(counts.low) ? "" : `${short(counts.low)} … ${short(counts.high)}`);
  }
}

const percent = (share) => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
