// The elements of the chart, as HTML.
// @ts-check

import { swatch } from "../runs/appearance.js";
import { escapeHtml } from "../ui/words.js";

/** @import { Entry } from "./said.js" */

// data-text names the translated label that an element shows, data-label the one it is read out by.
export const MARKUP = `
<div class="dnn-lesson-chart" role="group" data-role="chart" data-label="chart">
  <svg aria-hidden="true"></svg>
  <div class="dnn-lesson-pad" data-role="pad"></div>
  <div class="dnn-lesson-handles" role="group" data-role="handles" data-label="handles"></div>
  <p class="dnn-lesson-note" data-role="note" hidden></p>
</div>
<div class="dnn-lesson-below">
  <div class="dnn-lesson-tools" data-role="tools">
    <button type="button" data-act="undo" data-text="undo"></button>
    <button type="button" data-act="redo" data-text="redo"></button>
    <button type="button" data-act="clear" data-text="clear"></button>
    <span role="status" data-role="sketched"></span>
    <span class="dnn-lesson-hint"><span data-text="hint"></span> <span class="dnn-lesson-keys" data-text="keys"></span></span>
  </div>
  <div data-role="readings">
    <p class="dnn-lesson-at" data-role="at"></p>
    <ul class="dnn-lesson-legend" data-role="legend"></ul>
  </div>
</div>
<p class="dnn-lesson-unseen" data-role="announcement" aria-live="polite"></p>`;

/**
 * The legend; its values are filled in apart, since they change.
 * @param {Entry[]} entries
 * @returns {string}
 */
export function legendMarkup(entries) {
  const items = entries.map(({ name, color, dash }) => {
    const mark = color === "" ? "" : `<i style="color:${escapeHtml(color ?? "inherit")}">${swatch(dash)}</i>`;
    return `<li>${mark}<span>${escapeHtml(name)}</span><b></b></li>`;
  });
  return items.join("");
}
