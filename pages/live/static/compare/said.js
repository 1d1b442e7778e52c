// What a comparison says in words: the result in a sentence, what diverged, how far it is. No DOM.
// @ts-check

import { cost, fill, whole } from "../ui/format.js";
import { bestOf, costOf } from "./frames.js";

/** @import { CompareData } from "../connection/wire.js" */
/** @import { Frame, Replayed } from "./frames.js" */

/**
 * A run by its number and its name.
 * @param {CompareData["runs"][number]} run
 */
export const nameOf = ({ number, name }) => `#${number} ${name}`.trim();

/**
 * "After 2,000 iterations #3 α 0.1 → 0.3 is best (test cost 0.0410, −0.1120 against #1)." Empty where nothing is known, or where
 * costs do not compare.
 * @param {CompareData} data
 * @param {(Frame | null)[]} frames of the runs
 * @param {number} iteration
 * @returns {string}
 */
export function sentence({ runs, texts, language, is_comparable: isComparable }, frames, iteration) {
  const measure = frames.every((frame) => frame === null || costOf(frame, "test") !== null) ? "test" : "train";
  const found = isComparable ? bestOf(frames, measure) : null;
  if (!found) return "";
  const values = {
    iterations: whole(iteration, language),
    ...{ run: nameOf(runs[found.best]), measure: texts[`${measure}_cost`], cost: cost(found.cost) },
  };
  if (found.first === null) return fill(texts.compare_best, values);
  return fill(texts.compare_best_against, {
    ...values,
    delta: `−${cost(found.first - found.cost)}`,
    other: `#${runs[0].number}`,
  });
}

/**
 * A sentence for each run that diverged.
 * @param {CompareData} data
 * @param {Replayed[]} replayed
 * @returns {string[]}
 */
export function divergences({ runs, texts, language }, replayed) {
  return replayed.flatMap(({ diverged }, index) =>
    diverged === null
      ? []
      : [fill(texts.compare_diverged, { run: nameOf(runs[index]), iteration: whole(diverged, language) })],
  );
}

/**
 * The share of all iterations that have been made, from 0 to 1.
 * @param {CompareData["runs"]} runs
 * @param {Replayed[]} replayed
 * @returns {number}
 */
export function progressOf(runs, replayed) {
  const shares = replayed.map(({ isDone, iteration }, index) =>
    isDone ? 1 : Math.min(1, iteration / Math.max(1, runs[index].until)),
  );
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}
