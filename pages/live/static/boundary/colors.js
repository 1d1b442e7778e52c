// The colours of the output over the plane, its legend, and the tools beside it, as HTML.
// @ts-check

import { brief } from "../math/axes.js";
import { fill, fillCounted } from "../ui/format.js";
import { css, diverging } from "../ui/shades.js";
import { escapeHtml, short } from "../ui/words.js";
import { targetOf } from "../verdict/targets.js";

/** @import { Data } from "../connection/documents.js" */
/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { Channels, Rgb, Scale } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @typedef {{ A: Float64Array, n: number }} Output A (n_y, n²) of the last layer over n × n cells of the plane */

const INSPECT =
  '<svg viewBox="0 0 16 16" width="15" height="15" fill="none" stroke="currentColor" stroke-width="1.3" ' +
  'aria-hidden="true"><circle cx="8" cy="8" r="4.5"/><path d="M8 1v4M8 11v4M1 8h4M11 8h4"/></svg>';

/** @type {(colors: Pick<Channels, "classes">, k: number) => Rgb} */
export const ofClass = (colors, k) => colors.classes[k % colors.classes.length];
/** @param {Rgb} color */
export const dot = (color) => `<i style="background:${css(color)}"></i>`;

/**
 * The largest target of a regression, by size; its colours reach so far on both sides of 0.
 * @param {Pick<Data, "plane">} data
 * @returns {number}
 */
export function reachOf(data) {
  let maximum = 1e-9;
  for (const y of data.plane?.train.Y ?? []) maximum = Math.max(maximum, Math.abs(y));
  return maximum;
}

/**
 * A function from a cell to its colour.
 * @param {Output} output
 * @param {Pick<NetworkDescription, "task" | "classes">} description
 * @param {Pick<Channels, "classes" | "middle" | "scale">} colors
 * @param {{ discrete: boolean, reach: number }} options
 * @returns {(cell: number) => Rgb}
 */
export function shades({ A, n }, { task, classes }, colors, { discrete, reach }) {
  if (task === "multiclass") return several(A, n * n, classes.length, colors, discrete);
  if (task === "binary") {
    const shade = diverging(colors.middle, colors.classes[0], colors.classes[1]);
    return (i) => shade(discrete ? (A[i] > 0.5 ? 0.6 : -0.6) : 0.85 * (2 * A[i] - 1));
  }
  return (i) => colors.scale(A[i] / reach);
}

/**
 * The most probable class, the paler the less sure.
 * @param {Float64Array} A (count, cells)
 * @param {number} cells
 * @param {number} count of classes
 * @param {Pick<Channels, "classes" | "middle">} colors
 * @param {boolean} discrete
 * @returns {(cell: number) => Rgb}
 */
function several(A, cells, count, colors, discrete) {
  /** @type {Scale[]} */
  const tables = Array.from({ length: count }, (_, k) => diverging(colors.middle, colors.middle, ofClass(colors, k)));
  return (i) => {
    let best = 0;
    for (let k = 1; k < count; k++) if (A[k * cells + i] > A[best * cells + i]) best = k;
    const sureness = (A[best * cells + i] - 1 / count) / (1 - 1 / count);
    return tables[best](discrete ? 0.6 : 0.75 * Math.max(0.08, sureness));
  };
}

/**
 * The colour of a point.
 * @param {number} label class number or target
 * @param {Pick<NetworkDescription, "task">} description
 * @param {Pick<Channels, "classes" | "scale">} colors
 * @param {number} reach of the targets
 * @returns {string} of CSS
 */
export function pointColor(label, { task }, colors, reach) {
  return css(task === "regression" ? colors.scale(label / reach) : ofClass(colors, label));
}

/**
 * An entry of a legend; a long name is shortened, and whole where the pointer rests.
 * @param {string} mark as HTML
 * @param {string} name
 */
export const key = (mark, name) => {
  const cut = brief(name);
  const whole = cut === name ? "" : ` title="${escapeHtml(name)}"`;
  return `<span class="dnn-net-key"${whole}>${mark}${escapeHtml(cut)}</span>`;
};

