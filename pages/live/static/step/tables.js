// The arrays of an equation as tables of numbers: the result first, then what it is made of. Pointing at a number of the
// result lights up the row and the column that it comes from.

import { fill } from "../ui/format.js";
import { short } from "./figures.js";
import { RULES, signs } from "./rules.js";
import { share } from "./share.js";

const ROWS = { wide: 8, narrow: 6 };
const NARROW = 620;

export class Tables {
  constructor(box, onCell) {
    Object.assign(this, { box, onCell, picked: { i: 0, j: 0 } });
    box.addEventListener("pointerover", (event) => this.point(event.target));
    box.addEventListener("pointerleave", () => this.mark(this.picked));
    box.addEventListener("click", (event) => this.pick(event.target));
    box.addEventListener("keydown", (event) => this.press(event));
  }

  // Draw the arrays of a step. Returns which rows and columns are shown, and whether all their numbers are here.
  show(step, { trace, texts, numbers, starts }) {
    const width = this.box.clientWidth || 900;
    const between = signs(step);
    const shown = share([step.result, ...step.operands], trace.axes, starts, {
      width,
      rows: width < NARROW ? ROWS.narrow : ROWS.wide,
      signs: between,
    });
    const isNew = this.step !== step;
    Object.assign(this, { step, shown });
    const parts = [figure(step.result, "result", { trace, texts, numbers, shown })];
    step.operands.forEach((operand, k) => {
      parts.push(sign(between[k]), figure(operand, String(k), { trace, texts, numbers, shown }));
    });
    const hasFocus = this.box.contains(document.activeElement);
    this.box.replaceChildren(...parts);
    this.picked = this.nearest(isNew ? { i: -1, j: -1 } : this.picked);
    this.mark(this.picked);
    if (hasFocus) this.cell(this.picked)?.focus({ preventScroll: true });
    return { shown, isComplete: !this.box.querySelector("td:not([data-value])") };
  }

  // The cell of the result nearest to one that may have gone out of sight.
  nearest({ i, j }) {
    const [row, column] = stepWindow(this.step.result, this.shown);
    const inside = (value, { start, count }) => Math.min(Math.max(value, start), start + count - 1);
    return { i: inside(i, row), j: inside(j, column) };
  }

  cell({ i, j }) {
    return this.box.querySelector(`[data-array=result] td[data-i="${i}"][data-j="${j}"]`);
  }

  point(target) {
    const found = target.closest?.("[data-array=result] td");
    if (found) this.mark({ i: Number(found.dataset.i), j: Number(found.dataset.j) });
  }

  pick(target) {
    const found = target.closest?.("[data-array=result] td");
    if (!found) return;
    this.picked = { i: Number(found.dataset.i), j: Number(found.dataset.j) };
    this.mark(this.picked);
    found.focus({ preventScroll: true });
  }

  press(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step || !event.target.closest("[data-array=result] td")) return;
    event.preventDefault();
    this.picked = this.nearest({ i: this.picked.i + step[0], j: this.picked.j + step[1] });
    this.mark(this.picked);
    this.cell(this.picked)?.focus({ preventScroll: true });
  }

  mark(cell) {
    const { step } = this;
    if (!step) return;
    for (const table of this.box.querySelectorAll("[data-array]")) {
      const isResult = table.dataset.array === "result";
      const used = isResult
        ? (i, j) => i === cell.i && j === cell.j
        : RULES[step.rule.kind].used(step, cell.i, cell.j, Number(table.dataset.array));
      for (const td of table.querySelectorAll("td")) {
        const isUsed = used(Number(td.dataset.i), Number(td.dataset.j));
        td.classList.toggle("used", isUsed);
        if (isResult) td.tabIndex = isUsed ? 0 : -1;
      }
    }
    this.onCell(cell);
  }
}

function stepWindow({ axes }, shown) {
  return axes.map((axis) => shown[axis] ?? { start: 0, count: 1 });
}

function sign(text) {
  const element = document.createElement("span");
  element.className = "dnn-step-sign";
  element.textContent = text;
  return element;
}

// One array: its symbol and shape, the part of it that is shown, its scale of colours.
function figure(reference, role, { trace, texts, numbers, shown }) {
  const [rows, columns] = stepWindow(reference, shown);
  const view = numbers.read(reference);
  const figure = document.createElement("figure");
  figure.dataset.array = role;
  const symbol = trace.symbols[reference.symbol];
  const [n, m] = reference.shape;
  const isCut = { rows: rows.count < n, columns: columns.count < m };
  figure.innerHTML =
    `<figcaption>${symbol}<small>${n} × ${m}</small></figcaption>` +
    `<table role="grid" class="${isCut.rows ? "cut-rows" : ""} ${isCut.columns ? "cut-columns" : ""}">` +
    `<thead><tr><td></td>${numbered(columns)
      .map((j) => `<th scope="col">${j + 1}</th>`)
      .join("")}</tr></thead>` +
    `<tbody>${numbered(rows)
      .map((i) => row(i, numbered(columns), view))
      .join("")}</tbody></table>` +
    scale(view?.largest ?? 0);
  const name = figure.querySelector("math")?.textContent ?? reference.symbol;
  figure.querySelector("table").setAttribute("aria-label", fill(texts.matrix, { symbol: name, rows: n, columns: m }));
  for (const corner of figure.querySelectorAll("thead td")) corner.replaceWith(document.createElement("th"));
  return figure;
}

const numbered = ({ start, count }) => Array.from({ length: count }, (_, k) => start + k);

function row(i, columns, view) {
  const cells = columns.map((j) => {
    const value = view?.at(i, j);
    const told =
      value === undefined ? "" : `data-value="${value}" title="${value}" style="${color(value, view.largest)}"`;
    return `<td data-i="${i}" data-j="${j}" ${told}>${short(value)}</td>`;
  });
  return `<tr><th scope="row">${i + 1}</th>${cells.join("")}</tr>`;
}

// Blue for what is positive, orange for what is negative, the stronger the larger.
function color(value, largest) {
  if (!Number.isFinite(value) || largest === 0) return "";
  const strength = Math.round(62 * Math.sqrt(Math.min(1, Math.abs(value) / largest)));
  return `--strength:${strength}%;--hue:var(--${value < 0 ? "negative" : "positive"})`;
}

function scale(largest) {
  const end = short(largest);
  return `<div class="dnn-step-scale" aria-hidden="true"><span>${largest ? `−${end}` : ""}</span><i></i><span>${end}</span></div>`;
}
