// What came of a sweep: the costs of all values after equally much, the best of them, and whether that may be luck. No DOM.
// @ts-check

import { MOVING } from "../cost/run_numbers.js";
import { positions } from "../runs/axis.js";
import { isNumber } from "../ui/format.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { OtherCurve } from "../runs/curves.js" */

/** @typedef {"train" | "test"} Measure */
/**
 * @typedef {object} Entry one value, or a pair of them, with the runs that tried it, one a seed
 * @property {string} name its settings in words
 * @property {string[]} texts its values in words
 * @property {boolean} isPresent whether they are those of the page
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
 * @property {Measure} measure
 * @property {Entry[]} entries in the order of the values
 * @property {Entry | null} best
 * @property {Entry | null} second
 * @property {boolean | null} isLuck whether the difference is within the spread of seeds; null where that is not known
 * @property {boolean} isDone
 * @property {number} progress from 0 to 1
 */
/** @typedef {{ amount: number, measure: Measure, costOf: (row: NotebookRow) => number | null }} Costs */

/**
 * The rows of a sweep by what they try, in the order in which they were made.
 * @param {NotebookRow[]} rows
 * @returns {NotebookRow[][]}
 */
export function byTries(rows) {
  /** @type {Map<string, NotebookRow[]>} */
  const found = new Map();
  for (const row of [...rows].sort((a, b) => a.number - b.number)) {
    const key = JSON.stringify(row.tries.map(({ value }) => value));
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return [...found.values()];
}

/**
 * What a run of a sweep tries, in words: "α = 0.3, λ = 1".
 * @param {NotebookRow} row
 * @param {Record<string, string>} labels of the settings
 * @param {string} separator
 */
export function triesName({ tries, settings }, labels, separator) {
  const names = [...new Set(tries.map(({ setting }) => setting))];
  return names.map((setting) => `${labels[setting]} = ${settings[setting]}`).join(separator);
}

/**
 * @param {NotebookRow[]} rows those of the sweep
 * @param {NotebookRow[]} all those of the visitor, from which the spread of seeds may be known
 * @param {Costs} costs
 * @param {{ iterations: number, labels: Record<string, string>, present: Record<string, string>, separator: string }} view
 *   `present` are the settings of the page
 * @returns {Result}
 */
export function resultOf(rows, all, { amount, measure, costOf }, { iterations, labels, present, separator }) {
  const entries = byTries(rows).map((runs) => {
    const { tries, settings } = runs[0];
    const isPresent = tries.every(({ setting }) => settings[setting] === present[setting]);
    const texts = tries.map(({ text }) => text);
    return { name: triesName(runs[0], labels, separator), texts, isPresent, ...spreadOf(runs, costOf) };
  });
  const ranked = entries.filter(({ cost }) => cost !== null).sort((a, b) => Number(a.cost) - Number(b.cost));
  const [best = null, second = null] = ranked;
  const isDone = rows.every(({ status }) => !MOVING.has(status));
  const done = rows.map(({ iteration, stop }) => (stop ? 1 : Math.min(1, iteration / iterations)));
  const progress = done.reduce((sum, share) => sum + share, 0) / Math.max(1, done.length);
  return { amount, measure, entries, best, second, isLuck: luck(best, second, all, measure), isDone, progress };
}

/**
 * The costs where the shortest run stands, on an axis.
 * @param {NotebookRow[]} rows
 * @param {(id: string) => OtherCurve | undefined} curveOf
 * @param {string} axis
 * @returns {Costs}
 */
export function costsAfterEquallyMuch(rows, curveOf, axis) {
  const curves = new Map(
    rows.flatMap(({ id }) => {
      const curve = curveOf(id);
      return curve ? [[id, curve]] : [];
    }),
  );
  const measure = [...curves.values()].every((curve) => curve.test.length > 0) ? "test" : "train";
  const ends = rows.filter(({ stop }) => stop !== "non_finite").map(({ id }) => endOf(curves.get(id), axis));
  const amount = ends.length ? Math.min(...ends) : 0;
  return { amount, measure, costOf: ({ id }) => costAt(curves.get(id), measure, axis, amount) };
}

/**
 * The costs as they are now, wherever each run stands: what is known without the curves.
 * @param {NotebookRow[]} rows
 * @returns {Costs}
 */
export function latestCosts(rows) {
  const measure = rows.every((row) => row.iteration === 0 || isNumber(row.test_cost)) ? "test" : "train";
  const costOf = (/** @type {NotebookRow} */ row) => costOfRow(row, measure);
  return { amount: Math.min(...rows.map(({ iteration }) => iteration)), measure, costOf };
}

/**
 * @param {NotebookRow} row
 * @param {Measure} measure
 */
const costOfRow = ({ test_cost, train_data_cost }, measure) => (measure === "test" ? test_cost : train_data_cost);

/**
 * @param {NotebookRow[]} rows
 * @param {(row: NotebookRow) => number | null} costOf
 * @returns {Pick<Entry, "rows" | "cost" | "middle" | "low" | "high" | "diverged">}
 */
function spreadOf(rows, costOf) {
  const diverged = rows.find(({ stop }) => stop === "non_finite");
  const known = rows
    .filter(({ stop }) => stop !== "non_finite")
    .flatMap((row) => {
      const cost = costOf(row);
      return cost === null ? [] : [{ row, cost }];
    })
    .sort((a, b) => a.cost - b.cost);
  const middle = known[(known.length - 1) >> 1];
  return {
    ...{ rows, cost: diverged || !middle ? null : middle.cost, middle: middle?.row ?? rows[0] },
    ...{ low: known[0]?.cost ?? NaN, high: known.at(-1)?.cost ?? NaN, diverged: diverged ? diverged.iteration : null },
  };
}

/**
 * Whether the best is better by no more than seeds differ; null where that is not known.
 * @param {Entry | null} best
 * @param {Entry | null} second
 * @param {NotebookRow[]} all
 * @param {Measure} measure
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
 * @param {Measure} measure
 * @returns {number | null}
 */
export function spreadOfSeeds(rows, measure) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const row of rows) {
    const cost = costOfRow(row, measure);
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
 * @param {Measure} measure
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
