// Whether runs began alike and whether their costs compare, in words; and the figures of a row. No DOM.
// @ts-check

import { fill } from "../ui/format.js";

/** @import { NotebookRow, RunPayload } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/**
 * @param {NotebookRow[]} drawn
 * @param {Texts} texts
 * @returns {{ start: string, incomparable: string }} empty where there is nothing to say
 */
export function comparisonOf(drawn, texts) {
  const runs = drawn.filter(({ data }) => data); // of the others nothing is known
  if (runs.length < 2) return { start: "", incomparable: "" };
  const isAlike = new Set(runs.map(({ start }) => start)).size === 1;
  const seeds = [...new Set(runs.map(({ settings }) => settings.seed))];
  const words = seeds.length > 1 ? fill(texts.other_start, { seeds: seeds.join(" / ") }) : texts.other_weights;
  const start = isAlike ? texts.same_start : words;
  if (new Set(runs.map(({ data }) => data)).size > 1) return { start, incomparable: texts.other_data };
  const isMixed = new Set(runs.map(({ l2 }) => l2 > 0)).size > 1;
  return { start, incomparable: isMixed ? texts.other_penalty : "" };
}

/**
 * The figures of a row as an answer of the run's route has them.
 * @param {RunPayload} answer
 * @returns {Partial<NotebookRow>}
 */
export function figuresOf({ status, stop, iteration, epoch, latest, time }) {
  const { train_cost, train_data_cost, test_cost, train_score, test_score } = latest;
  const seconds = time[1].at(-1);
  const known = seconds === undefined ? {} : { seconds };
  const figures = { train_cost, train_data_cost, test_cost, train_score, test_score };
  return { status, stop: stop?.reason ?? null, iteration, epoch, ...figures, ...known };
}
