// The result of a sweep in one sentence or two. No DOM.
// @ts-check

import { cost, fill, fillCounted, whole } from "../ui/format.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Entry, Result } from "./sweep_result.js" */

/** Of diverged values the first few are named. */
const MAX_DIVERGED = 3;

/**
 * "Best after 2,000 iterations: α = 0.3 (test cost 0.0410, −0.1120 against α = 0.1). α = 3 diverged at iteration 41."
 * @param {Result} result
 * @param {{ axis: string, texts: Texts, language: string }} words
 * @returns {string}
 */
export function sentence(result, { axis, texts, language }) {
  const { best, second, amount, measure, entries } = result;
  const said = [];
  if (best) {
    const other = entries.find((entry) => entry.isPresent && entry !== best && entry.cost !== null) ?? second;
    const number =
      axis === "iterations" || axis === "examples" ? whole(amount, language) : String(Number(amount.toPrecision(3)));
    const values = {
      after: fill(texts[`amount_${axis}`], { number }),
      ...{ setting: best.name, measure: texts[`${measure}_cost`], cost: cost(best.cost) },
    };
    if (other && other.cost !== null && best.cost !== null) {
      const difference = other.cost - best.cost;
      const against = { delta: difference > 0 ? `−${cost(difference)}` : "±0", other: other.name };
      said.push(fill(texts.sweep_best_against, { ...values, ...against }));
    } else said.push(fill(texts.sweep_best, values));
  } else said.push(texts.sweep_none);
  const diverged = entries.filter((entry) => entry.diverged !== null);
  for (const { name, diverged: iteration } of diverged.slice(0, MAX_DIVERGED)) {
    said.push(fill(texts.sweep_diverged, { setting: name, iteration: whole(iteration, language) }));
  }
  const more = diverged.length - MAX_DIVERGED;
  if (more > 0) said.push(fillCounted(texts, "sweep_more_diverged", more));
  return said.join(texts.sentence_separator);
}

/**
 * Whether the difference may be luck, in words; empty where there is no difference to speak of.
 * @param {Result} result
 * @param {Texts} texts
 */
export function luckWords({ best, second, isLuck }, texts) {
  if (!best || !second) return "";
  if (best.rows.length > 1) return isLuck ? texts.luck_ranges : texts.no_luck;
  return isLuck === false ? texts.no_luck : texts.luck_one_seed;
}

/**
 * The cost of an entry in few digits, with the range of its seeds; that it diverged, where it did.
 * @param {Entry} entry
 * @param {Texts} texts
 */
export function costWords({ rows, cost: middle, low, high, diverged }, texts) {
  if (diverged !== null) return texts.state_diverged;
  const range = rows.length > 1 && middle !== null ? ` (${cost(low)} – ${cost(high)})` : "";
  return `${cost(middle)}${range}`;
}

/** @typedef {{ entry: Entry, share: number }} Bar a value with the length of its bar, from 0 to 1 */

/**
 * The bars of the costs: the highest is as long as can be.
 * @param {Result} result
 * @returns {Bar[]}
 */
export function bars({ entries }) {
  const highest = Math.max(...entries.map(({ high }) => high).filter(Number.isFinite), 1e-300);
  return entries.map((entry) => ({ entry, share: entry.cost === null ? 0 : Math.max(0.01, entry.cost / highest) }));
}
