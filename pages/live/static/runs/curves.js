// The curves of other runs than the one on the page, fetched when they are shown and again when they have grown.
// @ts-check

import { Series } from "../cost/series.js";
import { isNumber } from "../ui/format.js";

/** @import { CurveBand, CurveDocument, NotebookRow } from "../connection/wire.js" */
/** @import { Course } from "./axis.js" */

/** @typedef {{ x: number[], low: number[], high: number[], mean: number[] }} Noise the costs of mini-batches, in buckets */
/**
 * @typedef {{ train: Series, test: Series, noise: Noise | null, course: Course, state: string }} OtherCurve `state` tells whether
 * it has grown
 */

const MAX_POINTS = 600; // of a curve that is one of many
const MAX_CURVES = 150; // more than a sweep has, whose costs are compared

export class Curves {
  /** @type {Map<string, OtherCurve>} */ known = new Map();
  /** What is under way, by the id of its run. @type {Set<string>} */ asked = new Set();

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /**
   * The curve of a run, as far as it is there; what is missing of it is fetched.
   * @param {string} id
   * @param {Pick<NotebookRow, "iteration"> | undefined} row
   * @returns {OtherCurve | undefined}
   */
  get(id, row) {
    const found = this.known.get(id);
    const state = String(row?.iteration ?? "");
    if ((!found || (state && found.state !== state)) && !this.asked.has(id)) this.ask(id, state);
    return found;
  }

  /**
   * @param {string} id
   * @param {string} state
   */
  async ask(id, state) {
    this.asked.add(id);
    try {
      const response = await fetch(new URL(`api/runs/${id}/curve`, document.baseURI), { cache: "no-store" });
      const curve = response.ok ? curveOf(await response.json()) : null;
      this.known.delete(id);
      if (curve) this.known.set(id, { ...curve, state });
      const [oldest] = this.known.keys();
      if (this.known.size > MAX_CURVES) this.known.delete(oldest);
    } catch (error) {
      console.warn("The curve of a run could not be loaded.", error);
    }
    this.asked.delete(id);
    this.onChange();
  }
}

/**
 * @param {CurveDocument} document
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
