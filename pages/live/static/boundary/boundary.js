// The output over the plane with the points of both parts on it: the heat map, what the pointer reads there, and the tools
// that change the data.
// @ts-check

import { NO_NETWORK } from "../network/types.js";
import { inputOf, query } from "../ui/elements.js";
import { fill } from "../ui/format.js";
import { NO_COLORS, paintGrid } from "../ui/shades.js";
import { labelAxes, UPRIGHT } from "./axis_labels.js";
import { legend, pointColor, reachOf, shades, switches } from "./colors.js";
import { drawContour } from "./contour.js";
import { pixelsOf } from "./plane.js";
import { afterEdits } from "./point_edits.js";
import { PlanePointer } from "./pointer.js";
import { drawPoints } from "./points.js";
import { Toolbar } from "./toolbar.js";

/** @import { Data, Plane, Range } from "../connection/documents.js" */
/** @import { PointEdit } from "../connection/wire.js" */
/** @import { Description } from "../network/types.js" */
/** @import { Channels, Rgb } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Output } from "./colors.js" */
/** @import { PlanePoints } from "./point_edits.js" */
/** @import { Coordinates, NearPoint } from "./points.js" */

/**
 * @typedef {object} BoundaryHandlers
 * @property {(x1: number, x2: number) => string} onProbe gives the text about a point, as HTML
 * @property {(there: Coordinates, near: NearPoint | null) => void} onExample
 * @property {(edit: PointEdit) => void} onPoint
 */
/** @typedef {{ values: Float64Array, n: number, color: (a: number) => Rgb }} Preview the map of a unit, instead of the output */

export class Boundary {
  discrete = false;
  tests = true;
  /** @type {PointEdit[]} */
  edits = [];
  /** @type {Data & { plane: Plane } | null} */
  data = null;
  /** @type {PlanePoints | null} */
  shown = null;
  /** @type {Range} */
  square = [-1, 1];
  /** @type {(Output & { preview: Preview | null }) | null} */
  latest = null;
  /** @type {Coordinates | null} */
  chosen = null;
  /** @type {Coordinates | null} The point that is read. */
  probed = null;
  reach = 1;
  description = NO_NETWORK;
  /** @type {Texts} */
  texts = {};
  colors = NO_COLORS;

  /**
   * @param {HTMLElement} element
   * @param {BoundaryHandlers} handlers
   */
  constructor(element, handlers) {
    this.handlers = handlers;
    element.innerHTML =
      '<div class="dnn-net-plane"><canvas class="dnn-net-map" aria-hidden="true"></canvas><canvas class="dnn-net-contour" aria-hidden="true"></canvas>' +
      '<canvas class="dnn-net-points" tabindex="0"></canvas>' +
      `<output class="dnn-net-probe" hidden></output>${UPRIGHT}</div><div class="dnn-net-axes"></div>` +
      '<div class="dnn-net-legend"></div><div class="dnn-net-tools" role="radiogroup"></div><div class="dnn-net-switches"></div>' +
      '<div class="dnn-net-owned"></div>';
    const part = (/** @type {string} */ name) => query(element, `.dnn-net-${name}`);
    const canvas = (/** @type {string} */ name) => query(element, `.dnn-net-${name}`, HTMLCanvasElement);
    this.plane = part("plane");
    this.axes = part("axes");
    this.legend = part("legend");
    this.switches = part("switches");
    this.probe = part("probe");
    this.map = canvas("map");
    this.contour = canvas("contour");
    this.points = canvas("points");
    this.toolbar = new Toolbar(part("tools"), part("owned"), this.points, () => handlers.onPoint({ op: "clear" }));
    this.pointer = new PlanePointer(this);
    this.switches.addEventListener("change", (event) => this.toggle(event));
    this.observer = new ResizeObserver(() => this.drawPoints());
    this.observer.observe(this.plane);
  }

