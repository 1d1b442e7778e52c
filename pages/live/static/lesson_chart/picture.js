// The picture of the chart: axes, references, curves of runs with their labels, the sketch over them, and the cursor.
// @ts-check

import { SHAPES } from "../runs/appearance.js";
import { cost, fill } from "../ui/format.js";
import { highestOf, isDiverged, lastOf, leavesAt, pathOf, readAt } from "./curves.js";
import { pixelOfCost, pixelX, pixelY } from "./geometry.js";
import { placed, wrapped } from "./labels.js";
import { haloOf, References } from "./references.js";
import { Rules } from "./rules.js";
import { add, Pool, set } from "./svg.js";

/** @import { DrawnCosts, LessonReference } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Geometry } from "./geometry.js" */
/** @import { Place } from "./sketch.js" */
/**
 * @typedef {object} DrawnRun
 * @property {string} id
 * @property {string} label empty for one of many
 * @property {string} color
 * @property {string} dash
 * @property {boolean} isHighlighted
 * @property {DrawnCosts | undefined} curve
 */
/**
 * @typedef {object} PictureModel
 * @property {Geometry} geometry
 * @property {Record<string, string>} colors
 * @property {string} font
 * @property {Texts} texts
 * @property {string} language
 * @property {DrawnRun[]} runs
 * @property {LessonReference[]} references
 * @property {Place[]} sketch
 * @property {boolean} isSketching
 * @property {number | null} firstCost
 * @property {number | null} cursor the iteration that is read
 * @property {{ width: number, opacity: number }} [thin] of the lines of many
 */
/** @typedef {{ text: string, x: number, y: number, color: string, key: string }} Label of a line's end at x, y */

const GAP = 1.3; // heights of the letters, between two labels
const LINE = 1.12; // heights of the letters, from one line of a label to the next
const BESIDE = 7; // pixels between a line and its label
const FAR = 5; // pixels, from which on a label is joined to its line
const CROSS = 5; // pixels of half a cross where a run diverged
const WIDTHS = { usual: 2.2, thick: 3.4 };
const THIN = { width: 1, opacity: 0.55 };

export class Picture {
  /** The part of a path that is of a curve, as long as that and the plot stay. @type {WeakMap<DrawnCosts, { geometry: Geometry, path: string }>} */
  paths = new WeakMap();
  /** @type {Geometry | null} */ geometry = null;

  /** @param {SVGSVGElement} svg */
  constructor(svg) {
    this.svg = svg;
    const clip = `dnn-lesson-plot-${Math.random().toString(36).slice(2)}`;
    this.frame = add(add(add(svg, "defs"), "clipPath", { id: clip }), "rect");
    const part = (/** @type {Record<string, string>} */ attributes = {}) => new Pool(add(svg, "g", attributes));
    this.rules = new Rules(add(svg, "g"));
    const line = { "clip-path": `url(#${clip})`, fill: "none", "stroke-linejoin": "round" };
    this.lines = part(line);
    this.highlighted = part(line);
    const above = part(line); // the curves, of which one may lie on such a line
    this.sketch = part(line);
    this.marks = part();
    this.labels = part();
    this.references = new References(above, this.labels);
    this.measuring = document.createElement("canvas").getContext("2d");
  }

  /** @param {PictureModel} model */
  draw(model) {
    const geometry = this.kept(model.geometry);
    const drawn = { ...model, geometry };
    const { width, height, left, right, top, bottom, size } = geometry;
    set(this.svg, { width, height, viewBox: `0 0 ${width} ${height}`, "font-size": size });
    set(this.frame, { x: left, y: top - 1, width: right - left + 2, height: bottom - top + 3 });
    this.rules.draw(drawn);
    const labels = [...this.references.draw(drawn), ...(model.isSketching ? [] : this.drawRuns(drawn))];
    this.drawSketch(drawn);
    this.drawCursor(drawn);
    this.drawLabels(drawn, labels);
    for (const pool of [this.lines, this.highlighted, this.references.lines, this.sketch, this.marks, this.labels])
      pool.sweep();
  }

