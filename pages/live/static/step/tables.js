// The arrays of an equation as tables of numbers: the result first, then what it is made of. Pointing at a number of the
// result lights up the row and the column that it comes from.
// @ts-check

import { queryAll, targetOf } from "../ui/elements.js";
import { arrayFigure, operator, windowsOf } from "./array_figure.js";
import { RULES, signs } from "./rules.js";
import { share } from "./share.js";

/** @import { PackedStep } from "../connection/wire.js" */
/** @import { ArrayContext } from "./array_figure.js" */
/** @import { AxisWindow } from "./share.js" */
/** @import { Cell } from "./sum.js" */

/** @typedef {ArrayContext & { starts: Record<string, number> }} TablesContext the first row or column of axes, if chosen */

const ROWS = { wide: 8, narrow: 6 };
const NARROW = 620; // pixels
const USUAL_WIDTH = 900;
const RESULT_CELL = "[data-array=result] td";
/** @type {Record<string, [number, number]>} rows and columns to go by */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Tables {
  /** @type {Cell} */
  picked = { i: 0, j: 0 };
  /** @type {PackedStep | null} */
  step = null;
  /** @type {Record<string, AxisWindow>} */
  shown = {};

  /**
   * @param {HTMLElement} box
   * @param {(cell: Cell) => void} onCell
   */
  constructor(box, onCell) {
    this.box = box;
    this.onCell = onCell;
    box.addEventListener("pointerover", (event) => this.point(event));
    box.addEventListener("pointerleave", () => this.mark(this.picked));
    box.addEventListener("click", (event) => this.pick(event));
    box.addEventListener("keydown", (event) => this.press(event));
  }

  /**
   * Draw the arrays of a step. Returns the rows and columns that are shown, and `isComplete` if all their numbers are here.
   * @param {PackedStep} step
   * @param {TablesContext} context
   */
  show(step, { trace, texts, numbers, starts }) {
    const width = this.box.clientWidth || USUAL_WIDTH;
    const rows = width < NARROW ? ROWS.narrow : ROWS.wide;
    const between = signs(step);
    const shown = share([step.result, ...step.operands], trace.axes, starts, { width, rows, signs: between });
    const isNew = this.step !== step;
    this.step = step;
    this.shown = shown;
    const context = { trace, texts, numbers };
    const parts = [arrayFigure(step.result, "result", shown, context)];
    step.operands.forEach((operand, k) => {
      parts.push(operator(between[k]), arrayFigure(operand, String(k), shown, context));
    });
    const hasFocus = this.box.contains(document.activeElement);
    this.box.replaceChildren(...parts);
    this.picked = this.nearest(step, isNew ? { i: -1, j: -1 } : this.picked);
    this.mark(this.picked);
    if (hasFocus) this.focus(this.picked);
    return { shown, isComplete: !this.box.querySelector("td:not([data-value])") };
  }

  /**
   * The cell of the result nearest to one that may lie outside of what is shown.
   * @param {PackedStep} step
   * @param {Cell} cell
   * @returns {Cell}
   */
  nearest({ result }, { i, j }) {
    const [rows, columns] = windowsOf(result, this.shown);
    /** @type {(index: number, window: AxisWindow) => number} */
    const inside = (index, { start, count }) => Math.min(Math.max(index, start), start + count - 1);
    return { i: inside(i, rows), j: inside(j, columns) };
  }

  /** @param {Cell} cell */
  focus({ i, j }) {
    const found = this.box.querySelector(`${RESULT_CELL}[data-i="${i}"][data-j="${j}"]`);
    if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  }

  /** @param {Event} event */
  point(event) {
    const cell = cellOf(event);
    if (cell) this.mark(cell);
  }

  /** @param {Event} event */
  pick(event) {
    const cell = cellOf(event);
    if (!cell) return;
    this.picked = cell;
    this.mark(cell);
    this.focus(cell);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const by = ARROWS[event.key];
    if (!by || !this.step || !cellOf(event)) return;
    event.preventDefault();
    this.picked = this.nearest(this.step, { i: this.picked.i + by[0], j: this.picked.j + by[1] });
    this.mark(this.picked);
    this.focus(this.picked);
  }

  /**
   * Light up a cell of the result, and the cells that it is made of.
   * @param {Cell} cell
   */
  mark(cell) {
    const { step } = this;
    if (!step) return;
    for (const table of queryAll(this.box, "[data-array]")) {
      const isResult = table.dataset.array === "result";
      /** @type {(row: number, column: number) => boolean} */
      const used = isResult
        ? (row, column) => row === cell.i && column === cell.j
        : RULES[step.rule.kind].used(step, cell.i, cell.j, Number(table.dataset.array));
      for (const td of queryAll(table, "td")) {
        const isUsed = used(Number(td.dataset.i), Number(td.dataset.j));
        td.classList.toggle("used", isUsed);
        if (isResult) td.tabIndex = isUsed ? 0 : -1;
      }
    }
    this.onCell(cell);
  }
}

/**
 * The cell of the result that an event happened in; null elsewhere.
 * @param {Event} event
 * @returns {Cell | null}
 */
function cellOf(event) {
  const td = targetOf(event)?.closest(RESULT_CELL);
  return td instanceof HTMLElement ? { i: Number(td.dataset.i), j: Number(td.dataset.j) } : null;
}
