// The curves of other runs than the one on the page, fetched when they are shown and again when they have grown.
// @ts-check

import { Series } from "../cost/series.js";
import { isNumber } from "../ui/format.js";

/** @import { CurveBand, CurvesDocument, DrawnCurve, NotebookRow } from "../connection/wire.js" */
/** @import { Course } from "./axis.js" */

/** @typedef {{ x: number[], low: number[], high: number[], mean: number[] }} Noise the costs of mini-batches, in buckets */
/**
 * @typedef {{ train: Series, test: Series, noise: Noise | null, course: Course, state: string }} OtherCurve `state` tells whether
 * it has grown
 */

const MAX_POINTS = 600; // of a curve that is one of many; the server sends no more
const MAX_AT_ONCE = 64; // of one request: the server refuses more
const AGAIN_MS = 2000; // until what was asked for in vain may be asked for again
const MAX_CURVES = 150; // more than a sweep has, whose costs are compared

export class Curves {
  /** @type {Map<string, OtherCurve>} */ known = new Map();
  /** What is under way, or is asked for at the end of this task, by the id of its run. @type {Map<string, string>} */
  asked = new Map();
  /** Ids that are asked for together. @type {string[]} */ waiting = [];
  /** What was asked for in vain, in which state and when. @type {Map<string, { state: string, at: number }>} */
  vain = new Map();

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /**
   * The curve of a run, as far as it is there; what is missing of it is fetched, with all that is asked for in the same task.
   * @param {string} id
   * @param {Pick<NotebookRow, "iteration"> | undefined} row
   * @returns {OtherCurve | undefined}
   */
  get(id, row) {
    const found = this.known.get(id);
    const state = String(row?.iteration ?? "");
    const isKnown = found && (!state || found.state === state);
    if (!isKnown && !this.asked.has(id) && !this.isVain(id, state)) this.want(id, state);
    return found;
  }

  /**
   * Whether the same was asked for in vain a moment ago.
   * @param {string} id
   * @param {string} state
   */
  isVain(id, state) {
    const vain = this.vain.get(id);
    return vain?.state === state && performance.now() - vain.at < AGAIN_MS;
  }

  /**
   * @param {string} id
   * @param {string} state
   */
  want(id, state) {
    this.asked.set(id, state);
    this.waiting.push(id);
    if (this.waiting.length === 1) queueMicrotask(() => this.askAll());
  }

  askAll() {
    const ids = this.waiting;
    this.waiting = [];
    for (let first = 0; first < ids.length; first += MAX_AT_ONCE) this.ask(ids.slice(first, first + MAX_AT_ONCE));
  }

  /** @param {string[]} ids */
  async ask(ids) {
    try {
      const url = new URL(`api/curves?runs=${ids.join(".")}`, document.baseURI);
      const response = await fetch(url, { cache: "no-store" });
      /** @type {CurvesDocument} */
      const { curves } = response.ok ? await response.json() : Promise.reject(new Error(`status ${response.status}`));
      for (const id of ids) this.keep(id, curves[id]);
    } catch (error) {
      console.warn("The curves of runs could not be loaded.", error);
      for (const id of ids) this.note(id);
      setTimeout(this.onChange, AGAIN_MS); // which asks again for those that are still drawn
    }
    for (const id of ids) this.asked.delete(id);
    this.onChange();
  }

  /**
   * @param {string} id
   * @param {DrawnCurve | undefined} curve
   */
  keep(id, curve) {
    const state = this.asked.get(id) ?? "";
    this.known.delete(id);
    if (curve) this.known.set(id, { ...curveOf(curve), state });
    if (curve) this.vain.delete(id);
    else this.note(id);
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_CURVES) this.known.delete(oldest);
  }

  /**
   * Note that a run was asked for in vain.
   * @param {string} id
   */
  note(id) {
    this.vain.set(id, { state: this.asked.get(id) ?? "", at: performance.now() });
  }
}

/**
 * @param {DrawnCurve} document
 * @returns {Omit<OtherCurve, "state">}
 */
export function curveOf({ points, evaluations, band, examples, batches, time }) {
  const [train, test] = [new Series(MAX_POINTS), new Series(MAX_POINTS)];
  train.append(points[0], points[1]);
  test.append(evaluations.iteration, evaluations.test_cost);
  return { train, test, noise: noiseOf(band), course: { examples, batches, time } };
}

/**
 * @param {CurveBand} band
 * @returns {Noise | null} null where there is none
 */
function noiseOf({ iteration, low, high, mean }) {
  const known = iteration
    .map((_, index) => index)
    .filter((index) => [low, high, mean].every((of) => isNumber(of[index])));
  const of = (/** @type {(number | null)[]} */ values) => known.map((index) => Number(values[index]));
  return known.length < 2 ? null : { x: of(iteration), low: of(low), high: of(high), mean: of(mean) };
}
