// Where the cost axis ends: a spike does not flatten the curve. No DOM, no state.
// @ts-check

/** @typedef {{ x: number[], y: number[] }} Curve iterations in order, and the cost at each */
/** @typedef {{ x: number, cost: number }} Cut the highest cost of a stretch in which a curve is above the axis */
/**
 * The upper end of the cost axis where it is below the highest cost, null where the axis has room for all costs; and the last
 * iteration when this changed.
 * @typedef {{ limit: number | null, since: number }} CostAxis
 */
/** @type {CostAxis} */
export const WHOLE_AXIS = { limit: null, since: 0 };
/** @typedef {{ far: number, peak: number, latePeak: number }} Measure */

/**
 * When costs begin to be cut off: the highest is more than `far` times as high as all that has to be in view. What takes no
 * more than the share `peak` of all iterations, or `latePeak` of the last ones, does not have to be.
 * @type {Measure}
 */
const BEGIN = { far: 5, peak: 1 / 3, latePeak: 0.25 };
/**
 * When costs go on being cut off: a little more is allowed, so that the axis rests.
 * @type {Measure}
 */
const GO_ON = { far: 3.5, peak: 0.45, latePeak: 0.4 };
const LATE = 0.05; // of the iterations: the last ones, in which the cost may be leaving for good
const MOMENT = 4; // costs; while a run goes on, the highest of the last ones may be the peak of a spike, the second is none
const ROOM = 1.25; // above what is in view
const SHORTER = 0.6; // an axis becomes shorter by at least this factor, or not at all …
const LONGER_RUN = 1.25; // … and only when the run is longer by this factor than at the last change
const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
const STRETCHES = 60; // of the iterations; one mark a stretch

/**
 * The cost axis of a run.
 *
 * In view have to be the first cost of each curve, the last ones (a run that diverges is to be seen), what takes more than a
 * third of the iterations, and the costs to compare with. What is many times as high as all that is cut off, once it is over.
 * @param {Curve[]} curves as they were measured
 * @param {number[]} references
 * @param {{ hasEnded: boolean, previous?: CostAxis }} run whether it has ended, and its axis before, which stays if it can
 * @returns {CostAxis}
 */
export function costAxis(curves, references, { hasEnded, previous = WHOLE_AXIS }) {
  const measured = curves.filter(({ y }) => y.length > 0);
  const limit = costLimit(measured, references, hasEnded, previous.limit === null ? BEGIN : GO_ON);
  const last = Math.max(0, ...measured.map(({ x }) => x[x.length - 1]));
  const [before, now] = [previous.limit ?? Infinity, limit?.end ?? Infinity];
  const isTooShort = before < (limit?.needed ?? Infinity);
  const mayShorten = now < SHORTER * before && (hasEnded || last >= LONGER_RUN * previous.since);
  return isTooShort || mayShorten ? { limit: limit?.end ?? null, since: last } : previous;
}

/**
 * The upper end of the axis, and what it has to have room for; null where that is all.
 * @param {Curve[]} curves
 * @param {number[]} references
 * @param {boolean} hasEnded
 * @param {Measure} measure
 */
function costLimit(curves, references, hasEnded, measure) {
  const levels = curves.map((curve) => levelsOf(curve, measure, hasEnded));
  const base = Math.max(...references.filter(Number.isFinite), ...levels.map(({ ends }) => ends));
  const usual = Math.max(...levels.map((each) => each.usual));
  const needed = Math.max(base, usual);
  // a third of the iterations begins to leave out a peak from its top; it stays whole until all of it may be left out
  if (!(base > 0) || usual > measure.far * base || !(highestOf(curves) > measure.far * needed)) return null;
  return { needed, end: rounded(ROOM * Math.max(needed, highestOf(curves, GO_ON.far * needed))) };
}

/**
 * The highest cost of all curves that is at most `ceiling`.
 * @param {Curve[]} curves
 */
function highestOf(curves, ceiling = Infinity) {
  let highest = -Infinity;
  for (const { y } of curves) for (const cost of y) if (cost > highest && cost <= ceiling) highest = cost;
  return highest;
}

/**
 * The highest of what has to be in view of a curve's beginning, middle and end, and what only a peak exceeds.
 * @param {Curve} curve
 * @param {Measure} measure
 * @param {boolean} hasEnded
 */
function levelsOf({ x, y }, { peak, latePeak }, hasEnded) {
  const last = x.length - 1;
  const start = x[last] - LATE * (x[last] - x[0]);
  const from = x.findIndex((iteration) => iteration >= start);
  const [late] = levels({ x: x.slice(from), y: y.slice(from) }, [latePeak]);
  const [usual, middle] = levels({ x, y }, [peak, 0.5]);
  const [highest, second = highest] = y.slice(-MOMENT).sort((a, b) => b - a);
  return { ends: Math.max(y[0], middle, late, second, hasEnded ? y[last] : -Infinity), usual };
}

/**
 * The lowest of the costs that are exceeded in at most these shares of the iterations. A cost stands for all iterations since
 * the one before it.
 * @param {Curve} curve
 * @param {number[]} shares in ascending order
 * @returns {number[]}
 */
export function levels({ x, y }, shares) {
  const lengths = x.map((iteration, i) => (i > 0 ? iteration - x[i - 1] : x.length > 1 ? x[1] - x[0] : 1));
  const all = lengths.reduce((a, b) => a + b);
  const order = Uint32Array.from(y.keys()).sort((a, b) => y[b] - y[a]);
  let [above, at] = [lengths[order[0]], 0];
  return shares.map((share) => {
    while (above <= share * all && at < order.length - 1) above += lengths[order[++at]];
    return y[order[at]];
  });
}

/**
 * The next round number that is no smaller.
 * @param {number} value
 */
function rounded(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * power >= value) ?? 10) * power;
}

/**
 * Where a curve is above the axis: the highest cost of each stretch of the iterations.
 * @param {Curve} curve
 * @param {number} limit
 * @returns {Cut[]}
 */
export function cuts({ x, y }, limit) {
  const width = (x[x.length - 1] - x[0]) / STRETCHES || 1;
  /** @type {Map<number, Cut>} */
  const highest = new Map();
  y.forEach((cost, i) => {
    const stretch = Math.floor((x[i] - x[0]) / width);
    if (cost > limit && cost > (highest.get(stretch)?.cost ?? limit)) highest.set(stretch, { x: x[i], cost });
  });
  return [...highest.values()];
}
