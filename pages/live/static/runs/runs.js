// The visitor's runs beside the one on the page: their list, their curves on the chart, and the ghost behind the curve.
// @ts-check

import { isTyping } from "../buttons/button_row.js";
import { shortcutOf } from "../buttons/run_buttons.js";
import { MOVING } from "../cost/run_numbers.js";
import { RunsPanel } from "../runs_list/runs_panel.js";
import { Sweeps } from "../sweep/sweeps.js";
import { fill } from "../ui/format.js";
import { Choices } from "./choices.js";
import { comparisonOf, figuresOf } from "./comparison.js";
import { Curves } from "./curves.js";
import { differences, differenceWords, nameOf, oldest } from "./differences.js";
import { Ghost } from "./ghost.js";
import { LinkedView } from "./linked_view.js";
import { GHOST_KEY } from "./markup.js";
import { idOf, Notebook } from "./notebook.js";
import { overlays } from "./overlays.js";
import { MAX_CURVES, MAX_LINES, restOfCurves, shownCurves } from "./shown_curves.js";

/** @import { Data } from "../connection/documents.js" */
/** @import { LiveViewData, NotebookRow, RunPayload } from "../connection/wire.js" */
/** @import { RunState } from "../cost/run_numbers.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Find } from "../ui/skeleton.js" */
/** @import { Line } from "./lines.js" */

/**
 * @typedef {{
 *   data: LiveViewData, colors: Record<string, string>, cost: { draw: () => void, options: { axis: string } },
 *   lowerPanel: { feed: { content: Data | null }, colors: Channels }
 * }} View what is shown beside the runs
 */

const ROW_MS = 500; // between two drawings of the row of the run on the page

export class Runs {
  choices = new Choices();
  /** @type {string | null} */ hovered = null;
  /** @type {string | null} Id of the run on the page. */ current = null;
  /** Id of the run whose place that took. @type {string | null} */ previous = null;
  nextRow = 0;
  asked = "";
  shownLines = '[[],"train"]';

  /**
   * @param {Find} find
   * @param {object} page
   * @param {() => View} page.shown
   * @param {(name: string, value: any) => void} page.onEdit
   */
  constructor(find, { shown, onEdit }) {
    this.shown = shown;
    this.notebook = new Notebook({
      onChange: () => this.draw(),
      onProblem: (problem) => this.panel.say(problem),
      letsGo: () => this.choices.letsGo,
    });
    this.curves = new Curves(() => {
      this.sweeps.draw();
      this.drawLines();
    });
    this.linked = new LinkedView(this.choices, (view) => onEdit("runs_view", view));
    this.ghost = new Ghost(find("ghost"), () => this.draw());
    this.panel = new RunsPanel(find, {
      onEdit: (name, run) => onEdit(name, { run }),
      onAction: (action) => this.notebook.do(action),
      onTick: (runs, isTicked) => this.tick(runs, isTicked),
      onHover: (run) => this.hover(run),
      onBaseline: (run) => this.choose(() => this.choices.setBaseline(run)),
      onMeasure: (measure) => this.choose(() => this.choices.setMeasure(measure)),
      onCompare: (runs) => onEdit("compare", { runs }),
      onLetGo: (letsGo) => this.choose(() => this.choices.setLetsGo(letsGo)),
    });
    this.sweeps = new Sweeps(find, this, { shown, onEdit });
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.takeKey(event);
    document.addEventListener("keydown", this.onKey);
  }

  /**
   * Follow the page, which was drawn anew.
   * @param {LiveViewData} data
   */
  update(data) {
    const current = idOf(data.run_url);
    if (data.run_url === null) this.previous = data.previous;
    else if (current !== this.current) this.previous = null;
    this.current = current;
    this.notebook.current = current;
    this.notebook.use({ url: data.notebook_url, owner: data.owner, language: data.language });
    this.askOnce(`${current} ${data.nonce}`);
    this.draw();
  }

  /**
   * Show an answer of the run's route.
   * @param {RunPayload} answer
   * @param {RunState} before
   */
  receive(answer, before) {
    const isOther = answer.previous !== this.previous;
    this.current = answer.run;
    this.notebook.current = answer.run;
    this.previous = answer.previous;
    const row = this.notebook.row(answer.run);
    if (row) Object.assign(row, figuresOf(answer));
    const hasRow = row !== undefined || answer.iteration === 0;
    this.askOnce(`${answer.run} ${answer.generation} ${MOVING.has(answer.status)} ${hasRow} ${answer.fingerprint}`);
    if (isOther || answer.status !== before.status) this.draw();
    else if (row && performance.now() > this.nextRow) {
      this.nextRow = performance.now() + ROW_MS;
      this.panel.drawRow(row);
    }
  }

