// The card of a sweep above the list of runs: its result in a sentence, a bar and a small boundary for each value, or a heat
// map where two settings were tried.
// @ts-check

import { colorOf } from "../runs/appearance.js";
import { query, queryAll } from "../ui/elements.js";
import { fill, whole } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { HeatMap } from "./heat_map.js";
import { MAX_RUNS } from "./sweep_form.js";
import { bars, costWords, luckWords, sentence } from "./sweep_words.js";

/** @import { Find, Texts } from "../ui/skeleton.js" */
/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { Result } from "./sweep_result.js" */

/**
 * @typedef {object} ShownSweep
 * @property {string} id
 * @property {Result} result
 * @property {string[]} titles of its settings
 * @property {string} axis
 * @property {boolean} isPaused
 * @property {Record<string, string>} colors
 * @property {Texts} texts
 * @property {string} language
 */

export const SEEDS = 5; // that each value is tried with once more

export class SweepCard {
  /** @type {ShownSweep | null} */ shown = null;
  /** The entries that have elements, by their values. */
  drawn = "";

  /**
   * @param {Find} find
   * @param {(action: string, shown: ShownSweep) => void} onAction pause, cancel, close, seeds, open or open_cell
   * @param {(canvas: HTMLCanvasElement, row: NotebookRow) => void} drawBoundary
   */
  constructor(find, onAction, drawBoundary) {
    this.find = find;
    this.box = find("sweep");
    this.drawBoundary = drawBoundary;
    this.map = new HeatMap(find, drawBoundary, () => this.map.show(this.shown));
    this.box.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (button?.dataset.sweep && this.shown) onAction(button.dataset.sweep, this.shown);
    });
  }

  /** @param {ShownSweep | null} shown null: there is none */
  show(shown) {
    this.shown = shown;
    this.box.hidden = shown === null;
    if (!shown) return;
    const { result, titles, texts, language, isPaused } = shown;
    const { progress, best, isLuck } = result;
    const isOver = result.isDone && !isPaused;
    const isGrid = titles.length > 1;
    const seeds = Math.max(...result.entries.map(({ rows }) => rows.length));
    const [first, second] = titles;
    const title = isGrid
      ? fill(texts.sweep_title_two, { first, second })
      : fill(texts.sweep_title, { setting: first ?? "" });
    write(this.find("sweep-title"), title);
    const bar = this.find("sweep-progress");
    if (bar instanceof HTMLProgressElement) bar.value = progress;
    bar.setAttribute("aria-label", texts.progress);
    bar.hidden = isOver;
    const pause = query(this.box, "[data-sweep=pause]");
    pause.hidden = isOver;
    query(this.box, "[data-sweep=cancel]").hidden = isOver;
    write(pause, isPaused ? texts.sweep_continue : texts.sweep_pause);
    const percent = whole(100 * progress, language);
    write(this.find("sweep-sentence"), isOver ? sentence(result, shown) : fill(texts.sweep_progress, { percent }));
    write(this.find("sweep-luck"), isOver ? luckWords(result, texts) : "");
    query(this.box, "[data-sweep=seeds]").hidden =
      !isOver || seeds > 1 || isLuck === false || !result.second || SEEDS * result.entries.length > MAX_RUNS;
    query(this.box, "[data-sweep=open]").hidden = !isOver || best === null;
    query(this.box, "ol").hidden = isGrid;
    this.map.show(isGrid ? shown : null);
    if (!isGrid) this.drawEntries(shown, seeds);
  }

  /**
   * @param {ShownSweep} shown
   * @param {number} seeds of each value
   */
  drawEntries({ id, result, colors, texts }, seeds) {
    const list = query(this.box, "ol", HTMLOListElement);
    const values = JSON.stringify([id, result.entries.map(({ name }) => name)]);
    if (values !== this.drawn) list.replaceChildren(...result.entries.map(() => entryElement()));
    this.drawn = values;
    const elements = queryAll(list, "li");
    bars(result).forEach(({ entry, share }, index) => {
      const element = elements[index];
      const isBest = result.isDone && entry === result.best;
      element.dataset.run = entry.middle.id;
      element.classList.toggle("dnn-sweep-best", isBest);
      element.style.setProperty("--share", String(share));
      const style = seeds > 1 ? { colour: index, number: index } : entry.middle;
      element.style.setProperty("--run", colorOf(style, colors));
      write(query(element, "span"), entry.name);
      write(query(element, "b"), costWords(entry, texts));
      query(element, "small").hidden = !isBest;
      write(query(element, "small"), texts.best);
      const canvas = query(element, "canvas", HTMLCanvasElement);
      const state = `${entry.middle.id} ${entry.middle.iteration}`;
      if (canvas.dataset.state !== state) this.drawBoundary(canvas, entry.middle);
      canvas.dataset.state = state;
    });
  }
}

function entryElement() {
  const element = document.createElement("li");
  element.innerHTML = `<canvas width="8" height="8" hidden aria-hidden="true"></canvas><div><span></span> <b></b> <small></small><i></i></div>`;
  return element;
}
