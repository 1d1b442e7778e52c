// Histograms of Z and A of every layer over the examples, with the share of saturated and of dead units, as elements.
// @ts-check

import { childrenOf, contextOf } from "../ui/elements.js";
import { fill } from "../ui/format.js";
import { css, NO_COLORS } from "../ui/shades.js";
import { write } from "../ui/skeleton.js";
import { fixedDigits } from "../ui/words.js";
import { histogram, shares } from "./histogram.js";

/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { Pass } from "../math/network.js" */
/** @import { Channels, Rgb } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Counts } from "./histogram.js" */

const MANY = 0.5; // a larger share of saturated activations or dead units is marked

export class Histograms {
  key = "";
  /** @type {string[]} */
  activations = [];
  /** @type {Texts} */
  texts = {};
  colors = NO_COLORS;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /**
   * Show another network, or in other words or colours.
   * @param {NetworkDescription} description
   * @param {Texts} texts
   * @param {Channels} colors
   */
  show({ activations, titles }, texts, colors) {
    this.activations = activations;
    this.texts = texts;
    this.colors = colors;
    const key = JSON.stringify([activations, texts.saturated]);
    if (this.key === key) return;
    this.key = key;
    this.element.innerHTML = titles.map((title, index) => layerMarkup(index + 1, title, texts)).join("");
  }

  /**
   * Draw the histograms of a pass over the examples.
   * @param {Pass} pass
   */
  draw({ Z, A, m }) {
    childrenOf(this.element).forEach((figure, index) => {
      const [canvasZ, canvasA] = figure.querySelectorAll("canvas");
      const [rangeZ, rangeA, share] = figure.querySelectorAll("p");
      const counts = [Z, A].map((each) => histogram(each[index + 1]));
      drawBars(canvasZ, rangeZ, counts[0], this.colors.Z);
      drawBars(canvasA, rangeA, counts[1], this.colors.A);
      const { words, isBad } = this.judge(index, A[index + 1], m, Math.max(...counts.map(({ lost }) => lost)));
      write(share, words);
      share.dataset.bad = String(isBad);
    });
  }

  /**
   * The words about a layer; the output is meant to be sure.
   * @param {number} index
   * @param {Float64Array} A (n, m)
   * @param {number} m
   * @param {number} lost the share of numbers that are not finite
   */
  judge(index, A, m, lost) {
    if (lost > 0) return { words: fill(this.texts.not_finite, { share: percent(lost) }), isBad: true };
    if (index === this.element.children.length - 1) return { words: "", isBad: false };
    const { saturated, dead } = shares(this.activations[index], A, m);
    const words = [];
    if (saturated !== null) words.push(fill(this.texts.saturated, { share: percent(saturated) }));
    if (dead !== null) words.push(fill(this.texts.dead, { share: percent(dead) }));
    return { words: words.join(" · "), isBad: (saturated ?? 0) > MANY || (dead ?? 0) > MANY };
  }
}

/**
 * @param {number} layer
 * @param {string} title
 * @param {Texts} texts
 */
function layerMarkup(layer, title, texts) {
  return (
    `<figure class="dnn-net-hist"><figcaption>${fill(texts.layer, { number: layer })}<small>${title}</small></figcaption>` +
    `<span><i>Z</i><sup>[${layer}]</sup></span><canvas data-quantity="Z" aria-hidden="true"></canvas><p></p>` +
    `<span><i>A</i><sup>[${layer}]</sup></span><canvas data-quantity="A" aria-hidden="true"></canvas><p></p>` +
    `<p class="dnn-net-share"></p></figure>`
  );
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} range the element that shows the ends
 * @param {Counts} counts
 * @param {Rgb} color
 */
function drawBars(canvas, range, counts, color) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (!width) return;
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = css(color);
  const maximum = Math.max(...counts, 1);
  const step = width / counts.length;
  counts.forEach((count, i) => {
    const tall = count ? Math.max(1, (count / maximum) * (height - 2)) : 0;
    context.fillRect(i * step + 0.5, height - tall, step - 1, tall);
  });
  write(range, Number.isNaN(counts.low) ? "" : `${fixedDigits(counts.low)} … ${fixedDigits(counts.high)}`);
}

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;
