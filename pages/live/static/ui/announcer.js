// What is read out of a run to those who do not see it: each change of its state, and now and then how far it is.
// @ts-check

import { ENDED, shownCost, statusWord } from "../cost/run_numbers.js";
import { cost, fill, isNumber, whole } from "./format.js";
import { write } from "./skeleton.js";

/** @import { RunState } from "../cost/run_numbers.js" */
/** @import { Find, Texts } from "./skeleton.js" */

const PAUSE_MS = 10_000; // between two announcements while the state is the same

export class Announcer {
  /** @type {string | null} */
  status = null;
  announced = -Infinity;

  /** @param {Find} find */
  constructor(find) {
    this.element = find("announcement");
    this.shownNote = find("note");
  }

  /**
   * Announce a state if it is another, or if a run has gone on for long enough. A run of which the server has said nothing
   * yet, and that there is none, is no news.
   * @param {RunState} state
   * @param {{ texts: Texts, language: string }} words
   */
  tell(state, { texts, language }) {
    if (state.generation === undefined && state.status !== "gone") return;
    const isOther = this.status !== state.status;
    const now = performance.now();
    if (!isOther && (state.status !== "running" || now - this.announced < PAUSE_MS)) return;
    this.status = state.status;
    this.announced = now;
    write(this.element, announcement(state, isOther, texts, language));
  }

  /**
   * Show a note over the chart, and announce it.
   * @param {string} text
   */
  note(text) {
    this.shownNote.hidden = !text;
    write(this.shownNote, text);
    if (text) write(this.element, text);
  }
}

/**
 * A state in one short sentence.
 * @param {RunState} state
 * @param {boolean} isOther than the one announced before
 * @param {Texts} texts
 * @param {string} language
 * @returns {string}
 */
export function announcement({ status, iteration, latest }, isOther, texts, language) {
  const values = {
    state: statusWord(status, texts),
    iteration: whole(iteration, language),
    cost: cost(shownCost(latest)),
  };
  if (ENDED.has(status) && isNumber(shownCost(latest))) return fill(texts.announce_end, values);
  if (status === "paused") return fill(texts.announce_pause, values);
  if (status === "running" && !isOther) return fill(texts.announce_progress, values);
  return values.state;
}
