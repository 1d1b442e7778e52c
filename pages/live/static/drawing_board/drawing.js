// A drawing: its points, those before each stroke, and those that were taken back. No DOM.
// @ts-check

import { encode } from "./letters.js";

/** @import { Point } from "./letters.js" */

const MAX_UNDO = 200;

export class Drawing {
  /** @type {Point[]} */ points = [];
  /** @type {Point[][]} Before each stroke, the latest last. */ before = [];
  /** @type {Point[][]} Those that were taken back, the next to come again last. */ after = [];
  /** @type {Point[] | null} Before the stroke that is under way. */ start = null;

  /** @param {number} max number of points */
  constructor(max) {
    this.max = max;
  }

  /** Begin a stroke. */
  begin() {
    this.start = this.points;
  }

  /** Complete the stroke; one that changed nothing is none. */
  end() {
    if (this.start !== null && this.start !== this.points) this.note(this.start);
    this.start = null;
  }

  /**
   * Add points, as many as there is room for.
   * @param {Point[]} more
   */
  add(more) {
    const room = Math.max(0, this.max - this.points.length);
    if (more.length && room) this.points = [...this.points, ...more.slice(0, room)];
  }

  /**
   * Let the stroke consist of one point.
   * @param {Point} point
   */
  place(point) {
    this.points = this.start ?? this.points;
    this.add([point]);
  }

  /**
   * Replace all points, as one stroke; the same ones are none.
   * @param {Point[]} points
   */
  replace(points) {
    if (encode(points) === encode(this.points)) return;
    this.note(this.points);
    this.points = points;
    this.start = null;
  }

  undo() {
    this.go(this.before, this.after);
  }

  redo() {
    this.go(this.after, this.before);
  }

  /**
   * @param {Point[][]} from
   * @param {Point[][]} to
   */
  go(from, to) {
    const points = from.pop();
    if (!points) return;
    to.push(this.points);
    this.points = points;
    this.start = null;
  }

  /** @param {Point[]} before */
  note(before) {
    this.before = [...this.before, before].slice(-MAX_UNDO);
    this.after = [];
  }
}
