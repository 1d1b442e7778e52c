// The hand that draws: a pointer, or the keyboard, whose arrow keys move a cross over the plane.
// @ts-check

import { clamp, pointAt, REACH } from "../boundary/plane.js";

/** @import { Coordinates } from "../boundary/points.js" */
/**
 * @typedef {object} HandHandlers
 * @property {(place: Coordinates, isErasing: boolean) => void} onBegin a stroke begins there
 * @property {(place: Coordinates) => void} onMove it goes on to there
 * @property {() => void} onEnd
 * @property {(place: Coordinates | null) => void} onHover the pointer is there, and draws nothing
 * @property {(place: Coordinates) => void} onCross the cross is there
 * @property {(act: "undo" | "redo") => void} onAct
 */

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const STEP = 0.1; // of the cross
const FAR = 5; // times as far goes the cross with the shift key

export class Hand {
  /** @type {number | null} The pointer whose stroke is under way. */
  pointer = null;
  /** @type {Coordinates | null} */
  cross = null;

  /**
   * @param {HTMLCanvasElement} canvas of the plane
   * @param {HandHandlers} handlers
   */
  constructor(canvas, handlers) {
    this.canvas = canvas;
    this.handlers = handlers;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.release(event));
    canvas.addEventListener("pointercancel", (event) => this.release(event));
    canvas.addEventListener("pointerleave", () => handlers.onHover(null));
    canvas.addEventListener("keydown", (event) => this.type(event));
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button || this.pointer !== null) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.cross = null;
    this.handlers.onBegin(this.at(event), false);
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (this.pointer === null && event.pointerType !== "touch") this.handlers.onHover(this.at(event));
    if (event.pointerId !== this.pointer) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length ? passed : [event]) this.handlers.onMove(this.at(each));
  }

  /** @param {PointerEvent} event */
  release(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.handlers.onEnd();
  }

  /** @param {KeyboardEvent} event */
  type(event) {
    const act = actOf(event);
    const move = MOVES[event.key];
    const isErasing = event.key === "Delete" || event.key === "Backspace";
    if (!act && !move && !isErasing && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (this.pointer !== null) return;
    if (act) {
      this.handlers.onAct(act);
      return;
    }
    const { x1, x2 } = this.cross ?? { x1: 0, x2: 0 };
    const far = STEP * (event.shiftKey ? FAR : 1);
    const [across, up] = move ?? [0, 0];
    this.cross = { x1: stepped(x1, far * across), x2: stepped(x2, far * up) };
    this.handlers.onCross(this.cross);
    if (move) return;
    this.handlers.onBegin(this.cross, isErasing);
    this.handlers.onEnd();
  }

  /** @param {PointerEvent} event */
  at(event) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return pointAt((event.clientX - left) / width, (event.clientY - top) / height, [-REACH, REACH]);
  }
}

/**
 * @param {number} value
 * @param {number} by
 */
function stepped(value, by) {
  return clamp(Math.round((value + by) / STEP) * STEP, -REACH, REACH);
}

/**
 * The act that a key stands for, as everywhere: with Control or Command, Z takes back, Shift Z and Y bring again.
 * @param {KeyboardEvent} event
 * @returns {"undo" | "redo" | null}
 */
function actOf({ key, ctrlKey, metaKey, shiftKey }) {
  if (!ctrlKey && !metaKey) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" ? "redo" : null;
}
