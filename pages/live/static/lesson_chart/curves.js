// The curves of runs: their lines as SVG paths, what is read of them, and how each ended. No DOM.
// @ts-check

import { isNumber } from "../ui/format.js";
import { pixelsOfCosts } from "./geometry.js";

/** @import { DrawnCosts, EndedRun } from "../connection/wire.js" */
/** @import { Geometry } from "./geometry.js" */

const MOVING = new Set(["waiting", "running", "suspended"]);
const ENDED = new Set(["finished", "stopped", "failed", "read_only"]);

/** @param {DrawnCosts} curve */
export const isMoving = ({ status }) => MOVING.has(status);

/** @param {DrawnCosts} curve */
export const hasEnded = ({ status }) => ENDED.has(status);

/** @param {DrawnCosts} curve */
export const isDiverged = ({ stop }) => stop?.reason === "non_finite";

/**
 * The last point of a curve that is finite; null where there is none.
 * @param {DrawnCosts} curve
 * @returns {[number, number] | null}
 */
export function lastOf({ points: [iterations, costs] }) {
  for (let i = costs.length - 1; i >= 0; i--) {
    const cost = costs[i];
    if (isNumber(cost)) return [iterations[i], cost];
  }
  return null;
}

/**
 * The line of a curve; one with a single point is a dot.
 * @param {DrawnCosts} curve
 * @param {Geometry} geometry
 * @returns {string}
 */
export function pathOf({ points: [iterations, costs] }, geometry) {
  const { left, right, iterations: last } = geometry;
  const [across, down] = [(right - left) / last, pixelsOfCosts(geometry)];
  let path = "";
  let isDown = false;
  for (let i = 0; i < costs.length; i++) {
    const cost = costs[i];
    if (cost !== null) path += `${isDown ? "L" : "M"}${tenth(left + iterations[i] * across)} ${tenth(down(cost))}`;
    isDown = cost !== null;
  }
  return costs.length === 1 && path ? `${path}h.01` : path;
}

/** @param {number} pixel */
const tenth = (pixel) => Math.round(10 * pixel) / 10;

/**
 * The cost of a curve at an iteration, on the line between two of its points; null before the first one. After its end it is
 * the last one.
 * @param {DrawnCosts} curve
 * @param {number} iteration
 * @returns {{ cost: number, isOver: boolean } | null}
 */
export function readAt({ points: [iterations, costs] }, iteration) {
  const last = iterations.length - 1;
  if (last < 0 || iteration < iterations[0]) return null;
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (iterations[middle] <= iteration) low = middle;
    else high = middle - 1;
  }
  const [here, next] = [costs[low], costs[low + 1]];
  if (here === null) return null;
  if (low === last || !isNumber(next)) return { cost: here, isOver: iteration > iterations[low] };
  const share = (iteration - iterations[low]) / (iterations[low + 1] - iterations[low]);
  return { cost: here + share * (next - here), isOver: false };
}

/**
 * Where a curve first leaves the axis upwards, which is marked there; null where it does not.
 * @param {DrawnCosts} curve
 * @param {number} high
 * @returns {number | null} the iteration
 */
export function leavesAt({ points: [iterations, costs] }, high) {
  const at = costs.findIndex((cost) => cost !== null && cost > high);
  return at < 0 ? null : iterations[at];
}

/**
 * The highest cost of a curve that is finite.
 * @param {DrawnCosts} curve
 */
export const highestOf = ({ points: [, costs] }) =>
  costs.reduce((/** @type {number} */ high, cost) => Math.max(high, cost ?? high), -Infinity);

/**
 * What the page is told of a run that has ended; one that is gone made no iteration.
 * @param {string} run_id
 * @param {DrawnCosts | undefined} curve
 * @returns {EndedRun}
 */
export function endedRun(run_id, curve) {
  if (!curve) return { run_id, iteration: 0, cost: null, is_diverged: false };
  return { run_id, iteration: curve.iteration, cost: lastOf(curve)?.[1] ?? null, is_diverged: isDiverged(curve) };
}

/**
 * The lowest, the middle and the highest of some numbers; null where there are none.
 * @param {number[]} values
 * @returns {{ low: number, middle: number, high: number } | null}
 */
export function spread(values) {
  if (!values.length) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const middle = (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
  return { low: sorted[0], middle, high: sorted[sorted.length - 1] };
}
