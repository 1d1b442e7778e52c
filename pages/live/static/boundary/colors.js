// The colours of the output over the plane, its legend, and the tools beside it, as HTML.

import { fill } from "../ui/format.js";
import { css, diverging } from "../ui/shades.js";
import { escapeHtml, short } from "../ui/words.js";

const LOOK =
  '<svg viewBox="0 0 16 16" width="15" height="15" fill="none" stroke="currentColor" stroke-width="1.3" ' +
  'aria-hidden="true"><circle cx="8" cy="8" r="4.5"/><path d="M8 1v4M8 11v4M1 8h4M11 8h4"/></svg>';

const ofClass = (colors, k) => colors.classes[k % colors.classes.length];
const dot = (color) => `<i style="background:${css(color)}"></i>`;

// The largest target of a regression, by size; its colours reach so far on both sides of 0.
export function reachOf(data) {
  let most = 1e-9;
  for (const y of data.plane.train.Y) most = Math.max(most, Math.abs(y));
  return most;
}

// A function from a cell to its colour; A (n_y, n²) is the output over the plane.
export function shades({ A, n }, { task, classes }, colors, { discrete, reach }) {
  if (task === "multiclass") return several(A, n * n, classes.length, colors, discrete);
  if (task === "binary") {
    const shade = diverging(colors.middle, ...colors.classes);
    return (i) => shade(discrete ? (A[i] > 0.5 ? 0.6 : -0.6) : 0.85 * (2 * A[i] - 1));
  }
  return (i) => colors.scale(A[i] / reach);
}

// The most probable class, the paler the less sure.
function several(A, cells, count, colors, discrete) {
  const tables = Array.from({ length: count }, (_, k) => diverging(colors.middle, colors.middle, ofClass(colors, k)));
  return (i) => {
    let best = 0;
    for (let k = 1; k < count; k++) if (A[k * cells + i] > A[best * cells + i]) best = k;
    const sureness = (A[best * cells + i] - 1 / count) / (1 - 1 / count);
    return tables[best](discrete ? 0.6 : 0.75 * Math.max(0.08, sureness));
  };
}

export function pointColor(label, { task }, colors, reach) {
  return css(task === "regression" ? colors.scale(label / reach) : ofClass(colors, label));
}

export function legend({ task, classes }, data, texts, colors) {
  const key = (mark, name) => `<span class="dnn-net-key">${mark}${escapeHtml(name)}</span>`;
  const marks =
    key('<i class="dnn-net-round"></i>', texts.train) +
    (data.test.count ? key('<i class="dnn-net-square"></i>', texts.test) : "");
  if (task === "multiclass") return classes.map((name, k) => key(dot(ofClass(colors, k)), name)).join("") + marks;
  const isBinary = task === "binary";
  const [from, to] = isBinary ? colors.classes : [colors.negative, colors.positive];
  const reach = reachOf(data);
  const ends = isBinary ? [`0 ${classes[0]}`, `1 ${classes[1]}`] : [short(-reach), short(reach)];
  const bar = `<b style="background:linear-gradient(90deg,${css(from)},${css(colors.middle)},${css(to)})">${isBinary ? "<em>0.5</em>" : ""}</b>`;
  return `<span class="dnn-net-bar"><small>${escapeHtml(ends[0])}</small>${bar}<small>${escapeHtml(ends[1])}</small></span>${marks}`;
}

// Look, one for each class, remove; none where points have no classes. Of own points, which are at most so many, `count`
// is how many there are.
export function tools({ task, drawable, classes, points }, count, texts, colors) {
  if (task === "regression" || !drawable) return "";
  const isFull = points !== null && count >= points.most;
  const tool = (name, label, mark, disabled = false) =>
    `<button type="button" role="radio" data-tool="${name}" title="${escapeHtml(label)}" aria-label="${escapeHtml(label)}"` +
    `${disabled ? " disabled" : ""}>${mark}</button>`;
  const adding = classes.map((name, k) => {
    const label = isFull ? fill(texts.points_full, points) : fill(texts.tool_add, { name });
    return tool(`class-${k}`, label, `${dot(ofClass(colors, k))}+`, isFull);
  });
  return (
    `<span>${escapeHtml(texts.tool)}</span>` +
    tool("look", texts.tool_look, LOOK) +
    adding.join("") +
    tool("remove", texts.tool_remove, "✕")
  );
}

// How many own points there are, and what became of others; nothing where the data are not one's own.
export function pointsLine({ points }, count, texts) {
  if (points === null) return "";
  return (
    `<span>${escapeHtml(fill(texts.points_count, { count, most: points.most }))}</span>` +
    `<button type="button" data-clear="1">${escapeHtml(texts.points_clear)}</button><span>${escapeHtml(points.note)}</span>`
  );
}

export function switches(state, { task }, data, texts) {
  const check = (name, label) =>
    `<label><input type="checkbox" name="${name}"${state[name] ? " checked" : ""}>${escapeHtml(label)}</label>`;
  return (
    (task === "regression" ? "" : check("discrete", texts.discrete)) +
    (data.test.count ? check("tests", texts.test_points) : "")
  );
}
