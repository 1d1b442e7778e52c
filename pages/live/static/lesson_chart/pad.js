// The surface over the plot: a pointer draws the sketch on it, or reads the curves; keys move the cursor.
// @ts-check

import { iterationAt, placeAt } from "./geometry.js";

/** @import { Geometry } from "./geometry.js" */
/** @import { Place } from "./sketch.js" */
/**
 * @typedef {object} PadHandlers
 * @property {() => Geometry | null} geometry
 * @property {() => boolean} isSketching
 * @property {(place: Place) => void} onDraw a stroke begins there, or goes on to there
 * @property {(isTap: boolean) => void} onEnd
 * @property {(iteration: number | null) => void} onRead the pointer is there, or a key has moved the cursor there; null: nowhere
 * @property {() => number} cursor
 */

const TAP = 4; // pixels: a pointer that has gone no farther has not been moved
const STEPS = 100; // of the cursor, over all iterations
const FAR = 10; // times as far with Page Up and Page Down

export class Pad {
  /** @type {number | null} The pointer whose stroke is under way. */ pointer = null;
  /** @type {{ x: number, y: number } | null} */ began = null;
  isTap = true;

  /**
   * @param {HTMLElement} element
   * @param {PadHandlers} handlers
   */
  constructor(element, handlers) {
    this.element = element;
    this.handlers = handlers;
    element.addEventListener("pointerdown", (event) => this.press(event));
    element.addEventListener("pointermove", (event) => this.move(event));
    element.addEventListener("pointerup", (event) => this.release(event));
    element.addEventListener("pointercancel", (event) => this.release(event));
    element.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && handlers.onRead(null));
    element.addEventListener("keydown", (event) => this.type(event));
    element.addEventListener("blur", () => handlers.onRead(null));
  }

  /** @param {PointerEvent} event */
  press(event) {
    const geometry = this.handlers.geometry();
    if (event.button || this.pointer !== null || !geometry) return;
    const at = this.at(event);
    if (!this.handlers.isSketching()) {
      this.handlers.onRead(iterationAt(geometry, at.x));
      return;
    }
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.began = at;
    this.isTap = true;
    this.handlers.onDraw(placeAt(geometry, at.x, at.y));
  }

  /** @param {PointerEvent} event */
  move(event) {
    const geometry = this.handlers.geometry();
    if (!geometry) return;
    if (!this.handlers.isSketching()) {
      this.handlers.onRead(iterationAt(geometry, this.at(event).x));
      return;
    }
    if (event.pointerId !== this.pointer) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length ? passed : [event]) {
      const { x, y } = this.at(each);
      const { x: x0, y: y0 } = this.began ?? { x, y };
      if (Math.hypot(x - x0, y - y0) > TAP) this.isTap = false;
      if (!this.isTap) this.handlers.onDraw(placeAt(geometry, x, y));
    }
  }

  /** @param {PointerEvent} event */
  release(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.handlers.onEnd(this.isTap);
  }

  /** @param {KeyboardEvent} event */
  type(event) {
    const geometry = this.handlers.geometry();
    if (this.handlers.isSketching() || !geometry || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = stepped(event.key, this.handlers.cursor(), geometry.iterations);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.handlers.onRead(next);
  }

  /** @param {PointerEvent} event */
  at(event) {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}

/**
 * Where a key moves the cursor; null where it is none that does.
 * @param {string} key
 * @param {number} cursor
 * @param {number} iterations
 * @returns {number | null}
 */
export function stepped(key, cursor, iterations) {
  const step = Math.max(1, Math.round(iterations / STEPS));
  /** @type {Record<string, number>} */
  const targets = {
    ...{ ArrowRight: cursor + step, ArrowUp: cursor + step, ArrowLeft: cursor - step, ArrowDown: cursor - step },
    ...{ PageUp: cursor + FAR * step, PageDown: cursor - FAR * step, Home: 1, End: iterations },
  };
  return key in targets ? Math.max(1, Math.min(iterations, targets[key])) : null;
}
