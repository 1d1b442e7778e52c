// The sketched curves of a class over one another: those of the first vote, and those of the second beside them.
// @ts-check

import { short } from "../../ui/words.js";

/** @import { RoomBar } from "../../connection/wire.js" */
/** @import { Texts } from "../../ui/skeleton.js" */
/** @typedef {[number, number][]} Curve points (iteration, cost) */

const [WIDTH, HEIGHT, LEFT, BOTTOM, EDGE] = [420, 230, 52, 34, 10];
const MANY_TIMES = 100; // the lowest cost, above which the axis is logarithmic
const CROWD = 20; // curves of a vote, above which they are thin and pale
const FEW = 5; // curves, below which a median says no more than they do
const MEDIAN_POINTS = 33;
const SVG = "http://www.w3.org/2000/svg";

/**
 * The points of an answer; null where it is no curve.
 * @param {any} value
 * @returns {Curve | null}
 */
export function curveOf(value) {
  const isPoint = (/** @type {any} */ each) => Array.isArray(each) && each.length === 2 && each.every(Number.isFinite);
  return Array.isArray(value) && value.length > 1 && value.every(isPoint) ? value : null;
}

/**
 * Whether answers are curves: those that are said one by one, at least one of them.
 * @param {RoomBar[]} bars
 */
export function areCurves(bars) {
  const said = bars.filter(({ value }) => value !== null && value !== undefined);
  return said.length > 0 && said.every(({ value }) => curveOf(value));
}

/**
 * The cost of a curve at an iteration: between its points on a straight line, beyond its ends as there.
 * @param {Curve} curve
 * @param {number} at
 */
export function costAt(curve, at) {
  const next = curve.findIndex(([iteration]) => iteration >= at);
  if (next < 0) return curve[curve.length - 1][1];
  if (next === 0) return curve[0][1];
  const [[start, from], [end, to]] = [curve[next - 1], curve[next]];
  return from + ((to - from) * (at - start)) / (end - start);
}

/**
 * The median of curves at evenly spread iterations; null for a few, of which it says nothing.
 * @param {Curve[]} curves
 * @returns {Curve | null}
 */
export function medianOf(curves) {
  if (curves.length < FEW) return null;
  const first = Math.min(...curves.map((curve) => curve[0][0]));
  const last = Math.max(...curves.map((curve) => curve[curve.length - 1][0]));
  return Array.from({ length: MEDIAN_POINTS }, (_, place) => {
    const at = first + ((last - first) * place) / (MEDIAN_POINTS - 1);
    const costs = curves.map((curve) => costAt(curve, at)).sort((a, b) => a - b);
    const middle = Math.floor(costs.length / 2);
    return [at, costs.length % 2 ? costs[middle] : (costs[middle - 1] + costs[middle]) / 2];
  });
}

/**
 * The lines of both votes in a box, as paths, with the ends of its axes; of each vote the number of its curves and the path
 * of their median, empty for none.
 * @param {RoomBar[]} bars
 */
export function linesOf(bars) {
  const curves = bars.map((bar) => ({ ...bar, curve: curveOf(bar.value) ?? [] }));
  const points = curves.flatMap(({ curve }) => curve);
  const last = Math.max(1, ...points.map(([iteration]) => iteration));
  const costs = points.map(([, cost]) => cost);
  const [lowest, highest] = [Math.min(...costs, Infinity), Math.max(1e-9, ...costs)];
  const isLog = lowest > 0 && highest > MANY_TIMES * lowest;
  const low = isLog ? lowest : 0;
  const share = (/** @type {number} */ cost) =>
    isLog ? Math.log(cost / low) / Math.log(highest / low) : Math.max(0, cost) / highest;
  const x = (/** @type {number} */ iteration) => LEFT + ((WIDTH - LEFT - EDGE) * iteration) / last;
  const y = (/** @type {number} */ cost) => EDGE + (HEIGHT - BOTTOM - EDGE) * (1 - share(cost));
  const path = (/** @type {Curve} */ curve) =>
    `M${curve.map((each) => `${round(x(each[0]))} ${round(y(each[1]))}`).join("L")}`;
  const lines = (/** @type {"first" | "second"} */ vote) => {
    const drawn = curves.filter((each) => each[vote] > 0 && each.curve.length);
    const all = drawn.flatMap((each) => Array.from({ length: each[vote] }, () => each.curve)); // equal ones count each
    const median = medianOf(all);
    return { paths: drawn.map(({ curve }) => path(curve)), count: all.length, median: median ? path(median) : "" };
  };
  return { last, low, highest, first: lines("first"), second: lines("second") };
}

const round = (/** @type {number} */ value) => Math.round(10 * value) / 10;

/**
 * The picture of both votes, the median of each over its curves, with a line that says which is which.
 * @param {RoomBar[]} bars
 * @param {Texts} texts
 */
export function curvesPicture(bars, texts) {
  const { last, low, highest, ...votes } = linesOf(bars);
  const { first, second } = votes;
  const box = document.createElement("div");
  box.className = "dnn-wall-sketches";
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": texts.sketches });
  const [floor, right] = [HEIGHT - BOTTOM, WIDTH - EDGE];
  const crowd = Math.max(first.paths.length, second.paths.length) > CROWD ? "many" : "few";
  const names = /** @type {("first" | "second")[]} */ (["first", "second"]);
  const medians = names.filter((name) => votes[name].median);
  svg.append(
    element("path", { class: "axis", d: `M${LEFT} ${EDGE}V${floor}H${right}` }),
    ...names.flatMap((name) => votes[name].paths.map((d) => element("path", { class: name, d, "data-crowd": crowd }))),
    ...medians.flatMap((name) => [
      element("path", { class: "under", d: votes[name].median }),
      element("path", { class: `${name} median`, d: votes[name].median }),
    ]),
    word(short(highest), LEFT - 6, EDGE + 12, "end"),
    word(short(low), LEFT - 6, floor, "end"),
    word(texts.cost, LEFT + 8, EDGE + 12, "start"),
    word("0", LEFT, floor + 20, "middle"),
    word(short(last), right, floor + 20, "end"),
    word(texts.iterations, (LEFT + right) / 2, floor + 20, "middle"),
  );
  const key = document.createElement("p");
  key.append(sign("first", `${texts.first_vote} (${first.count})`));
  if (second.count) key.append(sign("second", `${texts.second_vote} (${second.count})`));
  if (medians.length) {
    const said = document.createElement("span");
    said.textContent = texts.bold_median;
    key.append(said);
  }
  box.append(svg, key);
  return box;
}

/**
 * @param {string} vote
 * @param {string} text
 */
function sign(vote, text) {
  const found = document.createElement("span");
  found.className = vote;
  found.textContent = text;
  return found;
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 */
function word(text, x, y, anchor) {
  const found = element("text", { x, y, "text-anchor": anchor });
  found.textContent = text;
  return found;
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function element(name, attributes) {
  const found = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, String(value));
  return found;
}
