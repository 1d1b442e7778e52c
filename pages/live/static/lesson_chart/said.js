// What the chart says in words: how far the sketch goes, what is read at an iteration, how the runs ended. No DOM.
// @ts-check

import { cost, fill, whole } from "../ui/format.js";
import { costAt } from "./axis.js";
import { isDiverged, lastOf, readAt, spread } from "./curves.js";
import { heightAt } from "./sketch.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { CostRange } from "./axis.js" */
/** @import { DrawnRun } from "./picture.js" */
/** @import { Place } from "./sketch.js" */
/** @typedef {{ texts: Texts, language: string }} Words */
/** @typedef {{ key: string, name: string, value: string, color: string | null, dash: string, isOver: boolean }} Entry of the legend */

/**
 * How far a sketch goes.
 * @param {Place[]} sketch
 * @param {number} iterations
 * @param {Words} words
 * @returns {string}
 */
export function sketchSaid(sketch, iterations, { texts, language }) {
  if (!sketch.length) return texts.not_sketched;
  const [first, last] = [sketch[0][0], sketch[sketch.length - 1][0]].map((each) => whole(each, language));
  return fill(texts.sketched, { first, last, all: whole(iterations, language) });
}

/**
 * The entries of the legend with the costs at an iteration, or with the last ones.
 * @param {{ runs: DrawnRun[], sketch: Place[], range: CostRange, cursor: number | null }} model
 * @param {Words} words
 * @returns {Entry[]}
 */
export function legend({ runs, sketch, range, cursor }, { texts, language }) {
  /** @type {Entry[]} */
  const entries = [];
  if (sketch.length) {
    const height = cursor === null ? null : heightAt(sketch, cursor);
    const value = height === null ? "" : cost(costAt(height, range));
    entries.push({ key: "sketch", name: texts.sketch, value, color: null, dash: "dash", isOver: false });
  }
  const own = runs.filter(({ label, isHighlighted }) => label || isHighlighted);
  for (const run of own) entries.push(entryOf(run, cursor, texts));
  const all = costsOf(runs, cursor);
  const among = spread(all);
  if (own.length === runs.length || !among) return entries;
  const name = fill(texts.all_runs, { count: whole(all.length, language) });
  const values = { low: cost(among.low), middle: cost(among.middle), high: cost(among.high) };
  return [...entries, { key: "all", name, value: fill(texts.spread, values), color: "", dash: "", isOver: false }];
}

/**
 * @param {DrawnRun} run
 * @param {number | null} cursor
 * @param {Texts} texts
 * @returns {Entry}
 */
function entryOf({ id, label, color, dash, curve }, cursor, texts) {
  const last = curve ? lastOf(curve) : null;
  const read = !curve || !last ? null : cursor === null ? { cost: last[1], isOver: false } : readAt(curve, cursor);
  const hasDiverged = curve !== undefined && isDiverged(curve) && (cursor === null || Boolean(read?.isOver));
  const value = hasDiverged ? texts.diverged : read ? cost(read.cost) : "–";
  return { key: id, name: label || texts.this_run, value, color, dash, isOver: Boolean(read?.isOver) && !hasDiverged };
}

/**
 * The costs of runs at an iteration, or the last ones.
 * @param {DrawnRun[]} runs
 * @param {number | null} cursor
 * @returns {number[]}
 */
function costsOf(runs, cursor) {
  return runs.flatMap(({ curve }) => {
    if (!curve) return [];
    const found = cursor === null ? lastOf(curve)?.[1] : readAt(curve, cursor)?.cost;
    return found === undefined ? [] : [found];
  });
}

/**
 * What is read at the cursor, as one line for those who do not see it.
 * @param {Entry[]} entries
 * @param {number} cursor
 * @param {Words} words
 * @returns {string}
 */
export function readingSaid(entries, cursor, { texts, language }) {
  const said = entries.filter(({ value }) => value).map(({ name, value }) => fill(texts.entry, { name, value }));
  return [fill(texts.at_iteration, { iteration: whole(cursor, language) }), ...said].join(texts.between);
}

/**
 * How the runs ended, in sentences.
 * @param {DrawnRun[]} runs
 * @param {Words} words
 * @returns {string}
 */
export function endSaid(runs, { texts, language }) {
  const own = runs.filter(({ label, isHighlighted }) => label || isHighlighted);
  const said = own.map(({ label, curve }) => {
    const name = label || texts.this_run;
    const last = curve ? lastOf(curve) : null;
    if (!curve || !last) return fill(texts.end_without, { name });
    if (isDiverged(curve)) return fill(texts.end_diverged, { name, iteration: whole(curve.iteration, language) });
    return fill(texts.end, { name, cost: cost(last[1]), iteration: whole(last[0], language) });
  });
  const all = costsOf(runs, null);
  const among = own.length < runs.length ? spread(all) : null;
  if (among) {
    const name = fill(texts.all_runs, { count: whole(all.length, language) });
    const values = { low: cost(among.low), middle: cost(among.middle), high: cost(among.high) };
    said.push(fill(texts.end_all, { name, spread: fill(texts.spread, values) }));
  }
  return said.reduce((before, after) => fill(texts.sentences, { before, after }), texts.all_ended);
}
