// The lines and labels on the cost chart: costs to compare with, and changes of hyperparameters.
// @ts-check

import { isNumber, setting } from "../ui/format.js";

/** @import { ChangePayload, ReferenceLine } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @typedef {Record<string, string>} Colors colours of CSS by their names */

const LETTER = [6.6, 12.5]; // pixels that a letter of a label takes, a Latin and a Chinese one
const MAX_CHANGES = 40;
const ROUNDING = 5e-5; // half of the last digit that is shown of a cost
const SAME_HEIGHT = 0.01; // reference lines closer than this (relative) share one label
/** @type {Record<string, string>} */
const SYMBOLS = { learning_rate: "α", l2: "λ" };

/**
 * A line across the chart for each cost to compare with.
 * @param {ReferenceLine[]} references
 * @param {Colors} colors
 */
export function referenceShapes(references, colors) {
  const line = { color: colors.reference, width: 1.3, dash: "dot" };
  return references
    .filter(({ value }) => Number.isFinite(value))
    .map(({ value }) => ({ type: "line", layer: "below", xref: "paper", x0: 0, x1: 1, y0: value, y1: value, line }));
}

/**
 * The names of the lines: the highest is named above itself, the others below themselves; lines that all but coincide share
 * a name.
 * @param {ReferenceLine[]} references
 * @param {string} scale "linear" or "log"
 * @param {Colors} colors
 * @param {number} letters their scale
 */
export function referenceLabels(references, scale, colors, letters) {
  /** @type {{ value: number, labels: string[], meanings: string[] }[]} */
  const lines = [];
  for (const { value, label, meaning } of references
    .filter((line) => line.value > 0)
    .sort((a, b) => b.value - a.value)) {
    const above = lines.at(-1);
    if (above && (above.value - value) / above.value < SAME_HEIGHT) {
      above.labels.push(label);
      above.meanings.push(meaningOf({ label, meaning }));
    } else lines.push({ value, labels: [label], meanings: [meaningOf({ label, meaning })] });
  }
  return lines.map(({ value, labels, meanings }, i) => ({
    xref: "paper",
    x: 1,
    xanchor: "right",
    y: scale === "log" ? Math.log10(value) : value,
    yanchor: i === 0 ? "bottom" : "top",
    text: [...new Set(labels)].join(", "),
    hovertext: [...new Set(meanings)].join("\n").replaceAll("\n", "<br>"),
    showarrow: false,
    borderpad: 1,
    font: { color: colors.muted, size: 12.5 * letters },
  }));
}

/**
 * A line and what it means, in words.
 * @param {Pick<ReferenceLine, "label" | "meaning">} line
 */
export const meaningOf = ({ label, meaning }) => `${label}: ${meaning}`;

/**
 * The line at a cost that is shown with four digits; undefined where there is none.
 * @param {number | null | undefined} value
 * @param {ReferenceLine[]} references
 */
export function referenceAt(value, references) {
  return references.find((line) => isNumber(value) && Math.abs(line.value - value) < ROUNDING);
}

/**
 * An upright line at each iteration at which something was changed.
 * @param {ChangePayload[]} changes
 * @param {Colors} colors
 */
export function changeShapes(changes, colors) {
  const iterations = [...new Set(shown(changes).map(({ iteration }) => iteration))];
  const line = { color: colors.change, width: 1.2, dash: "dash" };
  return iterations.map((x) => ({ type: "line", layer: "below", yref: "paper", x0: x, x1: x, y0: 0, y1: 1, line }));
}

/**
 * One label for each iteration with changes, in rows above the plot; where they would cover each other, the older gives way.
 * @param {ChangePayload[]} changes
 * @param {Texts} texts
 * @param {Colors} colors
 * @param {{ pixels: number, rows: number, size: number }} room the width of one iteration while nobody zooms and letters have
 *   their usual size; the rows; the size of letters
 */
export function changeLabels(changes, texts, colors, { pixels, rows, size }) {
  /** @type {Map<number, string[]>} */
  const byIteration = new Map();
  for (const change of shown(changes)) {
    byIteration.set(change.iteration, [...(byIteration.get(change.iteration) ?? []), wording(change, texts)]);
  }
  const labels = [];
  const taken = new Array(rows).fill(Infinity); // the beginning of the label to the right, per row
  for (const [iteration, words] of [...byIteration].reverse()) {
    const text = words.join(", ");
    const letters = [...text.replace(/<[^>]*>/g, "")];
    const half = letters.reduce((sum, letter) => sum + LETTER[letter > "\u2e80" ? 1 : 0], 0) / 2;
    const middle = iteration * pixels;
    const row = taken.findIndex((begin) => middle + half < begin);
    if (row < 0) continue;
    taken[row] = middle - half;
    labels.push({
      x: iteration,
      yref: "paper",
      y: 1,
      yanchor: "bottom",
      yshift: 1 + 1.4 * size * row,
      showarrow: false,
      xanchor: middle < half ? "left" : "center",
      text,
      font: { color: colors.change, size },
    });
  }
  return labels;
}

const shown = (/** @type {ChangePayload[]} */ changes) =>
  changes.filter((change) => change.old !== change.new).slice(-MAX_CHANGES);

/**
 * @param {ChangePayload} change
 * @param {Texts} texts
 */
function wording({ field, old, new: now }, texts) {
  if (field === "optimizer") return texts[`optimizer_${now}`] ?? setting(now);
  /** @type {Record<string, string>} */
  const names = { batch_size: texts.batch_size, iterations: texts.iterations, target_cost: texts.target_cost };
  const value = (/** @type {ChangePayload["old"]} */ it) =>
    it === null && field === "batch_size" ? texts.full_batch : setting(it);
  return `${SYMBOLS[field] ?? names[field] ?? entry(field)} ${value(old)} → ${value(now)}`;
}

/**
 * W^[1]_2,1 as Plotly sets it.
 * @param {string} field
 */
const entry = (field) => field.replace(/^(\w)\^(\[\d+\])_([\d,]+)$/, "$1<sup>$2</sup><sub>$3</sub>");
