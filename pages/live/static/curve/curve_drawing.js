// The curve of the output over one feature with the examples, on a canvas, and its legend.
// @ts-check

import { dot, key, ofClass, partKeys } from "../boundary/colors.js";
import { pixelsOf } from "../boundary/plane.js";
import { contextOf } from "../ui/elements.js";
import { css } from "../ui/shades.js";

/** @import { Data, Numbers, Part, Plane, Points, Range } from "../connection/documents.js" */
/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */

const RADIUS = 3;
const WIDTH = 2.4; // pixels of a curve
const BEYOND = 3; // times the range that is drawn: a curve that leaves it goes no farther

/**
 * @typedef {object} CurveModel
 * @property {Numbers} at (n,) coordinates of the feature
 * @property {Float64Array[]} heights (n,) each, one for each curve
 * @property {Data & { curve: Plane }} data
 * @property {Pick<NetworkDescription, "task" | "classes">} description
 * @property {Channels} colors
 * @property {Range} square the range of both coordinates
 * @property {boolean} tests the test examples are drawn
 * @property {number | null} probed the coordinate that is read
 */

/**
 * Draw the picture anew.
 * @param {HTMLCanvasElement} canvas
 * @param {CurveModel} model
 */
export function drawCurve(canvas, model) {
  const { at, heights, data, description, colors, square, tests, probed } = model;
  const { context, size } = cleared(canvas);
  const pixels = (/** @type {number} */ x1, /** @type {number} */ x2) => pixelsOf({ x1, x2 }, square, size);
  context.strokeStyle = css(colors.grid);
  context.strokeRect(0.5, 0.5, size - 1, size - 1);
  if (description.task === "binary") dashed(context, pixels(square[0], 0), pixels(square[1], 0));
  for (const part of /** @type {Part[]} */ (tests ? ["train", "test"] : ["train"])) {
    drawExamples(context, part, data.curve[part], model, pixels);
  }
  for (const [k, curve] of heights.entries()) {
    const color = heights.length > 1 ? ofClass(colors, k) : colors.A;
    stroke(context, points(at, curve, square, pixels), css(color));
  }
  context.strokeStyle = css(colors.muted);
  if (probed !== null) dashed(context, pixels(probed, square[0]), pixels(probed, square[1]));
}

/** @param {HTMLCanvasElement} canvas */
function cleared(canvas) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const size = canvas.clientWidth;
  const pixels = Math.round(size * ratio);
  if (canvas.width !== pixels || canvas.height !== pixels) Object.assign(canvas, { width: pixels, height: pixels });
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size, size);
  context.lineWidth = 1;
  return { context, size };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} from
 * @param {[number, number]} to
 */
function dashed(context, from, to) {
  context.setLineDash([4, 4]);
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
  context.setLineDash([]);
}

/**
 * The examples of a part: circles for training, squares for testing.
 * @param {CanvasRenderingContext2D} context
 * @param {Part} part
 * @param {Points} examples
 * @param {CurveModel} model
 * @param {(x1: number, x2: number) => [number, number]} pixels
 */
function drawExamples(context, part, { x1, x2, labels, count }, { description, colors }, pixels) {
  context.strokeStyle = css(colors.edge);
  for (let i = 0; i < count; i++) {
    const [x, y] = pixels(x1[i], x2[i]);
    context.fillStyle = css(description.task === "regression" ? colors.positive : ofClass(colors, labels[i]));
    context.beginPath();
    if (part === "train") context.arc(x, y, RADIUS, 0, 2 * Math.PI);
    else context.rect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
    context.fill();
    context.stroke();
  }
}

/**
 * The points of a curve in pixels; null where it has no finite value.
 * @param {Numbers} at
 * @param {Float64Array} curve
 * @param {Range} square
 * @param {(x1: number, x2: number) => [number, number]} pixels
 * @returns {([number, number] | null)[]}
 */
export function points(at, curve, [low, high], pixels) {
  const [least, most] = [BEYOND * low, BEYOND * high];
  return Array.from(curve, (y, i) => (Number.isNaN(y) ? null : pixels(at[i], Math.max(least, Math.min(most, y)))));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {([number, number] | null)[]} path with gaps
 * @param {string} color of CSS
 */
function stroke(context, path, color) {
  context.lineJoin = "round";
  context.strokeStyle = color;
  context.lineWidth = WIDTH;
  context.beginPath();
  path.forEach((point, i) => {
    if (!point) return;
    if (i > 0 && path[i - 1]) context.lineTo(...point);
    else context.moveTo(...point);
  });
  context.stroke();
  context.lineWidth = 1;
}

/**
 * The legend: the curve of the prediction, the classes, the marks of the parts.
 * @param {Pick<NetworkDescription, "task" | "classes">} description
 * @param {Pick<Data, "test">} data
 * @param {Texts} texts
 * @param {Pick<Channels, "classes" | "A">} colors
 * @returns {string}
 */
export function curveLegend({ task, classes }, data, texts, colors) {
  const prediction = key(`<i class="dnn-net-stroke" style="background:${css(colors.A)}"></i>`, "ŷ");
  const names = classes.map((name, k) => key(dot(ofClass(colors, k)), name)).join("");
  return (task === "multiclass" ? "" : prediction) + names + partKeys(data, texts);
}
