// The button that turns to the comparison of the runs whose curves are on the chart.
// @ts-check

import { query } from "../ui/elements.js";
import { fill, fillCounted } from "../ui/format.js";
import { write } from "../ui/skeleton.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Shown } from "./runs_panel.js" */

/** Number of runs that can be compared at once. */
export const MIN_COMPARED = 2;
export const MAX_COMPARED = 8;

/**
 * Ids of the runs that are to be compared: those with a curve on the chart.
 * @param {Pick<Shown, "content" | "ticked" | "current">} shown
 * @returns {string[]}
 */
export function comparedRuns({ content, ticked, current }) {
  const rows = content.runs.filter(({ id, iteration, read_only: reason }) => {
    return iteration > 0 && reason === null && (ticked.has(id) || id === current);
  });
  return rows.map(({ id }) => id);
}

/**
 * @param {HTMLElement} box the list of runs
 * @param {number} count of the runs that are to be compared
 * @param {Texts} texts
 */
export function drawCompareButton(box, count, texts) {
  const button = query(box, "[data-runs=compare]", HTMLButtonElement);
  button.disabled = count < MIN_COMPARED || count > MAX_COMPARED;
  button.title = button.disabled ? fill(texts.compare_hint, { low: MIN_COMPARED, high: MAX_COMPARED }) : "";
  write(query(button, "span"), fillCounted(texts, "compare_runs", count));
}
