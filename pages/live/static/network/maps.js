// What is painted on a unit: its activation over the plane, or a histogram of it, and the colours of both.
// @ts-check

import { contextOf } from "../ui/elements.js";
import { diverging, paintGrid } from "../ui/shades.js";

/** @import { Maps } from "../math/passes.js" */
/** @import { Channels, Rgb } from "../ui/shades.js" */
/** @import { Description } from "./types.js" */

/** @typedef {{ color: (a: number) => Rgb, low: number, middle: number | null, high: number }} UnitScale */

const MAP_CELLS = 40;
const NOTHING = 1e-9; // how far an activation must go from rest to be coloured

/**
 * The colours of the values of a unit: a function of a, and the ends of its scale. What is not a number has the colour of the
 * grid.
 * @param {number} layer
 * @param {number} unit
 * @param {number} last the number of the last layer
 * @param {Pick<Description, "task" | "rests">} description
 * @param {Pick<Channels, "grid" | "middle" | "classes" | "scale">} colors
 * @param {Float64Array} values
 * @returns {UnitScale}
 */
export function unitScale(layer, unit, last, description, colors, values) {
  /** @type {(color: (a: number) => Rgb) => (a: number) => Rgb} */
  const or = (color) => (a) => (Number.isNaN(a) ? colors.grid : color(a));
  if (layer === last && description.task === "binary") {
    const [zero, one] = colors.classes;
    const shade = diverging(colors.middle, zero, one);
    return { color: or((a) => shade(2 * a - 1)), low: 0, middle: 0.5, high: 1 };
  }
  if (layer === last && description.task === "multiclass") {
    const shade = diverging(colors.middle, colors.middle, colors.classes[unit % colors.classes.length]);
    return { color: or(shade), low: 0, middle: null, high: 1 };
  }
  const rest = layer === 0 ? 0 : description.rests[layer - 1];
  const reach = farthest(values, rest);
  const shown = reach > NOTHING ? reach : 0;
  const share = Math.max(reach, NOTHING);
  return { color: or((a) => colors.scale((a - rest) / share)), low: rest - shown, middle: rest, high: rest + shown };
}

/**
 * How far the finite ones of some values go from `middle`.
 * @param {Iterable<number>} values
 * @param {number} [middle]
 * @returns {number}
 */
export function farthest(values, middle = 0) {
  let reach = 0;
  for (const value of values) {
    const away = Math.abs(value - middle);
    if (away > reach && away < Infinity) reach = away;
  }
  return reach;
}

/**
 * Paint the map of a unit.
 * @param {HTMLCanvasElement} canvas
 * @param {Maps} maps
 * @param {{ layer: number, unit: number, last: number }} at
 * @param {Description} description
 * @param {Channels} colors
 */
export function paintMap(canvas, { A, n }, { layer, unit, last }, description, colors) {
  const values = A[layer].subarray(unit * n * n, (unit + 1) * n * n);
  const { color } = unitScale(layer, unit, last, description, colors, values);
  const step = Math.max(1, Math.floor(n / MAP_CELLS));
  const cells = Math.floor(n / step);
  paintGrid(canvas, cells, (i) => color(values[Math.floor(i / cells) * step * n + (i % cells) * step]));
}

/**
 * Paint the weights from the pixels of a square image in their positions.
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} weights (n²,)
 * @param {Channels} colors
 * @returns {number} the end of their scale
 */
export function paintWeights(canvas, weights, colors) {
  const reach = farthest(weights);
  /** @type {(weight: number) => Rgb} */
  const color = (weight) => (Number.isNaN(weight) ? colors.grid : colors.scale(weight / (reach || 1)));
  paintGrid(canvas, Math.sqrt(weights.length), (i) => color(weights[i]));
  return reach;
}

/**
 * Paint a histogram, as sharp as the screen is.
 * @param {HTMLCanvasElement} canvas
 * @param {number[]} counts
 * @param {string} color of CSS
 * @param {number} width of the canvas, in pixels of the page
 * @param {number} height
 */
export function paintBars(canvas, counts, color, width, height) {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = color;
  const maximum = Math.max(1, ...counts);
  const each = (width - 4) / counts.length;
  counts.forEach((count, i) => {
    const tall = count ? Math.max(1, ((height - 6) * count) / maximum) : 0;
    context.fillRect(2 + i * each, height - 2 - tall, Math.max(1, each - 0.5), tall);
  });
}
