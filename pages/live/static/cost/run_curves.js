// The curves of a run and the changes made to it, as the answers of its route build them up.
// @ts-check

import { Series } from "./series.js";

/** @import { ChangePayload, RunPayload } from "../connection/wire.js" */

export class RunCurves {
  train = new Series();
  /** The train cost without L2, which is what the test cost is to be compared with. */
  trainData = new Series();
  test = new Series();
  /** @type {Map<string, ChangePayload>} by iteration and field */
  changes = new Map();

  clear() {
    this.train.clear();
    this.trainData.clear();
    this.test.clear();
    this.changes.clear();
  }

  /**
   * Add what is new in an answer; returns whether anything was.
   * @param {Pick<RunPayload, "points" | "evaluations" | "changes">} answer
   */
  append({ points, evaluations, changes }) {
    const [iterations, costs] = points ?? [[], []];
    const added =
      this.train.append(iterations, costs) +
      this.trainData.append(evaluations?.iteration ?? [], evaluations?.train_data_cost ?? []) +
      this.test.append(evaluations?.iteration ?? [], evaluations?.test_cost ?? []);
    for (const change of changes ?? []) this.addChange(change);
    return added + (changes ?? []).length > 0;
  }

  /**
   * Whether the train cost has ever had an L2 term.
   * @param {number} l2 λ as it is now
   */
  hasPenalty(l2) {
    const changes = [...this.changes.values()].filter(({ field }) => field === "l2");
    return l2 > 0 || changes.some(({ old, new: now }) => Number(old) > 0 || Number(now) > 0);
  }

  /**
   * Several changes of one field at one iteration are one change.
   * @param {ChangePayload} change
   */
  addChange(change) {
    const key = `${change.iteration} ${change.field}`;
    const earlier = this.changes.get(key);
    this.changes.set(key, { ...change, old: earlier ? earlier.old : change.old });
  }
}
