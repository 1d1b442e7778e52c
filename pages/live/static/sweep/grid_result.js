// The costs of two settings that were tried at once, as the cells of a heat map. No DOM.
// @ts-check

/** @import { Entry, Result } from "./sweep_result.js" */

/**
 * @typedef {object} Grid
 * @property {string[]} columns values of the first setting
 * @property {string[]} rows values of the second
 * @property {(Entry | null)[][]} cells row by row; null where the runs were deleted
 * @property {number} low the lowest cost
 * @property {number} high the highest that is told apart by its colour
 * @property {boolean} isOpen some costs are higher than that
 */

const MAX_RATIO = 4; // of the highest cost that is told apart to the median: one that explodes would make all others alike

/**
 * The entries of a sweep of two settings in the order of their values.
 * @param {Pick<Result, "entries">} result
 * @returns {Grid}
 */
export function gridOf({ entries }) {
  const columns = [...new Set(entries.map(({ texts }) => texts[0]))];
  const rows = [...new Set(entries.map(({ texts }) => texts[1]))];
  const cells = rows.map((row) =>
    columns.map((column) => entries.find(({ texts }) => texts[0] === column && texts[1] === row) ?? null),
  );
  const costs = entries.flatMap(({ cost }) => (cost === null ? [] : [cost])).sort((a, b) => a - b);
  const near = costs.filter((cost) => cost <= MAX_RATIO * costs[costs.length >> 1]);
  const [low, high] = [costs[0] ?? NaN, near.at(-1) ?? NaN];
  return { columns, rows, cells, low, high, isOpen: near.length < costs.length };
}

/**
 * How good a cost is among those from `low` to `high`, from 0 to 1, by its logarithm: costs differ by powers of ten.
 * @param {number | null} cost
 * @param {Pick<Grid, "low" | "high">} range
 * @returns {number | null}
 */
export function shade(cost, { low, high }) {
  if (cost === null) return null;
  if (!(high > low)) return cost > high ? 0 : 1;
  if (cost >= high) return 0;
  return low > 0 ? Math.log(high / cost) / Math.log(high / low) : (high - cost) / (high - low);
}
