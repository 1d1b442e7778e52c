// The table of a comparison: what differs between the runs, and their figures at one iteration, against the first run.
// @ts-check

import { swatch } from "../runs/appearance.js";
import { query, queryAll } from "../ui/elements.js";
import { cost, isNumber, score, whole } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { escapeHtml } from "../ui/words.js";

/** @import { CompareData } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Frame } from "./frames.js" */

/**
 * @typedef {object} Figure a row of figures
 * @property {(texts: Texts) => string} name
 * @property {"train_data_cost" | "test_cost" | "train_score" | "test_score"} key of a frame
 * @property {boolean} isScore the larger the better
 */

const ITERATION = "iteration";
/** @type {Figure[]} */
const FIGURES = [
  { name: (texts) => texts.train_cost, key: "train_data_cost", isScore: false },
  { name: (texts) => texts.test_cost, key: "test_cost", isScore: false },
  { name: (texts) => texts.train_score, key: "train_score", isScore: true },
  { name: (texts) => texts.test_score, key: "test_score", isScore: true },
];

/**
 * The head of a run: its line as on the chart, its number, its name.
 * @param {CompareData["runs"][number]} run
 * @param {string} dash
 */
export const headMarkup = ({ number, name }, dash) =>
  `${swatch(dash)} <b>#${number}</b> <span>${escapeHtml(name)}</span>`;

export class SettingsTable {
  built = "";

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
  }

  /**
   * @param {CompareData} data
   * @param {string[]} dashes of the runs
   * @param {string[]} colors of the runs
   */
  build({ runs, settings, texts }, dashes, colors) {
    const key = JSON.stringify([runs.map(({ text, name }) => [text, name]), settings, texts.train_cost, colors]);
    if (key === this.built) return;
    this.built = key;
    const heads = runs.map(
      (run, index) => `<th scope="col" style="color: ${colors[index]}">${headMarkup(run, dashes[index])}</th>`,
    );
    const rows = settings.map(({ label, values }) => row(label, values.map(escapeHtml)));
    const blank = runs.map(() => "<span></span> <small></small>");
    const figures = FIGURES.map(({ name, key: figure }) => row(name(texts), blank, figure));
    const made = row(texts.iteration_of_run, blank, ITERATION);
    this.box.innerHTML =
      `<table class="dnn-compare-table"><thead><tr><th scope="col">${escapeHtml(texts.settings)}</th>${heads.join("")}</tr></thead>` +
      `<tbody>${rows.join("")}</tbody><tbody>${made}${figures.join("")}</tbody></table>`;
    this.box.setAttribute("aria-label", texts.compare_table);
  }

  /**
   * @param {CompareData} data
   * @param {{ frame: Frame | null, isOver: boolean }[]} places of the runs
   */
  draw({ score: kind, texts, language }, places) {
    this.cells(ITERATION).forEach((cell, index) => {
      const { frame, isOver } = places[index];
      write(query(cell, "span"), whole(frame?.iteration, language));
      write(query(cell, "small"), isOver ? texts.ended_there : "");
      cell.classList.toggle("dnn-compare-over", isOver);
    });
    for (const { key, isScore } of FIGURES) {
      const values = places.map(({ frame }) => frame?.[key] ?? null);
      const known = values.filter(isNumber);
      const best = isScore ? Math.max(...known) : Math.min(...known);
      const written = (/** @type {number | null} */ value) => (isScore ? score(value, kind) : cost(value));
      this.cells(key).forEach((cell, index) => {
        const [value, first] = [values[index], values[0]];
        const delta = index > 0 && isNumber(value) && isNumber(first) ? value - first : null;
        const isBest = known.length > 1 && value === best;
        write(query(cell, "span"), written(value));
        write(query(cell, "small"), delta === null ? "" : deltaWords(delta, written));
        cell.dataset.better = delta ? String(delta > 0 === isScore) : "";
        cell.classList.toggle("dnn-compare-best", isBest);
        cell.classList.toggle("dnn-compare-over", places[index].isOver);
        const change = cell.dataset.better === "true" ? texts.better : texts.worse;
        cell.title = isBest ? texts.best : delta ? change : "";
      });
    }
  }

  /** @param {string} name */
  cells(name) {
    return queryAll(query(this.box, `tr[data-figure=${name}]`, HTMLTableRowElement), "td");
  }
}

/**
 * @param {string} label
 * @param {string[]} cells as HTML
 * @param {string} [name]
 */
function row(label, cells, name) {
  const figure = name ? ` data-figure="${name}"` : "";
  return `<tr${figure}><th scope="row">${escapeHtml(label)}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

/**
 * @param {number} delta
 * @param {(value: number) => string} written
 */
function deltaWords(delta, written) {
  if (delta === 0) return "±0";
  return `${delta > 0 ? "+" : "−"}${written(Math.abs(delta))}`;
}
