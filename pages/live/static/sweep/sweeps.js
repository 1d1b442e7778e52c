// Several values of a setting tried side by side, or of two: the form that begins it, its curves on the chart, the card of its
// result.
// @ts-check

import { MOVING } from "../cost/run_numbers.js";
import { colorOf } from "../runs/appearance.js";
import { drawSmallBoundary } from "./small_boundary.js";
import { bandOf } from "./sweep_bands.js";
import { SEEDS, SweepCard } from "./sweep_card.js";
import { SweepForm } from "./sweep_form.js";
import { byTries, costsAfterEquallyMuch, latestCosts, resultOf, triesName } from "./sweep_result.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { Line } from "../runs/lines.js" */
/** @import { Runs, View } from "../runs/runs.js" */
/** @import { Find } from "../ui/skeleton.js" */
/** @import { ShownSweep } from "./sweep_card.js" */
/** @import { Trial } from "./trial_choice.js" */

const MAX_CURVES = 12; // that are drawn of a sweep
const BEST_CURVES = 6; // that are drawn of one with more values: those that are best so far

export class Sweeps {
  /** Id of the sweep that was put away. @type {string | null} */ closed = null;

  /**
   * @param {Find} find
   * @param {Runs} runs
   * @param {{ shown: () => View, onEdit: (name: string, value: any) => void }} page
   */
  constructor(find, runs, page) {
    this.runs = runs;
    this.page = page;
    this.form = new SweepForm(find("sweep-form"), (sweep) => this.start(sweep));
    this.card = new SweepCard(
      find,
      (action, shown) => this.act(action, shown),
      (canvas, row) => this.drawBoundary(canvas, row),
    );
  }

  /** Open the form, or close it. */
  async toggle() {
    if (this.form.isOpen) {
      this.form.close();
      return;
    }
    await this.runs.notebook.do({ name: "propose", run: this.ownRun });
    const { content } = this.runs.notebook;
    if (content?.variations.length) this.form.open(content.variations, this.page.shown().data.texts);
  }

  /** Id of the visitor's own run, or of the one that she is offered: the settings of the page. */
  get ownRun() {
    return this.page.shown().data.own_run_url?.split("/").at(-1) ?? "";
  }

  /** @param {{ tries: Trial[], seeds: number }} sweep */
  async start({ tries, seeds }) {
    const before = this.id;
    this.closed = null;
    await this.runs.notebook.do({ name: "try_several", run: this.ownRun, tries, seeds });
    if (this.id !== before) this.form.close();
  }

  /** Id of the sweep that is shown: the latest. @returns {string | null} */
  get id() {
    const latest = this.runs.notebook.rows.find(({ sweep }) => sweep !== null)?.sweep ?? null;
    return latest === this.closed ? null : latest;
  }

  /** The rows of the sweep that is shown. @returns {NotebookRow[]} */
  get rows() {
    const { id } = this;
    return id === null ? [] : this.runs.notebook.rows.filter(({ sweep }) => sweep === id);
  }

  /** The rows of the sweep, value by value. @returns {NotebookRow[][]} */
  get groups() {
    return byTries(this.rows);
  }

  /** The rows of a sweep with one seed each that have a curve of their own, the best of many. @returns {NotebookRow[]} */
  get single() {
    const { groups } = this;
    if (groups.some(({ length }) => length > 1)) return [];
    const rows = groups.flat();
    if (rows.length <= MAX_CURVES) return rows;
    const { costOf } = latestCosts(rows);
    const costs = new Map(
      rows.map((row) => [row.id, row.stop === "non_finite" ? Infinity : (costOf(row) ?? Infinity)]),
    );
    return rows.sort((a, b) => Number(costs.get(a.id)) - Number(costs.get(b.id))).slice(0, BEST_CURVES);
  }

  /**
   * The name of the curve of a run of the sweep that is shown; null for any other run.
   * @param {NotebookRow | undefined} row
   */
  nameOf(row) {
    return !row || row.sweep === null || row.sweep !== this.id ? null : this.triesOf(row);
  }

