// The curve of a tile: costs on a logarithmic axis that all tiles share, so that they compare. No DOM.
// @ts-check

/** @import { RoomMemberTile, RoomTileRun } from "../connection/wire.js" */
/** @typedef {{ low: number, high: number }} SparkRange both above 0 */

const MIN_DRAWN_COST = 1e-6; // a cost below is drawn there
const ABOVE_FIRST = 2; // times the largest first cost: what is above lies at the edge
/** @type {SparkRange} */
const WITHOUT_RUNS = { low: 0.01, high: 1 };

/**
 * The range of costs of all tiles, in round numbers, so that it seldom changes.
 * @param {RoomMemberTile[]} members
 * @returns {SparkRange}
 */
export function commonRange(members) {
  let [low, high] = [Infinity, 0];
  for (const { run } of members) {
    const costs = run?.curve[1] ?? [];
    if (!costs.length) continue;
    high = Math.max(high, costs[0]);
    for (const cost of costs) low = Math.min(low, cost);
  }
  if (!(high > 0)) return WITHOUT_RUNS;
  const top = 2 ** Math.ceil(Math.log2(ABOVE_FIRST * high));
  return { low: Math.min(top / 10, 10 ** Math.floor(Math.log10(Math.max(MIN_DRAWN_COST, low)))), high: top };
}

/**
 * The line of a curve in a box.
 * @param {Pick<RoomTileRun, "curve">} run
 * @param {SparkRange} range
 * @param {number} width
 * @param {number} height
 * @returns {string} empty where there are no points
 */
export function sparkPath({ curve: [iterations, costs] }, { low, high }, width, height) {
  if (!costs.length) return "";
  const last = Math.max(1, iterations[iterations.length - 1]);
  const per = height / Math.log(high / low);
  const points = costs.map((cost, i) => {
    const y = Math.log(high / Math.max(low, Math.min(high, cost))) * per;
    return `${Math.round((iterations[i] / last) * width * 10) / 10} ${Math.round(10 * y) / 10}`;
  });
  return points.length === 1 ? `M${points[0]}h.01` : `M${points.join("L")}`;
}
