// What came of a sweep: the costs of all values after equally much, the best of them, and whether that may be luck. No DOM.
// @ts-check

import { MOVING } from "../cost/run_numbers.js";
import { positions } from "../runs/axis.js";
import { isNumber } from "../ui/format.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { OtherCurve } from "../runs/curves.js" */

/**
 * @typedef {object} Entry one value with the runs that tried it, one a seed
 * @property {string} value in words
 * @property {NotebookRow[]} rows
 * @property {number | null} cost of the middle seed; null where all diverged, or nothing is known
 * @property {number} low
 * @property {number} high of all seeds
 * @property {number | null} diverged the iteration at which a run diverged; null where none did
 * @property {NotebookRow} middle the run that has the middle cost
 */
/**
 * @typedef {object} Result
 * @property {number} amount at which the costs are compared, in what the axis counts
 * @property {"train" | "test"} measure
 * @property {Entry[]} entries in the order of the values
 * @property {Entry | null} best
 * @property {Entry | null} second
 * @property {boolean | null} isLuck whether the difference is within the spread of seeds; null where that is not known
 * @property {boolean} isDone
 * @property {number} progress from 0 to 1
 */

/**
 * The rows of a sweep by their value, in the order in which they were made.
 * @param {NotebookRow[]} rows
 * @param {string} setting
 * @returns {Map<string, NotebookRow[]>}
 */
export function byValue(rows, setting) {
  /** @type {Map<string, NotebookRow[]>} */
  const found = new Map();
  for (const row of [...rows].sort((a, b) => a.number - b.number)) {
    const value = row.settings[setting] ?? "–";
    found.set(value, [...(found.get(value) ?? []), row]);
  }
  return found;
}

/**
 * @param {NotebookRow[]} rows those of the sweep
 * @param {NotebookRow[]} all those of the visitor, from which the spread of seeds may be known
 * @param {(id: string) => OtherCurve | undefined} curveOf
 * @param {{ setting: string, axis: string, iterations: number }} view
 * @returns {Result}
 */
export function resultOf(rows, all, curveOf, { setting, axis, iterations }) {
  const curves = new Map(rows.flatMap((row) => (curveOf(row.id) ? [[row.id, curveOf(row.id)]] : [])));
  const measure = [...curves.values()].every((curve) => curve && curve.test.length > 0) ? "test" : "train";
  const going = rows.filter(({ stop }) => stop !== "non_finite");
  const ends = going.map(({ id }) => endOf(/** @type {OtherCurve | undefined} */ (curves.get(id)), axis));
  const amount = ends.length ? Math.min(...ends) : 0;
  const entries = [...byValue(rows, setting)].map(([value, runs]) =>
    entryOf(value, runs, (id) => costAt(/** @type {OtherCurve | undefined} */ (curves.get(id)), measure, axis, amount)),
  );
  const ranked = entries.filter(({ cost }) => cost !== null).sort((a, b) => Number(a.cost) - Number(b.cost));
  const [best = null, second = null] = ranked;
  const isDone = rows.every(({ status }) => !MOVING.has(status));
  const done = rows.map(({ iteration, stop }) => (stop ? 1 : Math.min(1, iteration / iterations)));
  const progress = done.reduce((sum, share) => sum + share, 0) / Math.max(1, done.length);
  return { amount, measure, entries, best, second, isLuck: luck(best, second, all, measure), isDone, progress };
}

/**
 * @param {string} value
 * @param {NotebookRow[]} rows
 * @param {(id: string) => number | null} costOf
 * @returns {Entry}
 */
function entryOf(value, rows, costOf) {
  const diverged = rows.find(({ stop }) => stop === "non_finite");
  const known = rows
    .filter(({ stop }) => stop !== "non_finite")
    .flatMap((row) => {
      const cost = costOf(row.id);
      return cost === null ? [] : [{ row, cost }];
    })
    .sort((a, b) => a.cost - b.cost);
  const middle = known[(known.length - 1) >> 1];
  return {
    ...{ value, rows, cost: diverged || !middle ? null : middle.cost, middle: middle?.row ?? rows[0] },
    ...{ low: known[0]?.cost ?? NaN, high: known.at(-1)?.cost ?? NaN, diverged: diverged ? diverged.iteration : null },
  };
}

/**
 * Whether the best is better by no more than seeds differ; null where that is not known.
 * @param {Entry | null} best
 * @param {Entry | null} second
 * @param {NotebookRow[]} all
 * @param {"train" | "test"} measure
 */
function luck(best, second, all, measure) {
  if (!best || !second) return null;
  if (best.rows.length > 1) return best.high >= second.low;
  const spread = spreadOfSeeds(all, measure);
  return spread === null ? null : Number(second.cost) - Number(best.cost) <= spread;
}

/**
 * The largest difference between runs of the visitor's that differ in nothing but their seed; null where she has none.
 * @param {NotebookRow[]} rows
 * @param {"train" | "test"} measure
 * @returns {number | null}
 */
export function spreadOfSeeds(rows, measure) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const row of rows) {
    const cost = measure === "test" ? row.test_cost : row.train_data_cost;
    if (!isNumber(cost) || row.stop === "non_finite") continue;
    const key = JSON.stringify([{ ...row.settings, seed: "" }, row.iteration, row.data]);
    groups.set(key, [...(groups.get(key) ?? []), cost]);
  }
  const spreads = [...groups.values()]
    .filter((costs) => costs.length > 1)
    .map((costs) => Math.max(...costs) - Math.min(...costs));
  return spreads.length ? Math.max(...spreads) : null;
}

/**
 * How far a curve goes on an axis.
 * @param {OtherCurve | undefined} curve
 * @param {string} axis
 */
const endOf = (curve, axis) =>
  curve?.train.length ? positions(axis, curve.course)(curve.train.x[curve.train.length - 1]) : 0;

/**
 * The latest cost of a curve up to an amount on an axis; null where it has none.
 * @param {OtherCurve | undefined} curve
 * @param {"train" | "test"} measure
 * @param {string} axis
 * @param {number} amount
 * @returns {number | null}
 */
export function costAt(curve, measure, axis, amount) {
  if (!curve) return null;
  const { x, y } = measure === "test" ? curve.test : curve.train;
  const position = positions(axis, curve.course);
  let found = null;
  for (let i = 0; i < x.length && position(x[i]) <= amount * (1 + 1e-12); i++) found = y[i];
  return found;
}
