// What the horizontal axis of the cost chart counts: iterations, epochs, examples seen, or seconds of computing. No DOM.
// @ts-check

/**
 * @typedef {{ examples: number, batches: (number | null)[][], time: [number[], number[]] }} Course how a run went along: the
 * training examples m, first iterations with their batch sizes, marks of the computing time
 */

/** What an axis may count, in the order of the menu. */
export const AXES = ["iterations", "epochs", "examples", "seconds"];

/**
 * Whether a run can be placed on an axis: of one of another version it may not be known how many examples it had.
 * @param {string} axis one of AXES
 * @param {Course} course
 */
export const hasPlace = (axis, { examples, time }) =>
  axis === "iterations" || (axis === "seconds" ? time[0].length > 0 : examples > 0);

/**
 * The position of an iteration of a run on an axis.
 * @param {string} axis one of AXES
 * @param {Course} course
 * @returns {(iteration: number) => number}
 */
export function positions(axis, course) {
  if (axis === "epochs") {
    const seen = examplesSeen(course);
    return (iteration) => seen(iteration) / course.examples;
  }
  if (axis === "examples") return examplesSeen(course);
  if (axis === "seconds") return (iteration) => secondsAt(course.time, iteration);
  return (iteration) => iteration;
}

/**
 * The examples that the iterations of a run have gone through, whole epochs exactly: the last batch of an epoch may be smaller.
 * @param {Course} course
 * @returns {(iteration: number) => number}
 */
function examplesSeen({ examples, batches }) {
  const parts = batches.map(([first, size], index) => ({
    before: (first ?? 1) - 1,
    end: (batches[index + 1]?.[0] ?? Infinity) - 1,
    each: size === null || size >= examples ? examples : examples / Math.ceil(examples / size),
  }));
  return (iteration) =>
    parts.reduce((sum, { before, end, each }) => sum + each * Math.max(0, Math.min(iteration, end) - before), 0);
}

/**
 * The seconds of computing up to an iteration, between two marks as if all iterations took the same time.
 * @param {[number[], number[]]} time
 * @param {number} iteration
 * @returns {number}
 */
function secondsAt([iterations, seconds], iteration) {
  const last = iterations.length - 1;
  if (last < 0) return 0;
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (iterations[middle] < iteration) low = middle + 1;
    else high = middle;
  }
  if (low === 0 || iteration >= iterations[last]) return iteration >= iterations[last] ? seconds[last] : seconds[0];
  const [left, right] = [low - 1, low];
  const share = (iteration - iterations[left]) / (iterations[right] - iterations[left]);
  return seconds[left] + share * (seconds[right] - seconds[left]);
}
