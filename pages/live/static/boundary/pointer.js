// The pointer and the keyboard on the plane: they read the output, choose an example, or change points, as the tool says.
// @ts-check

import { clamp, nearestPoint, pointAt, within } from "./plane.js";

/** @import { Boundary } from "./boundary.js" */
/** @import { Coordinates, Drag, NearPoint } from "./points.js" */

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const MIN_DRAG = 4; // pixels; a shorter one is a click
const CELLS = 40; // steps of the cross from edge to edge
const FAR = 5; // times as far goes the cross with the shift key

export class PlanePointer {
  /** @type {Drag | null} */
  dragged = null;
  /** @type {Coordinates | null} The point that the arrow keys move. */
  cross = null;

  /** @param {Boundary} boundary */
  constructor(boundary) {
    this.boundary = boundary;
    const { points } = boundary;
    this.points = points;
    points.addEventListener("pointerdown", (event) => this.press(event));
    points.addEventListener("pointermove", (event) => this.move(event));
    points.addEventListener("pointerup", (event) => this.release(event));
    points.addEventListener("pointercancel", () => this.drop());
    points.addEventListener("pointerleave", ({ pointerType }) => {
      if (!this.dragged && pointerType !== "touch") boundary.read(null);
    });
    points.addEventListener("keydown", (event) => this.type(event));
    points.addEventListener("blur", () => boundary.read(null));
  }

  get tool() {
    return this.boundary.toolbar.tool;
  }

  /** @param {PointerEvent} event */
  at(event) {
    const { left, top, width, height } = this.points.getBoundingClientRect();
    return pointAt((event.clientX - left) / width, (event.clientY - top) / height, this.boundary.square);
  }

  /** @param {Coordinates} there */
  nearest(there) {
    const { shown, tests } = this.boundary;
    const pixels = (/** @type {Coordinates} */ point) => this.boundary.pixelsOf(point);
    return shown && nearestPoint(there, shown, tests ? ["test", "train"] : ["train"], pixels);
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button) return;
    const there = this.at(event);
    const near = this.nearest(there);
    if (this.tool === "inspect") {
      this.boundary.handlers.onExample(there, near);
      this.boundary.read(there);
    } else if (this.tool === "remove") {
      this.remove(near);
    } else {
      this.points.setPointerCapture(event.pointerId);
      this.dragged = { near, there, began: there };
    }
    event.preventDefault();
    this.points.focus();
  }

  /** @param {PointerEvent} event */
  move(event) {
    const there = this.at(event);
    if (this.dragged) {
      this.dragged.there = there;
      this.boundary.drawPoints();
    }
    this.boundary.read(there);
  }

  /** @param {PointerEvent} event */
  release(event) {
    if (!this.dragged) return;
    const { near, began } = this.dragged;
    const there = this.at(event);
    this.drop();
    const [[x, y], [x0, y0]] = [there, began].map((point) => this.boundary.pixelsOf(point));
    const isMoved = Math.hypot(x - x0, y - y0) > MIN_DRAG;
    const { x1, x2 } = within(there);
    if (near && isMoved) this.boundary.handlers.onPoint({ op: "move", from: [near.x1, near.x2], to: [x1, x2] });
    else this.add(there);
  }

  drop() {
    this.dragged = null;
    this.boundary.drawPoints();
  }

  /** @param {Coordinates} there */
  add(there) {
    this.boundary.handlers.onPoint({ op: "add", ...within(there), label: Number(this.tool.slice(6)) });
  }

  /** @param {NearPoint | null} near */
  remove(near) {
    if (near) this.boundary.handlers.onPoint({ op: "remove", x1: near.x1, x2: near.x2 });
  }

  /**
   * Arrow keys move a cross over the plane, Enter uses the tool there.
   * @param {KeyboardEvent} event
   */
  type(event) {
    const step = MOVES[event.key];
    const [low, high] = this.boundary.square;
    const { x1, x2 } = this.cross ?? { x1: 0, x2: 0 };
    const isUse = event.key === "Enter" || event.key === " ";
    this.cross = { x1, x2 };
    if (!step && !isUse) return;
    if (step) {
      const by = ((high - low) / CELLS) * (event.shiftKey ? FAR : 1);
      this.cross = { x1: clamp(x1 + by * step[0], low, high), x2: clamp(x2 + by * step[1], low, high) };
    } else {
      const near = this.nearest(this.cross);
      if (this.tool === "inspect") this.boundary.handlers.onExample(this.cross, near);
      else if (this.tool === "remove") this.remove(near);
      else this.add(this.cross);
    }
    event.preventDefault();
    this.boundary.read(this.cross);
    this.boundary.drawPoints();
  }
}
