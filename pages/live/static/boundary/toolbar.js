// The tools beside the plane, of which one is chosen, and the line about own points.
// @ts-check

import { buttonData, queryAll } from "../ui/elements.js";
import { pointsLine, tools } from "./colors.js";

/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @type {Record<string, number>} */
const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Toolbar {
  /** "inspect", "remove", or "class-0", "class-1", … that add a point. */
  tool = "inspect";

  /**
   * @param {HTMLElement} box of the tools
   * @param {HTMLElement} line about own points
   * @param {HTMLElement} points the canvas, whose pointer shows the tool
   * @param {() => void} onClear
   */
  constructor(box, line, points, onClear) {
    this.box = box;
    this.line = line;
    this.points = points;
    box.addEventListener("click", (event) => {
      const { tool } = buttonData(event);
      if (tool) this.choose(tool);
    });
    box.addEventListener("keydown", (event) => this.turn(event));
    line.addEventListener("click", (event) => {
      if (buttonData(event).clear) onClear();
    });
  }

  /** @param {KeyboardEvent} event */
  turn(event) {
    const step = MOVES[event.key];
    if (!step) return;
    event.preventDefault();
    /** @type {(EventTarget | null)[]} */
    const targets = queryAll(this.box, "button");
    const buttons = queryAll(this.box, "button");
    const index = targets.indexOf(event.target);
    const next = buttons[(index + step + buttons.length) % buttons.length];
    this.choose(next.dataset.tool ?? "inspect");
    next.focus();
  }

  /** @param {string} tool */
  choose(tool) {
    this.tool = tool;
    this.points.dataset.tool = tool;
    for (const button of queryAll(this.box, "button")) {
      button.setAttribute("aria-checked", String(button.dataset.tool === tool));
      button.tabIndex = button.dataset.tool === tool ? 0 : -1;
    }
  }

  /**
   * Show the tools, and how many own points there are; a full set takes none more.
   * @param {NetworkDescription} description
   * @param {number} count of own points
   * @param {Texts} texts
   * @param {Pick<Channels, "classes">} colors
   */
  show(description, count, texts, colors) {
    this.box.setAttribute("aria-label", texts.tool);
    if (rewrite(this.box, tools(description, count, texts, colors))) {
      this.choose(this.box.querySelector(`[data-tool="${this.tool}"]:not(:disabled)`) ? this.tool : "inspect");
    }
    rewrite(this.line, pointsLine(description, count, texts));
  }
}

/**
 * Give an element other markup; returns whether it is other.
 * @param {HTMLElement} element
 * @param {string} markup
 */
function rewrite(element, markup) {
  if (element.dataset.markup === markup) return false;
  element.innerHTML = markup;
  element.dataset.markup = markup;
  return true;
}
