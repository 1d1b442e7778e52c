// A sketched curve: places in the order of the iterations, and what a stroke, a tap or a key makes of them. No DOM.
// @ts-check

/** @typedef {[number, number]} Place an iteration, and the height on the cost axis, from 0 to 1 */

export const MAX_POINTS = 60; // that the page is told
const NOT_SEEN = 0.002; // of the height: no hand draws and no eye sees less
const MAX_UNDO = 100;

/**
 * A stroke that goes on from one place to another: what it had between them is replaced.
 * @param {Place[]} stroke
 * @param {Place | null} from null where it begins
 * @param {Place} to
 * @returns {Place[]}
 */
export function extended(stroke, from, to) {
  if (!from) return [to];
  const [left, right] = from[0] <= to[0] ? [from, to] : [to, from];
  const others = stroke.filter(([iteration]) => iteration < left[0] || iteration > right[0]);
  const both = left[0] === right[0] ? [to] : [left, right];
  return inOrder([...others, ...both]);
}

/**
 * A sketch with a stroke over it: outside of the stroke it runs as before.
 * @param {Place[]} base
 * @param {Place[]} stroke
 * @returns {Place[]}
 */
export function withStroke(base, stroke) {
  if (!stroke.length) return base;
  const [first, last] = [stroke[0][0], stroke[stroke.length - 1][0]];
  const before = base.filter(([iteration]) => iteration < first);
  const after = base.filter(([iteration]) => iteration > last);
  return [...upTo(base, before, first - 1), ...stroke, ...upTo(base, after, last + 1)];
}

/**
 * One side of a sketch, with the place where it is cut off.
 * @param {Place[]} base
 * @param {Place[]} side
 * @param {number} iteration
 * @returns {Place[]}
 */
function upTo(base, side, iteration) {
  const height = side.length ? heightAt(base, iteration) : null;
  if (height === null || side.some(([each]) => each === iteration)) return side;
  return inOrder([...side, [iteration, height]]);
}

/**
 * A sketch that leads through another place; places closer to it than `reach` iterations give way.
 * @param {Place[]} base
 * @param {Place} place
 * @param {number} reach
 * @returns {Place[]}
 */
export function through(base, place, reach) {
  const others = base.filter(([iteration]) => Math.abs(iteration - place[0]) > reach);
  return inOrder([...others, place]);
}

/**
 * The height of a sketch at an iteration, on the straight line between two places; null where nothing is sketched.
 * @param {Place[]} places
 * @param {number} iteration
 * @returns {number | null}
 */
export function heightAt(places, iteration) {
  const next = places.findIndex(([each]) => each >= iteration);
  if (next < 0) return null;
  const [right, up] = places[next];
  if (right === iteration) return up;
  if (next === 0) return null;
  const [left, before] = places[next - 1];
  return before + ((iteration - left) / (right - left)) * (up - before);
}

/**
 * The same curve in at most `most` places: those that bend it least are left out, and those that nobody sees.
 * @param {Place[]} places
 * @param {number} [most]
 * @returns {Place[]}
 */
export function simplified(places, most = MAX_POINTS) {
  const kept = [...places];
  while (kept.length > 2) {
    let [least, at] = [Infinity, 0];
    for (let i = 1; i < kept.length - 1; i++) {
      const bend = bendAt(kept[i - 1], kept[i], kept[i + 1]);
      if (bend < least) [least, at] = [bend, i];
    }
    if (kept.length <= most && least > NOT_SEEN) break;
    kept.splice(at, 1);
  }
  return kept;
}

/**
 * How far a place lies above or below the line between its neighbours.
 * @param {Place} left
 * @param {Place} place
 * @param {Place} right
 */
function bendAt([left, before], [iteration, height], [right, after]) {
  const straight = before + ((iteration - left) / (right - left)) * (after - before);
  return Math.abs(height - straight);
}

/**
 * Iterations at which keys move the sketch, from the first to the last one, evenly spread.
 * @param {number} iterations
 * @param {number} count
 * @returns {number[]}
 */
export function handleIterations(iterations, count) {
  const spread = Array.from({ length: count }, (_, i) => Math.round(1 + (i * (iterations - 1)) / (count - 1)));
  return [...new Set(spread)];
}

/**
 * A sketch with another height at a handle; the lines to the handles beside it are straight then.
 * @param {Place[]} places
 * @param {number[]} handles iterations of all handles
 * @param {number} index
 * @param {number} height
 * @returns {Place[]}
 */
export function moved(places, handles, index, height) {
  const [left, right] = [handles[index - 1] ?? handles[index], handles[index + 1] ?? handles[index]];
  const others = places.filter(([iteration]) => iteration < left || iteration > right);
  /** @type {Place[]} */
  const own = [[handles[index], height]];
  for (const iteration of new Set([left, right])) {
    const beside = iteration === handles[index] ? null : heightAt(places, iteration);
    if (beside !== null) own.push([iteration, beside]);
  }
  return inOrder([...others, ...own]);
}

/** @param {Place[]} places */
const inOrder = (places) => places.sort((a, b) => a[0] - b[0]);

/** A sketch with those before each stroke, and those that were taken back. */
export class Sketch {
  /** @type {Place[]} */ places = [];
  /** @type {Place[][]} The latest last. */ before = [];
  /** @type {Place[][]} The next to come again last. */ after = [];

  /**
   * Have another sketch; the same one is no change.
   * @param {Place[]} places
   * @returns {boolean} whether it is another one
   */
  change(places) {
    if (JSON.stringify(places) === JSON.stringify(this.places)) return false;
    this.before = [...this.before, this.places].slice(-MAX_UNDO);
    this.after = [];
    this.places = places;
    return true;
  }

  /**
   * Have the sketch of the page, if its points are others than those here.
   * @param {Place[]} places
   * @param {number[][]} here
   * @param {number[][]} there
   */
  take(places, here, there) {
    if (JSON.stringify(here) !== JSON.stringify(there)) this.change(places);
  }

  /** @returns {boolean} whether there was something to take back */
  undo() {
    return this.go(this.before, this.after);
  }

  /** @returns {boolean} whether there was something to bring again */
  redo() {
    return this.go(this.after, this.before);
  }

  /**
   * @param {Place[][]} from
   * @param {Place[][]} to
   */
  go(from, to) {
    const places = from.pop();
    if (!places) return false;
    to.push(this.places);
    this.places = places;
    return true;
  }
}