  /** @param {Event} event */
  toggle(event) {
    const { name, checked = false } = inputOf(event) ?? {};
    if (name === "discrete") this.discrete = checked;
    if (name === "tests") this.tests = checked;
    this.drawPoints();
    if (this.latest) this.draw(this.latest);
  }

  /**
   * Show other data, words or colours.
   * @param {Description} description
   * @param {Data & { plane: Plane }} data of the plane
   * @param {Texts} texts
   * @param {Channels} colors
   */
  show(description, data, texts, colors) {
    this.description = description;
    this.data = data;
    this.texts = texts;
    this.colors = colors;
    this.reach = reachOf(data);
    this.square = data.square ?? [-1, 1];
    this.switches.innerHTML = switches(this, description, data, texts);
    this.legend.innerHTML = legend(description, data, texts, colors);
    this.points.setAttribute("role", "application");
    this.points.setAttribute("aria-label", fill(texts.plane_name, counted(data.plane)));
    labelAxes(this.axes, query(this.plane, ".dnn-net-upright"), data.plane.axes, this.square);
    this.showPoints();
  }

  /**
   * Show the points with the edits that are not in the data yet.
   * @param {PointEdit[]} edits
   */
  showEdits(edits) {
    this.edits = [...edits];
    this.showPoints();
  }

  showPoints() {
    if (!this.data) return;
    this.shown = afterEdits(this.data.plane, this.edits);
    const { description, texts, colors } = this;
    const total = (/** @type {PlanePoints} */ { train, test }) => train.count + test.count;
    const count = (description.points?.count ?? 0) + total(this.shown) - total(this.data.plane);
    this.toolbar.show(description, count, texts, colors);
    this.drawPoints();
  }

  /**
   * Draw the output of the last layer, or the map of a unit that the pointer is at instead.
   * @param {Output & { preview: Preview | null }} output
   */
  draw(output) {
    this.latest = output;
    const { preview } = output;
    if (preview) paintGrid(this.map, preview.n, (i) => preview.color(preview.values[i]));
    else paintGrid(this.map, output.n, shades(output, this.description, this.colors, this));
    drawContour(this.contour, preview || this.description.task !== "binary" ? null : output, this.colors);
  }

  /**
   * A point of the plane in pixels.
   * @param {Coordinates} point
   * @returns {[number, number]}
   */
  pixelsOf(point) {
    return pixelsOf(point, this.square, this.points.clientWidth);
  }

  /**
   * Show the text about a point beside it.
   * @param {Coordinates | null} there
   */
  read(there) {
    this.probed = there;
    this.probe.hidden = !there;
    if (!there) return;
    const html = this.handlers.onProbe(there.x1, there.x2);
    if (this.probe.innerHTML !== html) this.probe.innerHTML = html;
    const [x, y] = this.pixelsOf(there);
    this.probe.dataset.side = `${y < 70 ? "below" : "above"} ${x > this.points.clientWidth / 2 ? "left" : "right"}`;
    Object.assign(this.probe.style, { left: `${x}px`, top: `${y}px` });
  }

  drawPoints() {
    const { shown: plane, tests, chosen, colors, points } = this;
    const { dragged } = this.pointer;
    if (!plane || !points.clientWidth) return;
    const cross = document.activeElement === points ? this.pointer.cross : null;
    const color = (/** @type {number} */ label) => pointColor(label, this.description, colors, this.reach);
    const pixels = (/** @type {Coordinates} */ point) => this.pixelsOf(point);
    drawPoints(points, { plane, tests, dragged, chosen, cross, colors, color, pixelsOf: pixels });
  }

  destroy() {
    this.observer.disconnect();
  }
}

/**
 * The number of points of each part, and the number drawn where that is smaller.
 * @param {Plane} plane
 */
function counted(plane) {
  const words = (/** @type {{ count: number, of: number }} */ { count, of }) =>
    count < of ? `${count} / ${of}` : `${of}`;
  return { train: words(plane.train), test: words(plane.test) };
}
