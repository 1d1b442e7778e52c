// Several values of a setting tried side by side: the form that begins it, its curves on the chart, the card of its result.
// @ts-check

import { colorOf } from "../runs/appearance.js";
import { drawSmallBoundary } from "./small_boundary.js";
import { bandOf } from "./sweep_bands.js";
import { SweepCard } from "./sweep_card.js";
import { SweepForm } from "./sweep_form.js";
import { byValue, resultOf } from "./sweep_result.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { Line } from "../runs/lines.js" */
/** @import { Runs, View } from "../runs/runs.js" */
/** @import { Find } from "../ui/skeleton.js" */
/** @import { ShownSweep } from "./sweep_card.js" */

const SEEDS = 5;

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

  /** @param {{ choice: string, values: (number | string | null)[], seeds: number }} sweep */
  async start({ choice, values, seeds }) {
    const before = this.id;
    this.closed = null;
    await this.runs.notebook.do({ name: "try_several", run: this.ownRun, choice, values, seeds });
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

  /** The rows of a sweep with one seed each: each has a curve of its own. @returns {NotebookRow[]} */
  get single() {
    const { rows } = this;
    return new Set(rows.map(({ settings }) => settings.seed)).size > 1 && rows[0].varied !== "seed" ? [] : rows;
  }

  /**
   * The name of the curve of a run of the sweep that is shown; null for any other run.
   * @param {NotebookRow | undefined} row
   */
  nameOf(row) {
    if (!row || row.sweep === null || row.sweep !== this.id) return null;
    const setting = row.varied_setting ?? "";
    return `${this.runs.notebook.content?.labels[setting]} = ${row.settings[setting]}`;
  }

  /**
   * The curves of a sweep with several seeds: one a value.
   * @param {{ axis: string, measure: string, colors: Record<string, string> }} view
   * @returns {Line[]}
   */
  bands({ axis, measure, colors }) {
    const { rows, runs } = this;
    if (!rows.length || this.single.length) return [];
    const setting = rows[0].varied_setting ?? "";
    const label = runs.notebook.content?.labels[setting] ?? "";
    return [...byValue(rows, setting)].flatMap(([value, seeds], index) => {
      const curves = seeds.flatMap((row) => runs.curves.get(row.id, row) ?? []);
      const isMarked = seeds.some(({ id }) => id === runs.hovered);
      const look = {
        name: `${label} = ${value}`,
        axis,
        measure,
        color: colorOf({ colour: index, number: index }, colors),
        number: index,
        isMarked,
      };
      return bandOf(seeds, curves, look) ?? [];
    });
  }

  draw() {
    const { rows, id } = this;
    const { content } = this.runs.notebook;
    if (!rows.length || !content || id === null) {
      this.card.show(null);
      return;
    }
    const { texts, language, settings } = this.page.shown().data;
    const setting = rows[0].varied_setting ?? "";
    const axis = this.page.shown().cost.options.axis;
    const curveOf = (/** @type {string} */ run) => this.runs.curves.get(run, this.runs.notebook.row(run));
    const iterations = Math.max(...rows.map((row) => Number(row.settings.iterations) || 1));
    const result = resultOf(rows, this.runs.notebook.rows, curveOf, { setting, axis, iterations });
    const isPaused = rows.some(({ status }) => status === "paused");
    const label = content.labels[setting];
    const present = settings[setting];
    this.card.show({ id, result, label, present, axis, isPaused, colors: this.runs.colors, texts, language });
  }

  /**
   * @param {string} action
   * @param {ShownSweep} shown
   */
  act(action, { id, result, isPaused }) {
    const { notebook } = this.runs;
    if (action === "pause") notebook.do({ name: isPaused ? "resume_sweep" : "pause_sweep", run: id });
    if (action === "cancel") notebook.do({ name: "cancel_sweep", run: id });
    if (action === "open" && result.best) this.page.onEdit("open_run", { run: result.best.middle.id });
    if (action === "close") {
      this.closed = id;
      this.runs.draw();
    }
    if (action === "seeds") this.trySeeds();
  }

  /** The same values once more, each with several seeds. */
  trySeeds() {
    const { rows } = this;
    const values = rows.map((row) => row.tried).reverse();
    this.start({ choice: rows[0].varied ?? "", values, seeds: SEEDS });
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
    canvas.hidden = !data?.plane || !isOfPage;
    if (!data?.plane || !isOfPage) return;
    try {
      await drawSmallBoundary(canvas, row, { data, description: network, colors });
    } catch (error) {
      console.warn("The picture of a run could not be drawn.", error);
    }
  }
}