  /**
   * The geometry before, where it is the same: paths are kept for it.
   * @param {Geometry} geometry
   */
  kept(geometry) {
    if (JSON.stringify(geometry) !== JSON.stringify(this.geometry)) this.geometry = geometry;
    return /** @type {Geometry} */ (this.geometry);
  }

  /**
   * Those of many as one thin path a colour, the others above them as lines of their own.
   * @param {PictureModel} model
   * @returns {Label[]}
   */
  drawRuns(model) {
    /** @type {Map<string, string>} */
    const thin = new Map();
    const own = [];
    for (const run of model.runs) {
      if (run.label || run.isHighlighted) own.push(run);
      else if (run.curve) thin.set(run.color, (thin.get(run.color) ?? "") + this.pathOf(run.curve, model.geometry));
    }
    const { width, opacity } = model.thin ?? THIN;
    for (const [color, d] of thin) {
      const style = { stroke: color, "stroke-width": width, "stroke-opacity": opacity, "stroke-linecap": "round" };
      this.lines.show(`thin ${color}`, "path", { d, ...style });
    }
    return own.flatMap((run) => this.drawRun(model, run));
  }

  /**
   * @param {PictureModel} model
   * @param {DrawnRun} run
   * @returns {Label[]}
   */
  drawRun({ geometry, colors, texts }, { id, label, color, dash, isHighlighted, curve }) {
    if (!curve) return [];
    const isDot = curve.points[0].length === 1;
    const width = isHighlighted ? WIDTHS.thick : WIDTHS.usual;
    const style = {
      ...{ stroke: color, "stroke-width": isDot ? 7 : width, "stroke-linecap": isDot ? "round" : "butt" },
      "stroke-dasharray": isDot ? "none" : SHAPES[dash] || "none",
    };
    const lines = isHighlighted ? this.highlighted : this.lines;
    lines.show(`run ${id}`, "path", { d: this.pathOf(curve, geometry), ...style });
    const leaves = leavesAt(curve, geometry.range.high);
    if (leaves !== null) {
      const d = `M${pixelX(geometry, leaves)} ${geometry.top - 9}l5 7h-10z`;
      this.marks.show(`cut ${id}`, "path", { d, fill: color });
      if (texts.up_to) {
        const style = { x: pixelX(geometry, leaves) + 9, y: geometry.top - 2, fill: color, ...haloOf(colors) };
        this.labels.show(`highest ${id}`, "text", style, fill(texts.up_to, { cost: cost(highestOf(curve)) }));
      }
    }
    const last = lastOf(curve);
    if (!last) return [];
    const [x, y] = [pixelX(geometry, last[0]), within(geometry, pixelOfCost(geometry, last[1]))];
    if (isDiverged(curve)) {
      const d = `M${x - CROSS} ${y - CROSS}l${2 * CROSS} ${2 * CROSS}m0 ${-2 * CROSS}l${-2 * CROSS} ${2 * CROSS}`;
      this.marks.show(`end ${id}`, "path", { d, stroke: color, "stroke-width": WIDTHS.usual });
    }
    const text = isDiverged(curve) ? `${label} ${texts.diverged}`.trim() : label;
    return text ? [{ key: `run ${id}`, text, x: isDiverged(curve) ? x + CROSS : x, y, color }] : [];
  }

  /**
   * @param {DrawnCosts} curve
   * @param {Geometry} geometry
   */
  pathOf(curve, geometry) {
    const known = this.paths.get(curve);
    if (known?.geometry === geometry) return known.path;
    const path = pathOf(curve, geometry);
    this.paths.set(curve, { geometry, path });
    return path;
  }

