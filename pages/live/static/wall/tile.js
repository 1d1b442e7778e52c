// The tile of one member: made once, and of it drawn again only what has changed.
// @ts-check

import { tickText } from "../lesson_chart/axis.js";
import { query } from "../ui/elements.js";
import { fill, whole } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { paintMap } from "./boundary_map.js";
import { briefAnswerOf, costOf, MARKS, nameOf, questionOf, sweptValueOf } from "./member_words.js";
import { sparkPath } from "./sparkline.js";

/** @import { RoomLesson, RoomMemberTile } from "../connection/wire.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { SparkRange } from "./sparkline.js" */
/** @typedef {{ texts: Texts, language: string, lessons: RoomLesson[], hasNames: boolean, swept: Swept }} TileView */
/** @import { Swept } from "./member_words.js" */

export const CELLS = 48; // of the boundary, a side
const CURVE = { width: 100, height: 48 };
const MARKUP = `<span class="dnn-wall-head"><b></b><i class="dnn-wall-star">★</i><i class="dnn-wall-mark"></i></span>
<span class="dnn-wall-pictures"><canvas width="${CELLS}" height="${CELLS}" aria-hidden="true"></canvas><span class="dnn-wall-plot" aria-hidden="true"><i data-part="high"></i><i data-part="low"></i><svg viewBox="0 0 ${CURVE.width} ${CURVE.height}"
preserveAspectRatio="none"><path fill="none" stroke="currentColor" vector-effect="non-scaling-stroke"/></svg><i data-part="last"></i></span></span>
<span class="dnn-wall-foot"><span data-part="cost"></span><span data-part="value"></span><span data-part="place"></span><span data-part="answer"></span></span>
<span class="dnn-wall-need"></span>`;

export class Tile {
  /** @type {RoomMemberTile | null} */ member = null;
  isVisible = false;
  /** When the boundary was painted. */ painted = -Infinity;
  /** What the pictures were drawn from. @type {{ curve: unknown, range: unknown, network: unknown, colors: unknown }} */
  drawn = { curve: null, range: null, network: null, colors: null };

  constructor() {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "dnn-wall-tile";
    element.innerHTML = MARKUP;
    const part = (/** @type {string} */ name) => query(element, `[data-part="${name}"]`);
    this.element = element;
    this.name = query(element, "b");
    this.mark = query(element, ".dnn-wall-mark");
    this.star = query(element, ".dnn-wall-star");
    this.need = query(element, ".dnn-wall-need");
    this.parts = { cost: part("cost"), value: part("value"), place: part("place"), answer: part("answer") };
    this.axis = { high: part("high"), low: part("low"), last: part("last") };
    this.canvas = query(element, "canvas", HTMLCanvasElement);
    this.path = query(element, "path", SVGPathElement);
  }

  /**
   * Write the words of a member, where they are others than before.
   * @param {RoomMemberTile} member
   * @param {TileView} view
   */
  show(member, { texts, language, lessons, hasNames, swept }) {
    this.member = member;
    const { dataset } = this.element;
    const name = nameOf(hasNames ? member : { ...member, name: "" }, texts);
    const isSaid = member.need === "none" || member.need === "not_finite"; // the place of the cost says that it diverged
    const need = isSaid ? "" : texts[`need_${member.need}`];
    for (const [key, value] of Object.entries({
      ...{ member: member.id, signal: member.signal, need: member.need, present: String(member.is_present) },
      ...{
        star: String(member.star !== null),
        goal: String(member.has_reached_goal),
        run: String(member.run !== null),
      },
    })) {
      if (dataset[key] !== value) dataset[key] = value;
    }
    write(this.name, name);
    write(this.mark, MARKS[member.signal] ?? "");
    write(this.need, need);
    if (this.star.title !== texts.star_help) this.star.title = texts.star_help;
    const cost = costOf(member, texts);
    write(this.parts.cost, member.run?.is_finite ? fill(texts.cost_short, { cost }) : cost);
    const last = member.run ? fill(texts.iteration_short, { iteration: whole(member.run.iteration, language) }) : "";
    write(this.axis.last, last);
    write(this.parts.value, sweptValueOf(member, swept));
    write(this.parts.place, member.position ? fill(texts.step_number, { number: member.position.step + 1 }) : "");
    const { alternatives = [], part } = member.question === null ? {} : questionOf(member.question, lessons, texts);
    const answer = briefAnswerOf(member.prediction, alternatives, texts, part);
    write(this.parts.answer, answer && fill(texts.short_answer, { answer }));
  }

  /**
   * Draw the curve, where it is another one.
   * @param {SparkRange} range
   */
  drawCurve(range) {
    const { member, drawn } = this;
    const curve = member?.run?.curve ?? null;
    if (!member || !this.isVisible || (drawn.curve === curve && drawn.range === range)) return;
    drawn.curve = curve;
    drawn.range = range;
    write(this.axis.high, tickText(range.high));
    write(this.axis.low, tickText(range.low));
    this.path.setAttribute("d", member.run ? sparkPath(member.run, range, CURVE.width, CURVE.height) : "");
  }

  /**
   * Whether the boundary is to be painted.
   * @param {Channels} colors
   */
  isMapStale(colors) {
    const { member, drawn } = this;
    return member !== null && this.isVisible && (drawn.network !== member.network || drawn.colors !== colors);
  }

  /** @param {Channels} colors */
  paint(colors) {
    const { run = null, network = null } = this.member ?? {};
    this.canvas.hidden = !run || !network;
    if (run && network) paintMap(this.canvas, network, run.sizes, colors, CELLS);
    this.drawn.network = network;
    this.drawn.colors = colors;
    this.painted = performance.now();
  }
}
