// Predicted against true targets of a regression.
// @ts-check

import { contextOf } from "../ui/elements.js";
import { css } from "../ui/shades.js";
import { short } from "../ui/words.js";
import { targetOf } from "./targets.js";

const MARGIN = 34;

/** @import { Data } from "../connection/documents.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/**
 * Draw the points in the target's own unit.
 * @param {HTMLCanvasElement} canvas
 * @param {object} model
 * @param {Float64Array} model.targets (k,), as the network has them
 * @param {Float64Array} model.predictions (k,)
 * @param {Pick<Data, "target_mean" | "target_scale">} model.data
 * @param {Channels} model.colors
 * @param {Texts} model.texts
 */
export function drawScatter(canvas, { targets, predictions, data, colors, texts }) {
  const size = canvas.clientWidth;
  if (!size) return;
  const context = cleared(canvas, size);
  const real = (/** @type {number} */ value) => targetOf(data, value);
  const [across, up] = [Array.from(targets, real), Array.from(predictions, real)];
  const low = Math.min(...across, ...up);
  const high = Math.max(...across, ...up, low + 1e-9);
  const position = (/** @type {number} */ value) => MARGIN + ((value - low) / (high - low)) * (size - 1.6 * MARGIN);
  const [x, y] = [position, (/** @type {number} */ value) => size - position(value)];
  drawFrame(context, size, colors);
  context.beginPath();
  context.moveTo(x(low), y(low));
  context.lineTo(x(high), y(high));
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 0.65;
  context.fillStyle = css(colors.positive);
  across.forEach((truth, i) => {
    context.beginPath();
    context.arc(x(truth), y(up[i]), 3, 0, 2 * Math.PI);
    context.fill();
  });
  context.globalAlpha = 1;
  drawLabels(context, { size, low, high, canvas, colors, texts });
  canvas.setAttribute("aria-label", texts.scatter_name);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} size
 */
function cleared(canvas, size) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  Object.assign(canvas, { width: size * ratio, height: size * ratio });
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} size
 * @param {Channels} colors
 */
function drawFrame(context, size, colors) {
  context.strokeStyle = css(colors.muted);
  context.strokeRect(MARGIN - 4, 0.6 * MARGIN - 4, size - 1.6 * MARGIN + 8, size - 1.6 * MARGIN + 8);
  context.setLineDash([5, 4]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ size: number, low: number, high: number, canvas: HTMLCanvasElement, colors: Channels, texts: Texts }} model
 */
function drawLabels(context, { size, low, high, canvas, colors, texts }) {
  const { fontFamily, fontSize } = getComputedStyle(canvas);
  context.fillStyle = css(colors.text);
  context.font = `${Math.min(16, 0.92 * parseFloat(fontSize))}px ${fontFamily}`;
  context.fillText(short(low), MARGIN - 4, size - 6);
  context.textAlign = "right";
  context.fillText(short(high), size - 0.6 * MARGIN, size - 6);
  context.textAlign = "center";
  context.fillText(texts.true_target, size / 2, size - 6);
  context.rotate(-Math.PI / 2);
  context.fillText(texts.predicted_target, -size / 2, 14);
}
