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

/**
 * @typedef {{
 *   canvas: HTMLCanvasElement, probe: HTMLElement, upright: HTMLElement, axes: HTMLElement, legend: HTMLElement,
 *   switches: HTMLElement,
 * }} CurveElements
 */

/** @type {Record<string, number>} */
const MOVES = { ArrowLeft: -1, ArrowRight: 1 };
const CELLS = 40; // steps of the line that is read, from edge to edge
const FAR = 5; // times as far goes it with the shift key

export class Curve {
  /** @type {CurveElements | null} They are made when there is something to draw. */ elements = null;
  tests = true;
  /** @type {Data & { curve: Plane } | null} */ data = null;
  /** @type {Line | null} */ latest = null;
  /** @type {number | null} The coordinate that is read. */ probed = null;
  /** @type {Range} */ square = [-1, 1];
  description = NO_NETWORK;
  colors = NO_COLORS;

  /**
   * @param {HTMLElement} box
   * @param {CurveHandlers} handlers
   */
  constructor(box, handlers) {
    this.box = box;
    this.handlers = handlers;
    this.observer = new ResizeObserver(() => this.redraw());
  }

  /** @returns {CurveElements} */
  build() {
    const { box, observer } = this;
    box.innerHTML =
      `<div class="dnn-net-plane"><canvas class="dnn-net-curve" tabindex="0" role="application"></canvas>` +
      `<output class="dnn-net-probe" hidden></output>${UPRIGHT}</div><div class="dnn-net-axes"></div>` +
      '<div class="dnn-net-legend"></div><div class="dnn-net-switches"></div>';
    const part = (/** @type {string} */ name) => query(box, `.dnn-net-${name}`);
    const canvas = query(box, "canvas", HTMLCanvasElement);
    const [probe, upright, axes, legend, switches] = ["probe", "upright", "axes", "legend", "switches"].map(part);
    switches.addEventListener("change", (event) => {
      this.tests = inputOf(event)?.checked ?? true;
      this.redraw();
    });
    this.listen(canvas);
    observer.observe(part("plane"));
    return { canvas, probe, upright, axes, legend, switches };
  }

  /** @param {HTMLCanvasElement} canvas */
  listen(canvas) {
    const at = (/** @type {PointerEvent} */ { clientX }) => {
      const { left, width } = canvas.getBoundingClientRect();
      const [low, high] = this.square;
      return low + (high - low) * clamp((clientX - left) / width, 0, 1);
    };
    canvas.addEventListener("pointermove", (event) => this.read(at(event)));
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      this.handlers.onChoose(at(event));
      this.read(at(event));
    });
    canvas.addEventListener("pointerleave", ({ pointerType }) => pointerType === "touch" || this.read(null));
    canvas.addEventListener("blur", () => this.read(null));
    canvas.addEventListener("keydown", (event) => this.type(event));
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
    this.description = description;
    this.data = data;
    this.colors = colors;
    this.square = data.square ?? [-1, 1];
    const { curve } = data;
    this.elements ??= this.build();
    const { canvas, upright, axes, legend } = this.elements;
    this.elements.switches.innerHTML = switches(
      { discrete: false, tests: this.tests },
      { task: "regression" },
      data,
      texts,
    );
    legend.innerHTML = curveLegend(description, data, texts, colors);
    const words = { name: curve.axes[0].name, train: curve.train.of, test: curve.test.of };
    canvas.setAttribute("aria-label", fill(texts.curve_name, words));
    labelAxes(axes, upright, curve.axes, this.square);
    this.redraw();
  }

  /** @param {Line} line */
  draw(line) {
    this.latest = line;
    this.redraw();
    if (this.probed !== null) this.read(this.probed);
  }

  redraw() {
    const { data, latest, description, colors, square, tests, probed } = this;
    const canvas = this.elements?.canvas;
    if (!data || !canvas?.clientWidth) return;
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
    const probe = this.elements?.probe;
    if (!probe) return;
    this.probed = x;
    probe.hidden = x === null;
    if (x !== null) {
      const html = this.handlers.onProbe(x);
      if (probe.innerHTML !== html) probe.innerHTML = html;
      const [low, high] = this.square;
      const share = (x - low) / (high - low);
      probe.dataset.side = share > 0.5 ? "below left" : "below right";
      Object.assign(probe.style, { left: `${100 * share}%`, top: "8px" });
    }
    if (isOther) this.redraw();
  }

  destroy() {
    this.observer.disconnect();
  }
}
