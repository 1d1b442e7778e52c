// The output over the one feature of the data, as a curve that moves while the network learns, with the examples of both parts
// and what the pointer reads there.
// @ts-check

import { labelAxes, UPRIGHT } from "../boundary/axis_labels.js";
import { switches } from "../boundary/colors.js";
import { clamp } from "../boundary/plane.js";
import { NO_NETWORK } from "../network/types.js";
import { inputOf, query } from "../ui/elements.js";
import { fill } from "../ui/format.js";
import { NO_COLORS } from "../ui/shades.js";
import { curveLegend, drawCurve } from "./curve_drawing.js";
import { heightsOf } from "./heights.js";

/** @import { Data, Plane, Range } from "../connection/documents.js" */
/** @import { Line } from "../math/passes.js" */
/** @import { Description } from "../network/types.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @typedef {{ onProbe: (x: number) => string, onChoose: (x: number) => void }} CurveHandlers what is said at a coordinate, as HTML */

/** @type {Record<string, number>} */
const MOVES = { ArrowLeft: -1, ArrowRight: 1 };
const CELLS = 40; // steps of the line that is read, from edge to edge
const FAR = 5; // times as far goes it with the shift key

export class Curve {
  tests = true;
  /** @type {Data & { curve: Plane } | null} */ data = null;
  /** @type {Line | null} */ latest = null;
  /** @type {number | null} The coordinate that is read. */ probed = null;
  /** @type {Range} */ square = [-1, 1];
  description = NO_NETWORK;
  colors = NO_COLORS;

  /**
   * @param {HTMLElement} element
   * @param {CurveHandlers} handlers
   */
  constructor(element, handlers) {
    this.handlers = handlers;
    element.innerHTML =
      `<div class="dnn-net-plane"><canvas class="dnn-net-curve" tabindex="0" role="application"></canvas>` +
      `<output class="dnn-net-probe" hidden></output>${UPRIGHT}</div><div class="dnn-net-axes"></div>` +
      '<div class="dnn-net-legend"></div><div class="dnn-net-switches"></div>';
    const part = (/** @type {string} */ name) => query(element, `.dnn-net-${name}`);
    this.plane = part("plane");
    this.axes = part("axes");
    this.legend = part("legend");
    this.switches = part("switches");
    this.probe = part("probe");
    this.canvas = query(element, "canvas", HTMLCanvasElement);
    this.switches.addEventListener("change", (event) => {
      this.tests = inputOf(event)?.checked ?? true;
      this.redraw();
    });
    this.listen();
    this.observer = new ResizeObserver(() => this.redraw());
    this.observer.observe(this.plane);
  }

  listen() {
    const { canvas, handlers } = this;
    canvas.addEventListener("pointermove", (event) => this.read(this.at(event)));
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      handlers.onChoose(this.at(event));
      this.read(this.at(event));
    });
    canvas.addEventListener("pointerleave", ({ pointerType }) => pointerType === "touch" || this.read(null));
    canvas.addEventListener("blur", () => this.read(null));
    canvas.addEventListener("keydown", (event) => this.type(event));
  }

  /** @param {PointerEvent} event */
  at({ clientX }) {
    const { left, width } = this.canvas.getBoundingClientRect();
    const [low, high] = this.square;
    return low + (high - low) * clamp((clientX - left) / width, 0, 1);
  }

  /**
   * Arrow keys move the line that is read, Enter chooses the value there.
   * @param {KeyboardEvent} event
   */
  type(event) {
    const step = MOVES[event.key];
    const isUse = event.key === "Enter" || event.key === " ";
    if (!step && !isUse) return;
    const [low, high] = this.square;
    const x = clamp((this.probed ?? 0) + (step ?? 0) * ((high - low) / CELLS) * (event.shiftKey ? FAR : 1), low, high);
    if (isUse) this.handlers.onChoose(x);
    event.preventDefault();
    this.read(x);
  }

  /**
   * Show other data, words or colours.
   * @param {Description} description
   * @param {Data & { curve: Plane }} data of one feature
   * @param {Texts} texts
   * @param {Channels} colors
   */
  show(description, data, texts, colors) {
    Object.assign(this, { description, data, colors, square: data.square ?? [-1, 1] });
    const { curve } = data;
    this.switches.innerHTML = switches({ discrete: false, tests: this.tests }, { task: "regression" }, data, texts);
    this.legend.innerHTML = curveLegend(description, data, texts, colors);
    const words = { name: curve.axes[0].name, train: curve.train.of, test: curve.test.of };
    this.canvas.setAttribute("aria-label", fill(texts.curve_name, words));
    labelAxes(this.axes, query(this.plane, ".dnn-net-upright"), curve.axes, this.square);
    this.redraw();
  }

  /** @param {Line} line */
  draw(line) {
    this.latest = line;
    this.redraw();
    if (this.probed !== null) this.read(this.probed);
  }

  redraw() {
    const { data, latest, canvas, description, colors, square, tests, probed } = this;
    if (!data || !canvas.clientWidth) return;
    const heights = latest && heightsOf(latest, data);
    drawCurve(canvas, {
      at: latest?.at ?? [],
      heights: heights ?? [],
      data,
      description,
      colors,
      square,
      tests,
      probed,
    });
    if (!latest || !heights?.length) return;
    // what a test can read of it: the output at both ends and in the middle, in the unit of the upright axis
    const last = latest.at.length - 1;
    canvas.dataset.heights = [0, last >> 1, last].map((i) => heights[0][i].toFixed(3)).join(" ");
  }

  /**
   * Show the text about a coordinate beside it.
   * @param {number | null} x
   */
  read(x) {
    const isOther = x !== this.probed;
    this.probed = x;
    this.probe.hidden = x === null;
    if (x !== null) {
      const html = this.handlers.onProbe(x);
      if (this.probe.innerHTML !== html) this.probe.innerHTML = html;
      const [low, high] = this.square;
      const share = (x - low) / (high - low);
      this.probe.dataset.side = share > 0.5 ? "below left" : "below right";
      Object.assign(this.probe.style, { left: `${100 * share}%`, top: "8px" });
    }
    if (isOther) this.redraw();
  }

  destroy() {
    this.observer.disconnect();
  }
}
