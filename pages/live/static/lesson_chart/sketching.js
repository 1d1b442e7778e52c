// The sketch as it is drawn: the stroke that is under way, what it makes of the sketch, and how the page comes to know of it.
// @ts-check

import { Teller } from "../drawing_board/teller.js";
import { placesOf, pointsOf } from "./geometry.js";
import { extended, moved, Sketch, simplified, through, withStroke } from "./sketch.js";

/** @import { SketchedCurve } from "../connection/wire.js" */
/** @import { CostRange } from "./axis.js" */
/** @import { Place } from "./sketch.js" */

const TAP_REACH = 0.02; // of the iterations: places closer to a tap give way

export class Sketching {
  sketch = new Sketch();
  /** The stroke that is under way, and its latest place. @type {{ places: Place[], last: Place } | null} */ stroke =
    null;
  isFirst = true;
  isOpen = false;
  iterations = 1;
  /** @type {CostRange} */ range = { low: 0, high: 1, scale: "linear" };

  /**
   * @param {(sketched: SketchedCurve) => void} send
   * @param {() => void} onChange
   */
  constructor(send, onChange) {
    this.onChange = onChange;
    this.teller = new Teller((number) => send({ number, points: this.points }));
  }

  /**
   * Take the axes and the sketch of the page, unless there is a later one here.
   * @param {{ sketch: SketchedCurve | null, iterations: number, range: CostRange, isOpen: boolean }} page `isOpen` where it can
   * be drawn on
   */
  take({ sketch, iterations, range, isOpen }) {
    this.iterations = iterations;
    this.range = range;
    this.isOpen = isOpen;
    const isCurrent = this.teller.confirm(sketch?.number ?? 0);
    if (!isOpen) this.stroke = null;
    const points = sketch?.points ?? [];
    if (this.isFirst) this.sketch.places = placesOf(points, range);
    else if (isCurrent && this.stroke === null) this.sketch.take(placesOf(points, range), this.points, points);
    this.isFirst = false;
  }

  /** The sketch as the page is told of it. */
  get points() {
    return pointsOf(this.sketch.places, this.range);
  }

  /** The sketch with the stroke that is under way. */
  get places() {
    return this.stroke ? withStroke(this.sketch.places, this.stroke.places) : this.sketch.places;
  }

  /** What can be done, by its name. */
  get possible() {
    const { before, after } = this.sketch;
    return { undo: before.length > 0, redo: after.length > 0, clear: this.places.length > 0 };
  }

  /**
   * Go on with the stroke, or begin one.
   * @param {Place} place
   */
  extend(place) {
    const { places = [], last = null } = this.stroke ?? {};
    this.stroke = { places: extended(places, last, place), last: place };
    this.onChange();
  }

  /** @param {boolean} isTap */
  end(isTap) {
    const { stroke } = this;
    this.stroke = null;
    if (!stroke) return;
    const { places } = this.sketch;
    this.change(isTap ? through(places, stroke.last, TAP_REACH * this.iterations) : withStroke(places, stroke.places));
  }

  /**
   * @param {number[]} handles their iterations
   * @param {number} index
   * @param {number} height
   */
  move(handles, index, height) {
    this.change(moved(this.sketch.places, handles, index, height));
  }

  /** @param {Place[]} places */
  change(places) {
    if (this.isOpen && this.sketch.change(simplified(places))) this.teller.tell();
    this.onChange();
  }

  /** @param {string | undefined} act */
  act(act) {
    if (!this.isOpen) return;
    if (act === "clear") this.change([]);
    if ((act === "undo" && this.sketch.undo()) || (act === "redo" && this.sketch.redo())) this.teller.tell();
    this.onChange();
  }

  /**
   * Take back, or bring again, by the usual keys.
   * @param {KeyboardEvent} event
   */
  type(event) {
    const letter = event.key.toLowerCase();
    if (!this.isOpen || !(event.ctrlKey || event.metaKey) || !["z", "y"].includes(letter)) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(letter === "y" || event.shiftKey ? "redo" : "undo");
  }

  destroy() {
    this.teller.rest();
  }
}
