// One member in large, to look at: her curve, the output of her network, her settings.
// @ts-check

import { cost, fill, setting, whole } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { paintMap } from "./boundary_map.js";
import { nameIn } from "./chart/class_curves.js";
import { CurvesChart } from "./chart/curves_chart.js";
import { MARKS, placeOf, runOf, sweptValueOf } from "./member_words.js";

/** @import { RoomLesson, RoomMemberTile } from "../connection/wire.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { ChartStyle } from "./chart/curves_chart.js" */
/** @typedef {ChartStyle & { channels: Channels, lessons: RoomLesson[], hasNames: boolean, goal: number | null, isProjector: boolean }} PortraitView */

const OF_THE_RUN = 3; // facts, the first ones, which a projector shows alone
const CELLS = 96; // of the output, a side

export class Portrait {
  /** @type {unknown} */ painted = null;
  /** @type {unknown} */ paintedIn = null;
  facts = "";

  constructor() {
    this.element = document.createElement("article");
    this.element.className = "dnn-wall-portrait";
    this.heading = document.createElement("h3");
    this.state = document.createElement("p");
    const pictures = document.createElement("div");
    pictures.className = "dnn-wall-pictures";
    this.plot = document.createElement("div");
    this.plot.className = "dnn-wall-chart";
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.list = document.createElement("dl");
    pictures.append(this.plot, this.canvas);
    this.element.append(this.heading, this.state, pictures, this.list);
    this.chart = new CurvesChart(this.plot);
  }

  /**
   * @param {RoomMemberTile} member
   * @param {PortraitView} view
   * @param {RoomMemberTile[]} [beside] all who stand side by side, whose charts have the same axes
   */
  show(member, view, beside = [member]) {
    const { texts, language, channels, hasNames, goal, isProjector } = view;
    const { run, network } = member;
    const mark = isProjector && member.signal !== "done" ? "" : (MARKS[member.signal] ?? ""); // nobody is pointed at
    write(this.heading, `${nameIn(member, texts, hasNames)} ${mark}`.trim());
    const need = member.need === "none" || isProjector ? "" : texts[`need_${member.need}`];
    write(this.state, [runOf(member, texts, language), need].filter(Boolean).join(" · "));
    this.plot.hidden = !run;
    const chosen = new Set([member.id]);
    this.chart.show({ members: [member], beside, chosen, sweep: null, goal, hasNames }, { ...view, texts });
    if (this.painted !== network || this.paintedIn !== channels) {
      this.canvas.hidden = !run || !network;
      if (run && network) paintMap(this.canvas, network, run.sizes, channels, CELLS);
      [this.painted, this.paintedIn] = [network, channels];
    }
    this.showFacts(factsOf(member, view).slice(0, isProjector ? OF_THE_RUN : undefined));
  }

  /** @param {[string, string][]} facts */
  showFacts(facts) {
    const key = JSON.stringify(facts);
    if (key === this.facts) return;
    this.facts = key;
    const parts = facts.flatMap(([name, value]) => {
      const [term, said] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = name;
      said.textContent = value;
      return [term, said];
    });
    this.list.replaceChildren(...parts);
  }

  destroy() {
    this.chart.destroy();
    this.element.remove();
  }
}

/**
 * The settings of a member's run and her place, with their names.
 * @param {RoomMemberTile} member
 * @param {PortraitView} view
 * @returns {[string, string][]}
 */
export function factsOf(member, { texts, language, swept }) {
  const { run, star } = member;
  /** @type {[string, string][]} */
  const all = [
    [texts.own_value, swept ? sweptValueOf(member, swept) : ""],
    [texts.sizes, run ? run.sizes.join(" → ") : ""],
    [texts.learning_rate, run ? setting(run.learning_rate) : ""],
    [texts.test_cost, run && run.test_cost !== null ? cost(run.test_cost) : ""],
    [texts.step, placeOf(member.position, texts)],
    [
      texts.starred_at,
      star ? fill(texts.run_state, { iteration: whole(star.iteration, language), cost: cost(star.cost) }) : "",
    ],
  ];
  return all.filter(([, value]) => value !== "");
}
