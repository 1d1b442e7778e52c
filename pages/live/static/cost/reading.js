// The costs of all runs at the iteration that the pointer is at: one text for each place on the axis. No DOM.
// @ts-check

import { literal } from "../runs/lines.js";
import { cost } from "../ui/format.js";

/** @import { Line } from "../runs/lines.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @typedef {{ x: number[], y: number[] }} Curve */
/** @typedef {Pick<Line, "x" | "y" | "name" | "color" | "isMarked">} Read */

const MAX_PLACES = 400; // about two pixels from one to the next
const MAX_LETTERS = 34;

/**
 * The cost of a curve at a place, between two points as its line is drawn; the last one where it has ended before.
 * @param {Curve} curve
 * @param {number} at
 * @returns {{ value: number, hasEnded: boolean } | null} null before its beginning
 */
export function valueAt({ x, y }, at) {
  const last = x.length - 1;
  if (last < 0 || at < x[0]) return null;
  if (at >= x[last]) return { value: y[last], hasEnded: at > x[last] };
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  const share = (at - x[low]) / (x[high] - x[low]);
  return { value: y[low] + share * (y[high] - y[low]), hasEnded: false };
}

/**
 * The places that are read: those of the run on the page, and after its end those of the longest other curve.
 * @param {Curve} own
 * @param {Curve[]} others
 * @returns {Curve}
 */
export function places(own, others) {
  const end = (/** @type {Curve} */ { x }) => x.at(-1) ?? -Infinity;
  const longest = others.reduce((best, curve) => (end(curve) > end(best) ? curve : best), own);
  const first = longest.x.findIndex((at) => at > end(own));
  const [x, y] = [
    [...own.x, ...(first < 0 ? [] : longest.x.slice(first))],
    [...own.y, ...(first < 0 ? [] : longest.y.slice(first))],
  ];
  const step = Math.ceil(x.length / MAX_PLACES);
  const chosen = x.map((_, index) => index).filter((index) => index % step === 0 || index === x.length - 1);
  return { x: chosen.map((index) => x[index]), y: chosen.map((index) => y[index]) };
}

/**
 * What there is to read at a place, a line a run; one that ended before has its last cost, in grey.
 * @param {number} at
 * @param {Read[]} runs
 * @param {{ texts: Texts, colors: Record<string, string> }} words
 */
export function readingAt(at, runs, { texts, colors }) {
  const lines = runs.flatMap((run) => {
    const found = valueAt(run, at);
    if (!found) return [];
    const name = literal(run.name.length > MAX_LETTERS ? `${run.name.slice(0, MAX_LETTERS - 1)}…` : run.name);
    const shown = run.isMarked ? `<b>${name}</b>` : name;
    if (found.hasEnded)
      return [`<span style="color:${colors.muted}">━ ${shown}: ${cost(found.value)} ${texts.read_last}</span>`];
    return [`<span style="color:${run.color}">━</span> ${shown}: ${cost(found.value)}`];
  });
  return lines.join("<br>");
}

/**
 * A curve that is not seen, whose label reads the others.
 * @param {Curve} own the train cost of the run on the page
 * @param {Line[]} lines
 * @param {{ texts: Texts, colors: Record<string, string> }} words
 * @returns {Record<string, any>[]} none where there are no others
 */
export function readingTraces(own, lines, words) {
  const read = lines.filter(({ x, isRest }) => x.length > 0 && !isRest);
  if (!read.length) return [];
  const { x, y } = places(own, read);
  const mine = { ...own, name: words.texts.train_cost, color: words.colors.train, isMarked: false };
  const end = own.x.at(-1) ?? Infinity; // until there its own label reads it
  const text = x.map((at) => readingAt(at, at > end ? [mine, ...read] : read, words));
  return [
    {
      ...{ type: "scatter", mode: "lines", uid: "reading", name: "", x, y, text, showlegend: false },
      hovertemplate: "%{text}<extra></extra>",
      line: { width: 0, color: "rgba(0,0,0,0)" },
    },
  ];
}
