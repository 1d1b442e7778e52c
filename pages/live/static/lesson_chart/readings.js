// The readings below the chart: what each curve is, and its cost at the cursor or its latest one.
// @ts-check

import { query } from "../ui/elements.js";
import { fill, whole } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { legendMarkup } from "./markup.js";
import { legend, readingSaid } from "./said.js";

/** @import { Find, Texts } from "../ui/skeleton.js" */
/** @import { CostRange } from "./axis.js" */
/** @import { DrawnRun } from "./picture.js" */
/** @import { Place } from "./sketch.js" */

export class Readings {
  markup = "";

  /** @param {Find} find */
  constructor(find) {
    this.list = find("legend");
    this.at = find("at");
    this.pad = find("pad");
  }

  /**
   * @param {object} model
   * @param {DrawnRun[]} model.runs
   * @param {Place[]} model.sketch
   * @param {CostRange} model.range
   * @param {number} model.iterations
   * @param {number | null} model.cursor
   * @param {Texts} model.texts
   * @param {string} model.language
   */
  draw({ runs, sketch, range, iterations, cursor, texts, language }) {
    const words = { texts, language };
    const entries = legend({ runs, sketch, range, cursor }, words);
    const markup = legendMarkup(entries);
    if (this.markup !== markup) this.list.innerHTML = markup;
    this.markup = markup;
    for (const [index, { value, isOver }] of entries.entries()) {
      const item = this.list.children[index];
      write(query(item, "b"), value);
      item.toggleAttribute("data-over", isOver);
    }
    const at = cursor === null ? texts.latest : fill(texts.at_iteration, { iteration: whole(cursor, language) });
    write(this.at, entries.length ? at : ""); // nothing is read before there is a curve
    this.describe({
      ...{ role: "slider", tabindex: "0", "aria-label": texts.cursor },
      ...{ "aria-valuemin": "1", "aria-valuemax": String(iterations), "aria-valuenow": String(cursor ?? iterations) },
      "aria-valuetext": cursor === null ? at : readingSaid(entries, cursor, words),
    });
  }

  /**
   * The surface over the plot as a slider that reads; none while it is drawn on.
   * @param {Record<string, string>} attributes
   */
  describe(attributes) {
    for (const name of this.pad.getAttributeNames()) {
      const isOurs = name.startsWith("aria-") || name === "role" || name === "tabindex";
      if (isOurs && !(name in attributes)) this.pad.removeAttribute(name);
    }
    for (const [name, value] of Object.entries(attributes)) {
      if (this.pad.getAttribute(name) !== value) this.pad.setAttribute(name, value);
    }
  }

  /** Nothing is read. */
  hide() {
    this.describe({});
  }
}