  /** @param {NotebookRow} row */
  triesOf(row) {
    const labels = this.runs.notebook.content?.labels ?? {};
    return triesName(row, labels, this.page.shown().data.texts.list_separator);
  }

  /**
   * The curves of a sweep with several seeds: one a value.
   * @param {{ axis: string, measure: string, colors: Record<string, string> }} view
   * @returns {Line[]}
   */
  bands({ axis, measure, colors }) {
    const { groups, runs } = this;
    if (groups.every(({ length }) => length < 2)) return [];
    return groups.slice(0, MAX_CURVES).flatMap((seeds, index) => {
      const curves = seeds.flatMap((row) => runs.curves.get(row.id, row) ?? []);
      const isMarked = seeds.some(({ id }) => id === runs.hovered);
      const color = colorOf({ colour: index, number: index }, colors);
      const style = { name: this.triesOf(seeds[0]), axis, measure, color, number: index, isMarked };
      return bandOf(seeds, curves, style) ?? [];
    });
  }

  draw() {
    const { rows, id } = this;
    const { content } = this.runs.notebook;
    if (!rows.length || !content || id === null) {
      this.card.show(null);
      return;
    }
    const { texts, language, settings: present } = this.page.shown().data;
    const axis = this.page.shown().cost.options.axis;
    const curveOf = (/** @type {string} */ run) => this.runs.curves.get(run, this.runs.notebook.row(run));
    const iterations = Math.max(...rows.map((row) => Number(row.settings.iterations) || 1));
    const areMany = rows.length > 2 * MAX_CURVES && rows.some(({ status }) => MOVING.has(status));
    const costs = areMany ? latestCosts(rows) : costsAfterEquallyMuch(rows, curveOf, axis);
    const view = { iterations, labels: content.labels, present, separator: texts.list_separator };
    const result = resultOf(rows, this.runs.notebook.rows, costs, view);
    const isPaused = rows.some(({ status }) => status === "paused");
    const titles = rows[0].tries.map(({ title, setting }, _index, { length }) =>
      length > 1 ? title : content.labels[setting],
    );
    this.card.show({ id, result, titles, axis, isPaused, colors: this.runs.colors, texts, language });
  }

  /**
   * @param {string} action
   * @param {ShownSweep} shown
   */
  act(action, shown) {
    const { id, result, isPaused } = shown;
    const { notebook } = this.runs;
    if (action === "pause") notebook.do({ name: isPaused ? "resume_sweep" : "pause_sweep", run: id });
    if (action === "cancel") notebook.do({ name: "cancel_sweep", run: id });
    const opened = action === "open_cell" ? this.card.map.entry(shown) : action === "open" ? result.best : null;
    if (opened) this.page.onEdit("open_run", { run: opened.middle.id });
    if (action === "close") {
      this.closed = id;
      this.runs.draw();
    }
    if (action === "seeds") this.trySeeds();
  }

  /** The same values once more, each with several seeds. */
  trySeeds() {
    const { rows } = this;
    const tries = rows[0].tries.map(({ choice }, index) => {
      const values = byTries(rows).map(([row]) => row.tries[index].value);
      return { choice, values: [...new Set(values)] };
    });
    this.start({ tries, seeds: SEEDS });
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {NotebookRow} row
   */
  async drawBoundary(canvas, row) {
    const { colors, feed } = this.page.shown().lowerPanel;
    const data = feed.content;
    const { network, settings } = this.page.shown().data;
    const isOfPage = row.settings.data === settings.data;
    canvas.hidden = !(data?.plane ?? data?.curve) || !isOfPage;
    if (!data || canvas.hidden) return;
    try {
      await drawSmallBoundary(canvas, row, { data, description: network, colors });
    } catch (error) {
      console.warn("The picture of a run could not be drawn.", error);
    }
  }
}
