// The end of all runs: said once, and told to the page until it knows.
// @ts-check

import { isAtRest } from "../connection/rest.js";
import { endedRun, hasEnded } from "./curves.js";

/** @import { EndedRun } from "../connection/wire.js" */
/** @import { DrawnRun } from "./picture.js" */

const REST_MS = 250; // until it is asked again whether the page is at rest
const AGAIN_MS = 4000; // until the page is told again
const MAX_TIMES = 3;

export class Ending {
  /** The ends of which the page is told, as JSON; empty while a run goes on. */
  ends = "";
  times = 0;
  isKnown = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;

  /** @param {(ends: EndedRun[]) => void} send */
  constructor(send) {
    this.send = send;
  }

  /**
   * Look whether all runs have ended.
   * @param {DrawnRun[]} runs
   * @param {(id: string) => boolean} isGone
   * @param {boolean} isKnown to the page
   * @returns {boolean} whether they have just ended, which is to be said
   */
  update(runs, isGone, isKnown) {
    this.isKnown = isKnown;
    const isOver = runs.every(({ id, curve }) => (curve ? hasEnded(curve) : isGone(id)));
    const ended = isOver ? runs.map(({ id, curve }) => endedRun(id, curve)) : [];
    const ends = ended.length ? JSON.stringify(ended) : "";
    if (ends === this.ends) return false;
    this.halt();
    this.ends = ends;
    this.times = 0;
    if (ends && !isKnown) this.tell(ended);
    return ends !== "";
  }

  /** @param {EndedRun[]} ended */
  tell(ended) {
    if (this.isKnown || this.times >= MAX_TIMES) return;
    const isTime = isAtRest();
    if (isTime) {
      this.times += 1;
      this.send(ended);
    }
    this.timer = setTimeout(() => this.tell(ended), isTime ? AGAIN_MS : REST_MS);
  }

  halt() {
    clearTimeout(this.timer);
  }
}
