// The list of the visitor's runs under the chart: a row a run, sorted and filtered, with what can be done to each.
// @ts-check

import { query, queryAll } from "../ui/elements.js";
import { fill, fillCounted } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { comparedRuns, drawCompareButton } from "./compare_button.js";
import { leavingWords, starOffer } from "./limits.js";
import { Message } from "./message.js";
import { RunsTable } from "./runs_table.js";

/** @import { NotebookDocument, NotebookRow } from "../connection/wire.js" */
/** @import { Find, Texts } from "../ui/skeleton.js" */

/**
 * @typedef {object} Handlers
 * @property {(name: string, run: string) => void} onEdit the page is to show a run, or a branch of it
 * @property {(action: Record<string, any>) => Promise<void>} onAction something is done to the stored runs
 * @property {(runs: string[], isTicked: boolean) => void} onTick
 * @property {(run: string | null) => void} onHover
 * @property {(run: string) => void} onBaseline
 * @property {(measure: string) => void} onMeasure
 * @property {(runs: string[]) => void} onCompare
 * @property {(letsGo: boolean) => void} onLetGo old runs may go without a question, or no longer
 */
/**
 * @typedef {object} Shown
 * @property {NotebookDocument} content
 * @property {NotebookRow | undefined} baseline
 * @property {string | null} current
 * @property {Set<string>} ticked
 * @property {string} measure
 * @property {boolean} letsGo
 * @property {string} start what there is to say about the beginnings of the runs that are drawn
 * @property {string} incomparable why the costs of these do not compare; empty where they do
 * @property {Record<string, string>} colors
 * @property {Texts} texts
 * @property {string} language
 */

export class RunsPanel {
  /** @type {Shown | null} */ shown = null;

  /**
   * @param {Find} find
   * @param {Handlers} handlers
   */
  constructor(find, handlers) {
    this.find = find;
    this.box = find("runs");
    this.handlers = handlers;
    this.message = new Message(find);
    this.table = new RunsTable(this.box);
    const { box } = this;
    box.addEventListener("click", (event) => this.click(event));
    box.addEventListener("submit", (event) => this.submit(event));
    box.addEventListener("change", (event) => this.change(event));
    box.addEventListener("input", (event) => this.type(event));
    for (const kind of ["pointerover", "focusin"])
      box.addEventListener(kind, (event) => handlers.onHover(runOf(event)));
    for (const kind of ["pointerleave", "focusout"]) box.addEventListener(kind, () => handlers.onHover(null));
  }

  /** @param {Shown} shown */
  show(shown) {
    this.shown = shown;
    this.draw();
  }

  draw() {
    const { shown, box, find } = this;
    if (!shown) return;
    const { content, texts, measure } = shown;
    box.hidden = content.runs.length === 0;
    if (box.hidden) return;
    write(find("runs-count"), String(content.runs.length));
    find("runs-filter").setAttribute("placeholder", texts.filter_runs);
    write(find("runs-start"), shown.start);
    find("runs-incomparable").hidden = !shown.incomparable;
    write(find("runs-incomparable"), shown.incomparable);
    const limit = fill(texts.runs_limit, { count: content.limit });
    write(find("runs-limit"), content.is_durable ? limit : `${limit} ${texts.runs_end_with_server}`);
    for (const button of queryAll(box, "[data-measure]")) {
      button.setAttribute("aria-pressed", String(button.dataset.measure === measure));
    }
    query(box, "[data-runs=starred]").setAttribute("aria-pressed", String(this.table.isStarredOnly));
    drawCompareButton(box, comparedRuns(shown).length, texts);
    const leaving = shown.letsGo ? "" : leavingWords(content, texts);
    find("runs-leaving").hidden = !leaving;
    write(query(find("runs-leaving"), "span"), leaving);
    query(box, "[data-runs=ask_first]").hidden = !shown.letsGo;
    this.table.draw(shown);
  }

  /** @param {Event} event */
  click(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    const { runAction: action, runs, measure, sort } = button.dataset;
    if (measure) this.handlers.onMeasure(measure);
    if (sort) this.choose(() => this.table.sort(sort));
    if (runs) this.actOnAll(runs);
    const id = runOf(event);
    if (action && id) this.act(action, id);
    if (action === "cancel") this.choose(() => this.table.write(null));
  }

