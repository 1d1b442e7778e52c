// The heat map of two settings that were tried at once: a cell for each pair of values, one of them looked at more closely.
// @ts-check

import { query, queryAll } from "../ui/elements.js";
import { cost, fill, whole } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { escapeHtml } from "../ui/words.js";
import { gridOf, shade } from "./grid_result.js";
import { costWords } from "./sweep_words.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { Find, Texts } from "../ui/skeleton.js" */
/** @import { Grid } from "./grid_result.js" */
/** @import { ShownSweep } from "./sweep_card.js" */
/** @import { Entry } from "./sweep_result.js" */

const DARK = 0.6; // share from which on a cell is so strong that its number has the colour of the page

export class HeatMap {
  /** Name of the cell that is looked at; null: the best. @type {string | null} */ chosen = null;
  /** The values that have cells. */
  drawn = "";

  /**
   * @param {Find} find
   * @param {(canvas: HTMLCanvasElement, row: NotebookRow) => void} drawBoundary
   * @param {() => void} onChoice
   */
  constructor(find, drawBoundary, onChoice) {
    this.find = find;
    this.box = find("sweep-grid");
    this.drawBoundary = drawBoundary;
    this.box.addEventListener("click", ({ target }) => {
      const cell = target instanceof Element ? target.closest("button[data-cell]") : null;
      if (!(cell instanceof HTMLElement)) return;
      this.chosen = cell.dataset.cell ?? null;
      onChoice();
    });
    this.box.addEventListener("keydown", (event) => this.move(event));
  }

  /** @param {ShownSweep | null} shown null: there is no sweep of two settings */
  show(shown) {
    this.box.hidden = shown === null;
    if (!shown) return;
    const grid = gridOf(shown.result);
    this.build(grid, shown);
    const chosen = this.entry(shown);
    const cells = queryAll(this.box, "button[data-cell]");
    grid.cells.flat().forEach((entry, index) => {
      this.drawCell(cells[index], entry, { grid, chosen, shown });
    });
    this.drawChosen(chosen, shown.texts, shown.language);
    write(this.find("sweep-low"), Number.isFinite(grid.low) ? cost(grid.low) : "");
    write(this.find("sweep-high"), Number.isFinite(grid.high) ? `${grid.isOpen ? "≥ " : ""}${cost(grid.high)}` : "");
  }

  /**
   * The entry that is looked at: the chosen one, or the best.
   * @param {ShownSweep} shown
   * @returns {Entry | null}
   */
  entry({ result }) {
    const { entries, best } = result;
    return entries.find(({ name }) => name === this.chosen) ?? best ?? entries[0] ?? null;
  }

  /**
   * @param {Grid} grid
   * @param {ShownSweep} shown
   */
  build({ columns, rows }, { id, titles, texts }) {
    const values = JSON.stringify([id, columns, rows, titles]);
    if (values === this.drawn) return;
    if (!this.drawn.startsWith(JSON.stringify([id]).slice(0, -1))) this.chosen = null;
    this.drawn = values;
    const head = columns.map((value) => `<th scope="col">${escapeHtml(value)}</th>`).join("");
    const row = columns.map(() => `<td><button type="button" data-cell></button></td>`).join("");
    const body = rows.map((value) => `<tr><th scope="row">${escapeHtml(value)}</th>${row}</tr>`).join("");
    query(this.box, "table").innerHTML =
      `<caption class="dnn-live-unseen"></caption><thead><tr><th rowspan="2" scope="col">${escapeHtml(titles[1])}</th>` +
      `<th colspan="${columns.length}" scope="colgroup">${escapeHtml(titles[0])}</th></tr><tr>${head}</tr></thead><tbody>${body}</tbody>`;
    const name = fill(texts.sweep_title_two, { first: titles[0], second: titles[1] });
    write(query(this.box, "caption"), name);
    query(this.box, ".dnn-sweep-scroll").setAttribute("aria-label", name);
  }

  /**
   * @param {HTMLElement} cell
   * @param {Entry | null} entry
   * @param {{ grid: Grid, chosen: Entry | null, shown: ShownSweep }} view
   */
  drawCell(cell, entry, { grid, chosen, shown }) {
    const { result, texts } = shown;
    const share = shade(entry?.cost ?? null, grid);
    cell.hidden = entry === null;
    cell.dataset.cell = entry?.name ?? "";
    cell.dataset.run = entry?.middle.id ?? "";
    cell.style.setProperty("--share", `${Math.round(100 * (share ?? 0))}%`);
    cell.classList.toggle("dnn-sweep-strong", (share ?? 0) > DARK);
    cell.classList.toggle("dnn-sweep-diverged", entry !== null && entry.diverged !== null);
    cell.classList.toggle("dnn-sweep-best", result.isDone && entry === result.best);
    cell.setAttribute("aria-pressed", String(entry === chosen));
    cell.tabIndex = entry === chosen ? 0 : -1;
    if (!entry) return;
    cell.setAttribute("aria-label", `${entry.name}: ${costWords(entry, texts)}`);
    write(cell, entry.diverged === null ? cost(entry.cost) : `✕ ${entry.diverged}`);
  }

  /**
   * @param {Entry | null} entry
   * @param {Texts} texts
   * @param {string} language
   */
  drawChosen(entry, texts, language) {
    const panel = query(this.box, ".dnn-sweep-cell");
    panel.hidden = entry === null;
    if (!entry) return;
    const { middle } = entry;
    write(query(panel, "span"), entry.name);
    write(query(panel, "b"), costWords(entry, texts));
    write(query(panel, "small"), fill(texts.iterations_of_cell, { number: whole(middle.iteration, language) }));
    const canvas = query(panel, "canvas", HTMLCanvasElement);
    const state = `${middle.id} ${middle.iteration}`;
    if (canvas.dataset.state !== state) this.drawBoundary(canvas, middle);
    canvas.dataset.state = state;
  }

  /**
   * Arrow keys go from cell to cell.
   * @param {KeyboardEvent} event
   */
  move(event) {
    const cell = event.target instanceof HTMLElement && event.target.matches("[data-cell]") ? event.target : null;
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ] ?? [0, 0];
    if (!cell || (!across && !down)) return;
    event.preventDefault();
    const cells = queryAll(this.box, "button[data-cell]");
    const columns = queryAll(this.box, "thead tr:last-child th").length;
    const place = cells.indexOf(cell);
    const column = (place % columns) + across;
    const next = column < 0 || column >= columns ? undefined : cells[place + across + down * columns];
    next?.focus();
    next?.click();
  }
}
