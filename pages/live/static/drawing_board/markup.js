// The elements of the drawing board, as HTML.
// @ts-check

import { escapeHtml } from "../ui/words.js";

/** @import { DrawingBoardData } from "../connection/wire.js" */

// data-text names the translated label that an element shows, data-label the one it is read out by.
export const MARKUP = `
<div class="dnn-draw-plane"><canvas tabindex="0" role="application"></canvas></div>
<div class="dnn-draw-side">
  <div class="dnn-draw-choice" role="radiogroup" data-label="tools" data-role="tools"></div>
  <div class="dnn-draw-choice" role="radiogroup" data-label="brush" data-role="brushes"></div>
  <label class="dnn-draw-size"><span data-role="size-name"></span>
    <input type="range" min="0" max="0.5" step="0.02" data-role="size"></label>
  <div class="dnn-draw-choice">
    <button type="button" data-act="undo" data-text="undo"></button>
    <button type="button" data-act="redo" data-text="redo"></button>
    <button type="button" data-act="clear" data-text="clear"></button>
  </div>
  <p role="status" data-role="count"></p>
  <p class="dnn-draw-place" data-role="place" aria-live="off"></p>
  <p class="dnn-draw-keys" data-text="keys"></p>
</div>`;

export const ERASER = "eraser";
export const SPRAY = "spray";
export const POINT = "point";

/**
 * The tools: one for each class, or one for the curve, and the eraser.
 * @param {DrawingBoardData} data
 * @returns {string}
 */
export function tools({ kind, class_names: names, colors, texts }) {
  const drawing = kind === "curve" ? [texts.curve] : names;
  const marks = drawing.map((name, k) => radio(String(k), name, `<i style="background:${escapeHtml(colors[k])}"></i>`));
  return marks.join("") + radio(ERASER, texts.eraser);
}

/**
 * The brushes.
 * @param {DrawingBoardData} data
 * @returns {string}
 */
export function brushes({ kind, texts }) {
  return radio(SPRAY, kind === "curve" ? texts.stroke : texts.spray) + radio(POINT, texts.point);
}

/**
 * @param {string} value
 * @param {string} name
 * @param {string} [mark]
 */
function radio(value, name, mark = "") {
  return `<button type="button" role="radio" data-value="${value}">${mark}${escapeHtml(name)}</button>`;
}