  /** @param {PictureModel} model */
  drawSketch({ geometry, colors, sketch, isSketching, firstCost, texts }) {
    const at = sketch.map(([iteration, height]) => `${pixelX(geometry, iteration)} ${pixelY(geometry, height)}`);
    const d = at.length === 1 ? `M${at[0]}h.01` : at.length ? `M${at.join("L")}` : "";
    const style = {
      ...{
        stroke: colors.text,
        "stroke-width": at.length === 1 ? 8 : isSketching ? 3 : 2.4,
        "stroke-linecap": "round",
      },
      "stroke-dasharray": isSketching || at.length === 1 ? "none" : "7 6",
    };
    if (d) {
      this.sketch.show("sketch behind", "path", { d, ...style, stroke: colors.background, "stroke-width": 6 });
      this.sketch.show("sketch", "path", { d, ...style });
    }
    if (firstCost === null) return;
    const [x, y] = [pixelX(geometry, 1), within(geometry, pixelOfCost(geometry, firstCost))];
    this.marks.show("start", "circle", { cx: x, cy: y, r: 5.5, fill: colors.text, stroke: colors.background });
    const above = y - 10 < geometry.top + geometry.size ? y + 1.2 * geometry.size : y - 9;
    if (isSketching) this.marks.show("start text", "text", { x: x + 8, y: above, fill: colors.text }, texts.start);
  }

  /** @param {PictureModel} model */
  drawCursor({ geometry, colors, cursor, isSketching, runs }) {
    if (cursor === null || isSketching) return;
    const x = Math.round(pixelX(geometry, cursor)) + 0.5;
    const style = { stroke: colors.muted, "stroke-dasharray": "2 3" };
    this.marks.show("cursor", "path", { d: `M${x} ${geometry.top}V${geometry.bottom}`, ...style });
    for (const { id, label, isHighlighted, color, curve } of runs) {
      const read = curve && (label || isHighlighted) ? readAt(curve, cursor) : null;
      if (!read || read.isOver) continue;
      const y = within(geometry, pixelOfCost(geometry, read.cost));
      this.marks.show(`read ${id}`, "circle", { cx: x, cy: y, r: 4.5, fill: color, stroke: colors.background });
    }
  }

  /**
   * The labels at the ends of their lines, none over another.
   * @param {PictureModel} model
   * @param {Label[]} labels
   */
  drawLabels({ geometry, colors, font }, labels) {
    const { size, top, bottom, width } = geometry;
    const { measuring } = this;
    if (measuring) measuring.font = `${size}px ${font}`;
    const measure = (/** @type {string} */ text) => measuring?.measureText(text).width ?? text.length * size;
    const lines = labels.map(({ text, x }) => wrapped(text, Math.max(2 * size, width - x - BESIDE - 2), measure));
    const most = Math.max(1, ...lines.map(({ length }) => length));
    const wanted = labels.map(({ y }) => y);
    const at = placed(
      wanted,
      (GAP + (most - 1) * LINE) * size,
      top + (most - 1) * 0.5 * LINE * size,
      bottom - 0.5 * size,
    );
    for (const [index, { key, x, y, color }] of labels.entries()) {
      const begin = x + BESIDE;
      for (const [line, words] of lines[index].entries()) {
        const down = (line - (lines[index].length - 1) / 2) * LINE;
        const place = { x: begin, y: at[index] + (0.35 + down) * size, fill: color };
        this.labels.show(`${key} ${line}`, "text", { ...place, ...haloOf(colors) }, words);
      }
      if (Math.abs(at[index] - y) < FAR) continue;
      const d = `M${x + 1} ${y}L${begin - 2} ${at[index]}`;
      this.marks.show(`leader ${key}`, "path", { d, stroke: color, "stroke-width": 1 });
    }
  }
}

/** A pixel of a cost, at the edge of the plot where it lies outside. @param {Geometry} geometry @param {number} y */
const within = ({ top, bottom }, y) => Math.max(top, Math.min(bottom, y));
