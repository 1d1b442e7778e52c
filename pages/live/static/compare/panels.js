// The small pictures of compared runs at one iteration, row by row: boundary, gradients, weights, and how right the network is.
// @ts-check

import { Passes } from "../math/passes.js";
import { dashOf } from "../runs/appearance.js";
import { query, queryAll } from "../ui/elements.js";
import { fill, whole } from "../ui/format.js";
import { channels } from "../ui/shades.js";
import { write } from "../ui/skeleton.js";
import { drawBoundary } from "./boundary_panel.js";
import { drawCurvePanel } from "./curve_panel.js";
import { normRange, weightReach } from "./frames.js";
import { drawGradients } from "./gradients_panel.js";
import { panelsMarkup } from "./markup.js";
import { headMarkup } from "./settings_table.js";
import { drawVerdict } from "./verdict_panel.js";
import { drawWeights } from "./weights_panel.js";

/** @import { Data } from "../connection/documents.js" */
/** @import { CompareData, ComparedRunData } from "../connection/wire.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Frame, Replayed } from "./frames.js" */

/**
 * @typedef {object} PanelModel what a small picture shows
 * @property {ComparedRunData} run
 * @property {Frame} frame
 * @property {Passes | null} passes where the network can be worked out over the data
 * @property {Channels} colors
 * @property {string} color of the run, in CSS
 * @property {Texts} texts
 * @property {[number, number] | null} norms the range of the norms of gradients, in powers of ten
 * @property {number[]} reach of the weights of each layer
 */

/** @type {Record<string, (cell: HTMLElement, model: PanelModel) => boolean>} */
const DRAW = {
  boundary: drawBoundary,
  curve: drawCurvePanel,
  gradients: drawGradients,
  weights: drawWeights,
  verdict: drawVerdict,
};

export class Panels {
  built = "";
  /** @type {Map<number, { data: Data, passes: Passes }>} */ passes = new Map();

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
  }

  /**
   * @param {CompareData} data
   * @param {string[]} colors of the runs
   */
  build({ runs, texts }, colors) {
    const key = JSON.stringify([runs.map(({ text, name }) => [text, name]), texts.panel_boundary, colors]);
    if (key === this.built) return;
    this.built = key;
    this.passes.clear();
    this.box.innerHTML = panelsMarkup(runs, texts);
    this.box.setAttribute("aria-label", texts.compare_panels);
    queryAll(this.box, ".dnn-compare-head").forEach((head, index) => {
      head.style.color = colors[index];
      head.innerHTML = `${headMarkup(runs[index], dashOf(runs[index]))}<small></small>`;
    });
  }

  /**
   * @param {CompareData} data
   * @param {{ frame: Frame | null, isOver: boolean }[]} places of the runs
   * @param {Replayed[]} replayed
   * @param {{ dataOf: (run: ComparedRunData) => Data | null, colors: Record<string, string>, runColors: string[] }} view
   */
  draw({ runs, texts, language }, places, replayed, { dataOf, colors, runColors }) {
    const [norms, reach] = [normRange(replayed), weightReach(replayed)];
    const shown = new Set();
    runs.forEach((run, index) => {
      const { frame, isOver } = places[index];
      const head = query(this.box, `.dnn-compare-head[data-run="${index}"]`);
      write(query(head, "small"), isOver ? fill(texts.ended_at, { iteration: whole(frame?.iteration, language) }) : "");
      const model = frame && {
        ...{ run, frame, texts, norms, reach, color: runColors[index] },
        passes: this.passesOf(index, run, dataOf(run)),
        colors: channels(colors, [...run.network.class_colors]),
      };
      for (const [name, draw] of Object.entries(DRAW)) {
        const cell = query(this.box, `.dnn-compare-cell[data-panel=${name}][data-run="${index}"]`);
        cell.classList.toggle("dnn-compare-over", isOver);
        cell.hidden = false; // what is hidden has no width to draw in
        const isDrawn = model !== null && draw(cell, model);
        cell.dataset.drawn = String(isDrawn);
        if (isDrawn) shown.add(name);
      }
    });
    for (const name of Object.keys(DRAW)) {
      for (const element of queryAll(this.box, `[data-panel=${name}]`)) element.hidden = !shown.has(name);
    }
  }

  /**
   * The passes of a run over its data; null where they are not there, or not its own.
   * @param {number} index
   * @param {ComparedRunData} run
   * @param {Data | null} data
   */
  passesOf(index, run, data) {
    if (!data) return null;
    let found = this.passes.get(index);
    if (!found || found.data !== data) {
      found = { data, passes: new Passes(run.network, data) };
      this.passes.set(index, found);
    }
    return found.passes.fit ? found.passes : null;
  }
}