  /**
   * @param {string} action
   * @param {string} id
   */
  act(action, id) {
    const row = this.shown?.content.runs.find((each) => each.id === id);
    if (!row) return;
    if (action === "open") this.handlers.onEdit("open_run", id);
    if (action === "branch") this.handlers.onEdit("branch", id);
    if (action === "baseline") this.handlers.onBaseline(id);
    if (action === "edit") this.choose(() => this.table.write(this.table.written === id ? null : id));
    if (action === "star") this.star(row);
    if (action === "delete") this.delete(row);
  }

  /** @param {string} action */
  actOnAll(action) {
    if (action === "compare") {
      if (this.shown) this.handlers.onCompare(comparedRuns(this.shown));
      return;
    }
    if (action === "starred") {
      this.choose(() => this.table.toggleStarred());
      return;
    }
    if (action === "more") this.table.showMore();
    if (action === "star_leaving") this.handlers.onAction({ name: action });
    if (action === "let_go" || action === "ask_first") this.handlers.onLetGo(action === "let_go");
    if (action === "let_go") this.handlers.onAction({ name: action });
    this.find("runs-confirm").hidden = action !== "delete_all";
    if (this.shown) {
      const { content, texts } = this.shown;
      write(this.find("runs-really"), fillCounted(texts, "really_delete", content.runs.length));
    }
    if (action === "delete_all") query(this.box, "[data-runs=delete_all_not]").focus();
    if (action === "delete_all_really") this.handlers.onAction({ name: "delete_all" });
  }

  /**
   * Another way to show the table.
   * @param {() => void} act
   */
  choose(act) {
    act();
    this.draw();
  }

  /**
   * Draw the row of a run whose figures have changed.
   * @param {NotebookRow} row
   */
  drawRow(row) {
    this.table.drawRow(row);
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement) || this.table.written === null) return;
    const given = new FormData(event.target);
    const [label, note] = [String(given.get("label") ?? ""), String(given.get("note") ?? "")];
    this.handlers.onAction({ name: "write", run: this.table.written, label, note });
    this.choose(() => this.table.write(null));
  }

  /** @param {Event} event */
  change(event) {
    const id = runOf(event);
    const box = event.target instanceof HTMLInputElement && event.target.type === "checkbox" ? event.target : null;
    if (box && id) this.handlers.onTick([id], box.checked);
    else if (box?.dataset.runs === "tick_all") this.handlers.onTick(this.table.shownIds, box.checked);
  }

  /** @param {Event} event */
  type(event) {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "search") return;
    const { value } = event.target;
    this.choose(() => this.table.find(value));
  }

  /**
   * Give or take a star; where there are no more to give, that of the oldest is offered.
   * @param {NotebookRow} row
   */
  star(row) {
    const give = (/** @type {string} */ run, /** @type {boolean} */ is_starred) =>
      this.handlers.onAction({ name: "write", run, is_starred });
    const offer = this.shown && !row.is_starred ? starOffer(this.shown.content, this.shown.texts) : null;
    if (!offer) give(row.id, !row.is_starred);
    else this.say(offer.words, offer.button, () => give(offer.run, false).then(() => give(row.id, true)));
  }

  /** @param {NotebookRow} row */
  delete(row) {
    this.handlers.onAction({ name: "delete", run: row.id });
    const { texts } = this.shown ?? { texts: /** @type {Texts} */ ({}) };
    this.say(fill(texts.deleted, { number: row.number }), texts.undo, () => {
      this.handlers.onAction({ name: "restore", run: row.id });
    });
  }

  /**
   * Say something above the table, with a button for ten seconds.
   * @param {string} words
   * @param {string} [button]
   * @param {() => void} [onPress]
   */
  say(words, button = "", onPress = undefined) {
    this.message.say(words, button, onPress);
  }

  /**
   * Mark the row of the run whose curve the pointer is at.
   * @param {string | null} id
   */
  mark(id) {
    for (const row of queryAll(this.box, "tr[data-run]"))
      row.classList.toggle("dnn-runs-marked", row.dataset.run === id);
  }

  destroy() {
    this.message.destroy();
  }
}

/**
 * The run of the row that an event happened in.
 * @param {Event} event
 * @returns {string | null}
 */
function runOf({ target }) {
  const row = target instanceof Element ? target.closest("tr[data-run]") : null;
  return row instanceof HTMLElement ? (row.dataset.run ?? null) : null;
}
