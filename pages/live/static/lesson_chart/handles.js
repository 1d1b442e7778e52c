// The handles by which keys move the sketch: sliders at a few iterations, seen while one of them has the focus.
// @ts-check

import { cost, fill, whole } from "../ui/format.js";
import { costAt } from "./axis.js";
import { pixelX, pixelY } from "./geometry.js";
import { handleIterations, heightAt } from "./sketch.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Geometry } from "./geometry.js" */
/** @import { Place } from "./sketch.js" */

export const HANDLES = 7;
const STEP = 0.025; // of the height of the plot
const FAR = 4; // times as far with Page Up and Page Down, or the shift key
const WHOLE = 100; // of a slider

export class Handles {
  /** Iterations of the handles. @type {number[]} */ iterations = [];
  /** Heights of what keys move now, by the index of the handle. @type {number[]} */ heights = [];

  /**
   * @param {HTMLElement} box
   * @param {(index: number, height: number) => void} onMove
   */
  constructor(box, onMove) {
    this.box = box;
    box.addEventListener("keydown", (event) => {
      const index = [...box.children].indexOf(/** @type {Element} */ (event.target));
      const height = index < 0 ? null : moved(event, this.heights[index]);
      if (height === null) return;
      event.preventDefault();
      event.stopPropagation();
      this.heights[index] = height; // the next key may come before it is drawn
      onMove(index, height);
    });
  }

  /**
   * @param {{ geometry: Geometry, sketch: Place[], start: number | null, texts: Texts, language: string }} model `start` is the
   * height of the first cost
   */
  draw({ geometry, sketch, start, texts, language }) {
    const iterations = handleIterations(geometry.iterations, HANDLES);
    if (iterations.join() !== this.iterations.join()) {
      this.iterations = iterations;
      this.box.replaceChildren(...iterations.map(slider));
    }
    for (const [index, element] of [...this.box.children].entries()) {
      const iteration = iterations[index];
      const sketched = heightAt(sketch, iteration);
      const height = sketched ?? start ?? 0.5;
      this.heights[index] = height;
      const value = sketched === null ? texts.handle_empty : cost(costAt(sketched, geometry.range));
      const attributes = {
        "aria-label": fill(texts.handle, { iteration: whole(iteration, language) }),
        "aria-valuenow": String(Math.round(WHOLE * height)),
        "aria-valuetext": value,
        "data-empty": String(sketched === null),
        style: `left:${pixelX(geometry, iteration)}px;top:${pixelY(geometry, height)}px`,
      };
      for (const [name, text] of Object.entries(attributes)) {
        if (element.getAttribute(name) !== text) element.setAttribute(name, text);
      }
    }
  }
}

function slider() {
  const element = document.createElement("span");
  const attributes = { role: "slider", tabindex: "0", "aria-orientation": "vertical", "aria-valuemin": "0" };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.setAttribute("aria-valuemax", String(WHOLE));
  return element;
}

/**
 * The height to which a key moves a handle; null where it is none that does.
 * @param {Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">} event
 * @param {number} height
 * @returns {number | null}
 */
export function moved({ key, shiftKey, altKey, ctrlKey, metaKey }, height) {
  if (altKey || ctrlKey || metaKey) return null;
  const step = STEP * (shiftKey ? FAR : 1);
  /** @type {Record<string, number>} */
  const targets = {
    ...{ ArrowUp: height + step, ArrowRight: height + step, ArrowDown: height - step, ArrowLeft: height - step },
    ...{ PageUp: height + FAR * STEP, PageDown: height - FAR * STEP, Home: 0, End: 1 },
  };
  return key in targets ? Math.max(0, Math.min(1, targets[key])) : null;
}
