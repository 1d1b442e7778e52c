// Colours of numbers: a diverging scale from orange over the page's own background to blue, distinguishable with any kind
// of colour vision; and mixtures of class colours.
// @ts-check

import { contextOf } from "./elements.js";

/** @typedef {[number, number, number]} Rgb red, green, blue, each from 0 to 255 */
/** @typedef {(share: number) => Rgb} Scale a colour for a number from -1 to 1 */
/**
 * @typedef {{
 *   text: Rgb, muted: Rgb, grid: Rgb, page: Rgb, edge: Rgb, middle: Rgb, negative: Rgb, positive: Rgb, Z: Rgb, A: Rgb,
 *   bar: Rgb, classes: Rgb[], scale: Scale,
 * }} Channels the colours of the page, and the scale of weights and activations
 */

const STEPS = 255;
const MAX_CACHED = 4;
/** @type {Map<string, Channels>} */
const cache = new Map();

/**
 * A colour in any notation of CSS as channels; what is no colour is white.
 * @param {string} color
 * @returns {Rgb}
 */
export function rgb(color) {
  const canvas = document.createElement("canvas");
  const context = contextOf(canvas, { willReadFrequently: true });
  context.fillStyle = "#fff";
  context.fillStyle = color || "#fff";
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/**
 * The colours of the page as channels, for canvases, and the scale of weights and activations; worked out once.
 * @param {Record<string, string>} colors
 * @param {string[]} classes
 * @returns {Channels}
 */
export function channels(colors, classes) {
  const key = JSON.stringify([colors, classes]);
  let found = cache.get(key);
  if (!found) {
    if (cache.size >= MAX_CACHED) cache.clear();
    found = allChannels(colors, classes);
    cache.set(key, found);
  }
  return found;
}

/**
 * The colours before the page has sent any.
 * @type {Channels}
 */
export const NO_COLORS = {
  text: [0, 0, 0],
  muted: [0, 0, 0],
  grid: [0, 0, 0],
  page: [255, 255, 255],
  edge: [255, 255, 255],
  middle: [255, 255, 255],
  negative: [0, 0, 0],
  positive: [0, 0, 0],
  Z: [0, 0, 0],
  A: [0, 0, 0],
  bar: [0, 0, 0],
  classes: [],
  scale: () => [0, 0, 0],
};

/**
 * @param {Record<string, string>} colors
 * @param {string[]} classes
 * @returns {Channels}
 */
function allChannels(colors, classes) {
  const of = (/** @type {string} */ name) => rgb(colors[name]);
  const [page, middle, negative, positive, A] = ["background", "middle", "negative", "positive", "A"].map(of);
  const all = { text: of("text"), muted: of("muted"), grid: of("grid"), page, edge: page, Z: of("Z"), A, bar: A };
  const scale = diverging(middle, negative, positive);
  return { ...all, middle, negative, positive, scale, classes: classes.map(rgb) };
}

/**
 * @param {Rgb} from
 * @param {Rgb} to
 * @param {number} share
 * @returns {Rgb}
 */
function mix(from, to, share) {
  const [red, green, blue] = from.map((channel, i) => Math.round(channel + (to[i] - channel) * share));
  return [red, green, blue];
}

/**
 * Channels as a colour of CSS.
 * @param {readonly number[]} color
 */
export const css = ([red, green, blue]) => `rgb(${red},${green},${blue})`;

/**
 * A scale: `negative` at -1, `middle` at 0, `positive` at 1.
 * @param {Rgb} middle
 * @param {Rgb} negative
 * @param {Rgb} positive
 * @returns {Scale}
 */
export function diverging(middle, negative, positive) {
  const table = Array.from({ length: 2 * STEPS + 1 }, (_, i) => {
    const share = (i - STEPS) / STEPS;
    return mix(middle, share < 0 ? negative : positive, Math.abs(share) ** 0.85);
  });
  return (share) => table[Math.round(STEPS * Math.max(-1, Math.min(1, share || 0))) + STEPS];
}

/**
 * Paint n × n colours on a canvas of n × n pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {number} n
 * @param {(cell: number) => Rgb} color the colour of cell i, row after row from the top
 */
export function paintGrid(canvas, n, color) {
  if (canvas.width !== n) {
    canvas.width = n;
    canvas.height = n;
  }
  const context = contextOf(canvas);
  const image = context.createImageData(n, n);
  for (let i = 0; i < n * n; i++) {
    const [red, green, blue] = color(i);
    image.data[4 * i] = red;
    image.data[4 * i + 1] = green;
    image.data[4 * i + 2] = blue;
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
