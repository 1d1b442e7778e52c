// What is chosen of the list of runs, in the link: sent to the page once the visitor rests, taken over where a link has other.
// @ts-check

import { PageValue } from "../connection/page_value.js";
import { isAtRest } from "../connection/rest.js";

/** @import { NotebookRow, RunsView } from "../connection/wire.js" */
/** @import { Choices } from "./choices.js" */

const SHORT = 8; // letters of an id that a link has: enough to tell a visitor's runs apart, too few to watch one
const MAX_LINKED = 12;
const SETTLED_MS = 1000;

export class LinkedView {
  onPage = new PageValue(JSON.stringify({ curves: "", baseline: "", measure: "" }));
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;

  /**
   * @param {Choices} choices
   * @param {(view: RunsView) => void} onSend
   */
  constructor(choices, onSend) {
    this.choices = choices;
    this.onSend = onSend;
  }

  /** The choices as a link has them. @returns {RunsView} */
  get view() {
    const { ticked, baseline, measure } = this.choices;
    const curves = [...ticked].slice(-MAX_LINKED).map((id) => id.slice(0, SHORT));
    return {
      curves: curves.join("."),
      baseline: baseline?.slice(0, SHORT) ?? "",
      measure: measure === "test" ? "test" : "",
    };
  }

  /** The visitor has chosen something. */
  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (isAtRest() ? this.send() : this.changed()), SETTLED_MS);
  }

  send() {
    const view = this.view;
    if (JSON.stringify(view) === this.onPage.known) return;
    this.onPage.set(JSON.stringify(view));
    this.onSend(view);
  }

  /**
   * Take over what a link has chosen of the visitor's runs; of runs that are not hers nothing, and hers stay as they are.
   * @param {RunsView} view
   * @param {NotebookRow[]} rows
   */
  take({ curves, baseline, measure }, rows) {
    if (rows.length === 0 || !this.onPage.takes(JSON.stringify({ curves, baseline, measure }))) return;
    const found = (/** @type {string} */ start) => rows.find(({ id }) => start !== "" && id.startsWith(start))?.id;
    const ids = curves.split(".").flatMap((start) => found(start) ?? []);
    const isHers = ids.length > 0 || (curves === "" && (baseline === "" || found(baseline) !== undefined));
    if (!isHers) return;
    this.choices.replace({ ticked: ids, baseline: found(baseline) ?? null, measure: measure || "train" });
  }

  destroy() {
    clearTimeout(this.timer);
  }
}
