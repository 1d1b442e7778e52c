// The chart in one sentence, written for those who do not see it: not at every answer, which would be read out each time.
// @ts-check

import { summary } from "./run_numbers.js";

/** @import { RunState, Words } from "./run_numbers.js" */
/** @import { Series } from "./series.js" */

const PAUSE_MS = 4000;

export class ChartSummary {
  written = -Infinity;

  /** @param {HTMLElement} host the chart's element */
  constructor(host) {
    this.host = host;
  }

  /**
   * Write the sentence, where it is urgent or has not been written for a while.
   * @param {Series} train
   * @param {RunState} answer
   * @param {Words} words
   * @param {boolean} isUrgent
   */
  write(train, answer, words, isUrgent) {
    if (!isUrgent && performance.now() - this.written < PAUSE_MS) return;
    this.written = performance.now();
    this.host.setAttribute("aria-label", summary(train, answer.latest, words));
  }
}
