// The curves of values that were tried with several seeds: the median of the seeds, and their range. No DOM.
// @ts-check

import { dashOf } from "../runs/appearance.js";
import { positions } from "../runs/axis.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { OtherCurve } from "../runs/curves.js" */
/** @import { Line } from "../runs/lines.js" */

/**
 * The median of some curves and their range, at the iterations of the first; each counts with its latest cost there.
 * @param {{ x: number[], y: number[] }[]} curves
 * @returns {{ x: number[], middle: number[], low: number[], high: number[] }}
 */
export function rangeOf(curves) {
  const x = curves[0]?.x ?? [];
  /** @type {{ x: number[], middle: number[], low: number[], high: number[] }} */
  const found = { x: [], middle: [], low: [], high: [] };
  const at = curves.map(() => -1);
  for (const iteration of x) {
    const costs = curves.flatMap((curve, index) => {
      while (at[index] + 1 < curve.x.length && curve.x[at[index] + 1] <= iteration) at[index] += 1;
      return at[index] < 0 ? [] : [curve.y[at[index]]];
    });
    costs.sort((a, b) => a - b);
    const half = costs.length >> 1;
    found.x.push(iteration);
    found.middle.push(costs.length % 2 ? costs[half] : (costs[half - 1] + costs[half]) / 2);
    found.low.push(costs[0]);
    found.high.push(costs[costs.length - 1]);
  }
  return found;
}

/**
 * @param {NotebookRow[]} rows one value with its seeds
 * @param {OtherCurve[]} curves theirs, as far as they are known
 * @param {{ name: string, axis: string, measure: string, color: string, number: number, isMarked: boolean }} look the number of the
 *   value decides about its dash
 * @returns {Line | null}
 */
export function bandOf(rows, curves, { name, axis, measure, color, number, isMarked }) {
  const isTest = measure === "test" && curves.every(({ test }) => test.length > 0);
  const series = curves.map(({ train, test }) => (isTest ? test : train)).filter(({ length }) => length > 0);
  if (!series.length) return null;
  const { x, middle, low, high } = rangeOf(series);
  return {
    ...{ id: rows[0].id, name, color, isMarked, y: middle, band: { low, high }, isGhost: false, end: "" },
    x: x.map(positions(axis, curves[0].course)),
    dash: dashOf({ colour: 0, number }),
  };
}
