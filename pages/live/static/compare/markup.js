// The elements of a comparison: a slider for the iteration, a table, a chart of the curves, and small pictures of each run.
// @ts-check

import { escapeHtml } from "../ui/words.js";

/** @import { ComparedRunData } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

const PLAY =
  '<svg viewBox="0 0 16 16" width="14" height="14" fill="currentColor" aria-hidden="true"><path d="M4 2.5v11l9-5.5z"/></svg>';

export const MARKUP = `<div class="dnn-compare-bar">
  <button type="button" class="dnn-compare-play" data-compare="play">${PLAY}</button>
  <input type="range" min="0" max="0" value="0" step="1" data-role="slider" data-label="compare_iteration">
  <output data-role="position"></output>
</div>
<p class="dnn-compare-progress" data-role="progress" role="status" hidden></p>
<p class="dnn-compare-problem" data-role="problem" hidden></p>
<p class="dnn-compare-said"><b data-role="sentence"></b></p>
<ul class="dnn-compare-notes" data-role="notes"></ul>
<div class="dnn-compare-scroll" data-role="table" tabindex="0" role="group"></div>
<div class="dnn-live-toolbar" role="group" data-label="toolbar">
  <div class="dnn-live-choice" role="group" data-label="scale">
    <button type="button" data-scale="linear" data-text="linear"></button>
    <button type="button" data-scale="log" data-text="logarithmic"></button>
  </div>
  <div class="dnn-live-choice" role="group" data-label="shown_curves">
    <button type="button" data-measure="train" data-text="train_cost"></button>
    <button type="button" data-measure="test" data-text="test_cost"></button>
  </div>
</div>
<div class="dnn-compare-chart" data-role="chart" role="img"></div>
<div class="dnn-compare-scroll" data-role="panels" tabindex="0" role="group"></div>`;

/**
 * The quantities of which each run has a picture, with their titles, in the order of their rows.
 * @param {Texts} texts
 * @param {string} task
 * @returns {Record<string, string>}
 */
const panels = (texts, task) => ({
  boundary: texts.panel_boundary,
  curve: texts.panel_curve,
  gradients: texts.panel_gradients,
  weights: texts.panel_weights,
  verdict: task === "regression" ? texts.panel_scatter : texts.panel_matrix,
});

/**
 * The rows of pictures, one column a run.
 * @param {ComparedRunData[]} runs
 * @param {Texts} texts
 */
export function panelsMarkup(runs, texts) {
  const heads = runs.map((_run, index) => `<div class="dnn-compare-head" data-run="${index}"></div>`);
  const rows = Object.entries(panels(texts, runs[0].network.task)).map(([name, title]) => {
    const cells = runs.map(
      (_run, index) => `<div class="dnn-compare-cell" data-panel="${name}" data-run="${index}"></div>`,
    );
    return `<h2 data-panel="${name}">${escapeHtml(title)}</h2>${cells.join("")}`;
  });
  return `<div class="dnn-compare-grid" style="--runs: ${runs.length}">${heads.join("")}${rows.join("")}</div>`;
}
