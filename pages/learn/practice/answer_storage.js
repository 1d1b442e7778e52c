// The answers to practice questions, stored in the visitor's own browser: a reload finds them again, a link carries none.
// @ts-check

/** @import { PracticeData, PracticeValues } from "../../live/static/connection/wire.js" */

/** @typedef {[set: number, answers: string]} StoredSet */

const NAME = "dnn-practice";
const MAX_SETS = 20;

/**
 * The sets in what was stored, the latest last; none where it cannot be read.
 * @param {string | null} written
 * @returns {StoredSet[]}
 */
export function setsIn(written) {
  try {
    const sets = JSON.parse(written ?? "[]");
    return Array.isArray(sets) ? sets.filter((each) => Array.isArray(each) && typeof each[1] === "string") : [];
  } catch {
    return [];
  }
}

/**
 * The sets with the answers to one of them; only the latest sets are kept.
 * @param {StoredSet[]} sets
 * @param {number} set
 * @param {string} answers
 * @returns {StoredSet[]}
 */
export function withAnswers(sets, set, answers) {
  const others = sets.filter(([number]) => number !== set);
  return [...others, /** @type {StoredSet} */ ([set, answers])].slice(-MAX_SETS);
}

/** The browser's storage; null where it is blocked. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * Store the answers that the page sends; tell it those that are stored as long as it does not know them.
 * @param {StreamlitComponent<PracticeData, PracticeValues>} component
 */
export default function ({ data, setTriggerValue }) {
  const { set, answers } = data;
  const store = storage();
  const sets = setsIn(store?.getItem(NAME) ?? null);
  const stored = sets.find(([number]) => number === set)?.[1] ?? "";
  if (answers === null) setTriggerValue("stored", { set, answers: stored });
  else if (answers !== stored) {
    try {
      store?.setItem(NAME, JSON.stringify(withAnswers(sets, set, answers)));
    } catch {
      // A full or blocked storage: the answers live as long as the page.
    }
  }
}