/**
 * The marks of the parts that there are.
 * @param {Pick<Data, "test">} data
 * @param {Texts} texts
 */
export const partKeys = ({ test }, texts) =>
  key('<i class="dnn-net-round"></i>', texts.train) +
  (test.count ? key('<i class="dnn-net-square"></i>', texts.test) : "");

/**
 * The legend of colours and points.
 * @param {Pick<NetworkDescription, "task" | "classes">} description
 * @param {Pick<Data, "plane" | "test" | "target_mean" | "target_scale">} data
 * @param {Texts} texts
 * @param {Channels} colors
 * @returns {string}
 */
export function legend({ task, classes }, data, texts, colors) {
  const marks = partKeys(data, texts);
  if (task === "multiclass") return classes.map((name, k) => key(dot(ofClass(colors, k)), name)).join("") + marks;
  const isBinary = task === "binary";
  const [from, to] = isBinary ? colors.classes : [colors.negative, colors.positive];
  const reach = reachOf(data);
  const ends = isBinary
    ? [`0 ${brief(classes[0])}`, `1 ${brief(classes[1])}`]
    : [-reach, reach].map((y) => short(targetOf(data, y)));
  const gradient = `linear-gradient(90deg,${css(from)},${css(colors.middle)},${css(to)})`;
  const bar = `<b style="background:${gradient}">${isBinary ? "<em>0.5</em>" : ""}</b>`;
  const [low, high] = ends.map((end) => `<small>${escapeHtml(end)}</small>`);
  return `<span class="dnn-net-bar">${low}${bar}${high}</span>${marks}`;
}

/**
 * The tools: inspect, one for each class, remove; none where points have no classes.
 * @param {Pick<NetworkDescription, "task" | "drawable" | "classes" | "points">} description
 * @param {number} count of own points
 * @param {Texts} texts
 * @param {Pick<Channels, "classes">} colors
 * @returns {string}
 */
export function tools({ task, drawable, classes, points }, count, texts, colors) {
  if (task === "regression" || !drawable) return "";
  const isFull = points !== null && count >= points.max_count;
  /** @type {(name: string, label: string, mark: string, isDisabled?: boolean) => string} */
  const tool = (name, label, mark, isDisabled = false) =>
    `<button type="button" role="radio" data-tool="${name}" title="${escapeHtml(label)}" aria-label="${escapeHtml(label)}"` +
    `${isDisabled ? " disabled" : ""}>${mark}</button>`;
  const adding = classes.map((name, k) => {
    const label = isFull ? fill(texts.points_full, points) : fill(texts.tool_add, { name });
    return tool(`class-${k}`, label, `${dot(ofClass(colors, k))}+`, isFull);
  });
  const [inspect, remove] = [tool("inspect", texts.tool_inspect, INSPECT), tool("remove", texts.tool_remove, "✕")];
  return `<span>${escapeHtml(texts.tool)}</span>${inspect}${adding.join("")}${remove}`;
}

/**
 * The number of own points, and what became of others; nothing where the data are not one's own.
 * @param {Pick<NetworkDescription, "points">} description
 * @param {number} count
 * @param {Texts} texts
 * @returns {string}
 */
export function pointsLine({ points }, count, texts) {
  if (points === null) return "";
  return (
    `<span>${escapeHtml(fillCounted(texts, "points_count", count, { max_count: points.max_count }))}</span>` +
    `<button type="button" data-clear="1">${escapeHtml(texts.points_clear)}</button><span>${escapeHtml(points.note)}</span>`
  );
}

/**
 * The switches below the plane.
 * @param {{ discrete: boolean, tests: boolean }} state
 * @param {Pick<NetworkDescription, "task">} description
 * @param {Pick<Data, "test">} data
 * @param {Texts} texts
 * @returns {string}
 */
export function switches(state, { task }, data, texts) {
  /** @type {(name: "discrete" | "tests", label: string) => string} */
  const check = (name, label) =>
    `<label><input type="checkbox" name="${name}"${state[name] ? " checked" : ""}>${escapeHtml(label)}</label>`;
  const classes = task === "regression" ? "" : check("discrete", texts.discrete);
  return classes + (data.test.count ? check("tests", texts.test_points) : "");
}