  /**
   * Ask for the runs where something is as it was not when they were asked for last.
   * @param {string} state
   */
  askOnce(state) {
    if (state !== this.asked) this.notebook.askSoon();
    this.asked = state;
  }

  /** The run that the others are compared with. */
  get baseline() {
    return this.notebook.row(this.choices.baseline) ?? oldest(this.notebook.rows);
  }

  /** Ids of the other runs whose curves are to be drawn. */
  get drawn() {
    const { choices, sweeps, hovered, current, readOnly, notebook } = this;
    const chosen = { ticked: choices.ticked, single: sweeps.single, hovered, current, readOnly };
    return shownCurves(chosen, (id) => notebook.row(id));
  }

  /** Ids of those that are drawn in grey. */
  get rest() {
    return restOfCurves(this.choices.ticked, this.drawn, this.current, (id) => this.notebook.row(id));
  }

  /** Id of the run on the page where it cannot be continued: its curve is that of another run. */
  get readOnly() {
    return this.notebook.row(this.current)?.read_only ? this.current : null;
  }

  /**
   * The curves of other runs, the ghost first.
   * @param {string} axis
   * @returns {Line[]}
   */
  lines(axis) {
    return overlays(this, axis);
  }

  get colors() {
    return this.shown().colors;
  }
  /** @param {NotebookRow | undefined} row */
  nameOf(row) {
    const { texts } = this.shown().data;
    return row ? nameOf(row, this.baseline, this.notebook.content?.labels ?? {}, texts) : texts.previous_run;
  }

  draw() {
    const { data, colors } = this.shown();
    const { texts, language } = data;
    const { content } = this.notebook;
    if (content) this.linked.take(data.runs_view, content.runs);
    this.ghost.id = this.previous !== this.current ? this.previous : null;
    this.ghost.draw(this.ghostLabel(), texts);
    this.drawLines();
    if (!content) return;
    this.sweeps.draw();
    const { measure, letsGo } = this.choices;
    const ticked = new Set(this.readOnly ? [...this.choices.ticked, this.readOnly] : this.choices.ticked);
    const { start, incomparable } = this.comparison();
    const { baseline } = this;
    const current = this.readOnly ? null : this.current;
    const chosen = { baseline, current, ticked, measure, letsGo };
    this.panel.show({ content, ...chosen, start, incomparable, colors, texts, language });
  }

  /** The differences from the ghost to the present run, in words. */
  ghostLabel() {
    const { data } = this.shown();
    const ghost = this.notebook.row(this.ghost.id);
    const labels = this.notebook.content?.labels;
    if (!ghost || !labels) return data.texts.previous_run;
    const now = this.notebook.row(this.current)?.settings ?? data.settings;
    return differenceWords(differences(ghost.settings, now, labels), data.texts);
  }

  /** What there is to say about the runs that are drawn. */
  comparison() {
    const shown = [...this.drawn, this.current].flatMap((id) => this.notebook.row(id) ?? []);
    return comparisonOf(shown, this.shown().data.texts);
  }

  /**
   * @param {string[]} runs
   * @param {boolean} isTicked
   */
  tick(runs, isTicked) {
    this.choose(() => this.choices.tick(runs, isTicked));
    if (this.choices.ticked.size > MAX_LINES)
      this.panel.say(fill(this.shown().data.texts.too_many_curves, { limit: MAX_LINES, all: MAX_CURVES }));
  }

  /** @param {() => void} act */
  choose(act) {
    act();
    this.linked.changed();
    this.draw();
  }

  /**
   * The pointer is at a row, or at a curve.
   * @param {string | null} run
   */
  hover(run) {
    if (run === this.hovered) return;
    this.hovered = run;
    this.panel.mark(run);
    this.drawLines();
  }

  /** Have the curves of other runs drawn where they are others than before: a drawing takes 50 ms. */
  drawLines() {
    const lines = this.lines("iterations").map(({ id, name, color, dash, isGhost, isMarked, x }) => {
      return [id, name, color, dash, isGhost, isMarked, x.length];
    });
    const shown = JSON.stringify([lines, this.choices.measure]);
    if (shown !== this.shownLines) this.shown().cost.draw();
    this.shownLines = shown;
  }

  /** @param {KeyboardEvent} event */
  takeKey(event) {
    if (!this.shown().data.names_document || isTyping(event.target)) return;
    if (shortcutOf(event) === GHOST_KEY) this.ghost.toggle();
  }

  destroy() {
    document.removeEventListener("keydown", this.onKey);
    this.linked.destroy();
    this.notebook.destroy();
    this.panel.destroy();
  }
}
