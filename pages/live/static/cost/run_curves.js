// The curves of a run and the changes made to it, as the answers of its route build them up.
// @ts-check

import { Series } from "./series.js";

/** @import { ChangePayload, RunPayload } from "../connection/wire.js" */
/** @import { Course } from "../runs/axis.js" */

export class RunCurves {
  train = new Series();
  /** The train cost without L2, which is what the test cost is to be compared with. */
  trainData = new Series();
  test = new Series();
  /** @type {Map<string, ChangePayload>} by iteration and field */
  changes = new Map();
  /** @type {[number[], number[]]} Iterations, and the seconds of computing that they took. */
  time = [[], []];

  clear() {
    this.train.clear();
    this.trainData.clear();
    this.test.clear();
    this.changes.clear();
    this.time = [[], []];
  }

  /**
   * Add what is new in an answer; returns whether anything was.
   * @param {Pick<RunPayload, "points" | "evaluations" | "changes" | "time">} answer
   */
  append({ points, evaluations, changes, time }) {
    const [iterations, costs] = points ?? [[], []];
    const added =
      this.train.append(iterations, costs) +
      this.trainData.append(evaluations?.iteration ?? [], evaluations?.train_data_cost ?? []) +
      this.test.append(evaluations?.iteration ?? [], evaluations?.test_cost ?? []);
    for (const change of changes ?? []) this.addChange(change);
    this.time[0].push(...(time?.[0] ?? []));
    this.time[1].push(...(time?.[1] ?? []));
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
   * How the run went along, for an axis that counts something else than iterations.
   * @param {{ examples: number, batch_size: number | null }} network
   * @returns {Course}
   */
  course({ examples, batch_size }) {
    const changes = [...this.changes.values()].filter(({ field }) => field === "batch_size");
    const sizes = changes.map(({ iteration, new: size }) => [iteration, /** @type {number | null} */ (size)]);
    const first = changes.length ? /** @type {number | null} */ (changes[0].old) : batch_size;
    return { examples, batches: [[1, first], ...sizes], time: this.time };
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
