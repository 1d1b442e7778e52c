// The networks of compared runs at an iteration, and what can be said of them together. No DOM.
// @ts-check

import { decodeParameters, network } from "../math/network.js";
import { isNumber } from "../ui/format.js";

/** @import { ComparedRunData, ReplayCurve, ReplayDocument, ReplayFrame } from "../connection/wire.js" */
/** @import { Network } from "../math/network.js" */

/** @typedef {Omit<ReplayFrame, "theta"> & { net: Network | null, reach: number[] }} Frame `reach`: see `reachOf` */
/**
 * @typedef {object} Replayed a run as far as it has been trained again
 * @property {Frame[]} frames
 * @property {ReplayCurve} curve
 * @property {number} iteration
 * @property {boolean} isDone
 * @property {number | null} diverged
 */
/** @typedef {"train" | "test"} Measure */

/** @type {Replayed} */
export const NOTHING = {
  frames: [],
  curve: { points: [[], []], iteration: [], train_data_cost: [], test_cost: [] },
  iteration: 0,
  isDone: false,
  diverged: null,
};

/**
 * A run after another document of it has come.
 * @param {Replayed} before
 * @param {ReplayDocument} document
 * @param {Pick<ComparedRunData, "network">} run
 * @returns {Replayed}
 */
export function withDocument(
  before,
  { frames, curve, iteration, is_done, diverged },
  { network: { sizes, activations } },
) {
  const decoded = frames.map(({ theta, ...figures }) => {
    const net = theta === null ? null : network(sizes, activations, decodeParameters(theta));
    return { ...figures, net, reach: reachOf(net) };
  });
  return { frames: [...before.frames, ...decoded], curve, iteration, isDone: is_done, diverged };
}

/**
 * The largest weight by size of each layer; empty without a network.
 * @param {Network | null} net
 * @returns {number[]}
 */
function reachOf(net) {
  const finite = (/** @type {number} */ weight) => (Number.isFinite(weight) ? Math.abs(weight) : 0);
  return net?.layers.map(({ W }) => W.reduce((reach, weight) => Math.max(reach, finite(weight)), 1e-9)) ?? [];
}

/**
 * The iterations at which there are networks, of any of the runs.
 * @param {Replayed[]} runs
 * @returns {number[]}
 */
export function stops(runs) {
  const all = runs.flatMap(({ frames }) => frames.map(({ iteration }) => iteration));
  return [...new Set(all)].sort((a, b) => a - b);
}

/**
 * The network of a run at an iteration: the latest up to there; and whether the run had ended before.
 * @param {Replayed} run
 * @param {number} iteration
 * @returns {{ frame: Frame | null, isOver: boolean }}
 */
export function frameAt({ frames, isDone, iteration: last }, iteration) {
  const frame = frames.filter((each) => each.iteration <= iteration).at(-1) ?? null;
  return { frame, isOver: isDone && iteration > last };
}

/**
 * The cost of a network on a part, without L2 so that costs with different λ compare.
 * @param {Frame | null} frame
 * @param {Measure} measure
 * @returns {number | null}
 */
export function costOf(frame, measure) {
  return (measure === "test" ? frame?.test_cost : frame?.train_data_cost) ?? null;
}

/**
 * The least and the largest of the norms of all gradients of all runs, as powers of ten around them; null without any.
 * @param {Replayed[]} runs
 * @returns {[number, number] | null}
 */
export function normRange(runs) {
  const norms = runs.flatMap(({ frames }) => frames.flatMap(({ gradient_norms }) => gradient_norms));
  const exponents = norms.flatMap((norm) => (isNumber(norm) && norm > 0 ? [Math.log10(norm)] : []));
  if (!exponents.length) return null;
  const low = Math.floor(exponents.reduce((a, b) => Math.min(a, b)));
  const high = Math.ceil(exponents.reduce((a, b) => Math.max(a, b)));
  return [low, Math.max(high, low + 1)];
}

/**
 * The largest weight by size of each layer, over all runs and all of their networks: the reach of histograms.
 * @param {Replayed[]} runs
 * @returns {number[]}
 */
export function weightReach(runs) {
  /** @type {number[]} */
  const reach = [];
  for (const { frames } of runs) {
    for (const frame of frames) {
      for (const [index, size] of frame.reach.entries()) reach[index] = Math.max(reach[index] ?? 0, size);
    }
  }
  return reach;
}

/**
 * Counts of values in equal bins from -reach to reach.
 * @param {Float64Array} values
 * @param {number} reach
 * @param {number} bins
 * @returns {number[]}
 */
export function countsWithin(values, reach, bins) {
  const counts = new Array(bins).fill(0);
  for (const value of values) {
    const bin = Math.floor((bins * (value + reach)) / (2 * reach));
    if (Number.isFinite(value)) counts[Math.max(0, Math.min(bins - 1, bin))] += 1;
  }
  return counts;
}

/**
 * The run that is best at an iteration, and the first one to compare it with; null where nothing is known.
 * @param {(Frame | null)[]} frames
 * @param {Measure} measure
 * @returns {{ best: number, cost: number, first: number | null } | null}
 */
export function bestOf(frames, measure) {
  const costs = frames.map((frame) => costOf(frame, measure));
  const known = costs.filter(isNumber);
  if (!known.length) return null;
  const cost = Math.min(...known);
  const best = costs.indexOf(cost);
  const first = best === 0 ? null : costs[0];
  return { best, cost, first: isNumber(first) ? first : null };
}
