// The curves of a class in one chart, the cost on a logarithmic axis; of a sweep in the colours of the values.
// @ts-check

import { geometryOf } from "../../lesson_chart/geometry.js";
import { Picture } from "../../lesson_chart/picture.js";
import { Frames } from "../../ui/frames.js";
import { axesOf, drawnRuns } from "./class_curves.js";

/** @import { RoomMemberTile } from "../../connection/wire.js" */
/** @import { Texts } from "../../ui/skeleton.js" */
/** @typedef {{ members: RoomMemberTile[], beside?: RoomMemberTile[], chosen: Set<string>, sweep: number | null, goal: number | null, hasNames: boolean, teacher?: RoomMemberTile | null }} ClassModel */
/** @typedef {{ texts: Texts, language: string, colors: Record<string, string>, font: string, swept?: Swept }} ChartStyle */
/** @import { Swept } from "../member_words.js" */

const MANY = 40; // curves, above which they are thinner and paler
const WITHOUT_LABELS = 30; // pixels beside a plot whose lines have no labels, for half of its last tick's number
const LETTERS = 14; // pixels of the wall's own letters, where they are as usual

export class CurvesChart {
  /** @type {{ model: ClassModel, style: ChartStyle } | null} */ shown = null;

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("aria-hidden", "true");
    box.append(svg);
    this.picture = new Picture(svg);
    this.frames = new Frames(() => this.draw());
    this.observer = new ResizeObserver(() => this.frames.request());
    this.observer.observe(box);
  }

  /**
   * @param {ClassModel} model
   * @param {ChartStyle} style
   */
  show(model, style) {
    this.shown = { model, style };
    this.frames.request();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.box;
    if (!this.shown || !width || !height) return false;
    const { model, style } = this.shown;
    const { texts, language, colors, font } = style;
    const { iterations, range } = axesOf([
      ...(model.beside ?? model.members),
      ...(model.teacher ? [model.teacher] : []),
    ]);
    const letters = parseFloat(getComputedStyle(this.box).fontSize) / LETTERS;
    const thin =
      model.members.length > MANY ? { width: letters, opacity: 0.6 } : { width: 1.7 * letters, opacity: 0.85 };
    const runs = drawnRuns(model, style);
    const hasLabels = model.goal !== null || runs.some(({ label }) => label !== "");
    const wide = geometryOf({ width, height, letters, iterations, range });
    const geometry = hasLabels ? wide : { ...wide, right: Math.round(width - WITHOUT_LABELS * letters) };
    const references = model.goal === null ? [] : [{ cost: model.goal, text: texts.goal, colour: -1 }];
    this.picture.draw({
      ...{ geometry, colors, font, language, references, runs },
      ...{ sketch: [], isSketching: false, firstCost: null, cursor: null, thin },
      texts: { cost: texts.cost, iterations: texts.iterations, diverged: texts.diverged, start: "" },
    });
    this.box.dataset.curves = String(model.members.filter(({ run }) => run?.curve[0].length).length);
    return false;
  }

  destroy() {
    this.observer.disconnect();
    this.frames.destroy();
  }
}
