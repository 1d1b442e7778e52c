// What is said where a visitor's runs or stars are more than there may be, before anything goes. No DOM.
// @ts-check

import { fill, fillCounted } from "../ui/format.js";

/** @import { NotebookDocument } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

const MAX_NAMED = 6;

/**
 * The sentence on the runs that go next; empty where none does.
 * @param {NotebookDocument} content
 * @param {Texts} texts
 */
export function leavingWords({ runs, leaving, limit, sweep_limit }, texts) {
  if (leaving.length === 0) return "";
  const rows = runs.filter(({ id }) => leaving.includes(id));
  const numbers = rows.map(({ number }) => `#${number}`);
  const named = numbers.slice(-MAX_NAMED).join(texts.list_separator);
  const values = { limit, sweeps: sweep_limit, runs: numbers.length > MAX_NAMED ? `… ${named}` : named };
  const areSweeps = rows.every(({ sweep }) => sweep !== null);
  return fillCounted(texts, areSweeps ? "leaving_sweep" : "leaving", leaving.length, values);
}

/**
 * What is offered where a visitor gives more stars than she has; null where she has one.
 * @param {NotebookDocument} content
 * @param {Texts} texts
 * @returns {{ words: string, button: string, run: string } | null} `run` is the one whose star can be taken
 */
export function starOffer({ runs, star_limit: limit }, texts) {
  const starred = runs.filter(({ is_starred }) => is_starred);
  const oldest = starred.at(-1);
  if (!oldest || starred.length < limit) return null;
  const values = { limit, number: oldest.number };
  return { words: fill(texts.no_more_stars, values), button: fill(texts.move_star, values), run: oldest.id };
}
