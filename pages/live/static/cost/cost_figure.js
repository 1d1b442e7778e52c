// What the cost chart shows, as the plain traces and layout that Plotly takes. No DOM, no state.

import { setting } from "../ui/format.js";
import { smoothed } from "./series.js";

const LABEL_ROWS = 2; // the band above the plot, where changes of hyperparameters are named
const LOW = 300; // pixels; a chart that is lower has one row of them
const LETTER = [6.6, 12.5]; // pixels that a letter of a label takes, a Latin and a Chinese one
const SHOWN_CHANGES = 40;
const FEW = 8; // iterations
const SAME_HEIGHT = 0.01; // reference lines closer than this (relative) share one label
const SYMBOLS = { learning_rate: "α", l2: "λ" };
const NAMES = { rmsprop: "RMSprop", adam: "Adam" };

// Each has arrays of its own: Plotly takes an array that it has seen before for one that has not changed.
export function traces({ train, test, smoothing, texts, colors }) {
  const line = { type: "scatter", mode: train.length === 1 ? "markers" : "lines", hovertemplate: "%{y:.6~g}" };
  const isSmooth = smoothing > 0;
  return [
    {
      ...line,
      uid: "raw",
      name: texts.train_cost_raw,
      x: [...train.x],
      y: [...train.y],
      visible: isSmooth,
      showlegend: isSmooth,
      opacity: 0.28,
      line: { color: colors.train, width: 1.2 },
    },
    {
      ...line,
      uid: "train",
      name: texts.train_cost,
      x: [...train.x],
      y: smoothed(train.x, train.y, smoothing),
      line: { color: colors.train, width: isSmooth ? 2.4 : 1.8 },
      marker: { color: colors.train, size: 7 },
    },
    {
      ...line,
      uid: "test",
      name: texts.test_cost,
      x: [...test.x],
      y: [...test.y],
      showlegend: test.length > 0,
      line: { color: colors.test, width: 2.2, dash: "dash" },
      marker: { color: colors.test, size: 7 },
    },
  ];
}

// `revision` changes with the run: while it stays, Plotly keeps what the visitor zoomed to and hid.
export function layout({ train, test, scale, total, ended, references, changes, ...model }) {
  const { texts, colors, font, width, height, touched, revision, letters = 1 } = model;
  const rows = height < LOW ? 1 : LABEL_ROWS;
  const narrow = width < 480;
  const sides = narrow ? { l: 54 * letters, r: 10 } : { l: 66 * letters, r: 18 };
  const [small, usual] = [12 * letters, 13 * letters];
  const plotWidth = width - sides.l - sides.r;
  const last = Math.max(train.lastX, test.lastX, 1);
  const right = ended ? last : roundEnd(last, total);
  const axis = {
    gridcolor: colors.grid,
    linecolor: colors.grid,
    zeroline: false,
    ticks: "",
    automargin: false,
    tickfont: { color: colors.muted, size: small },
  };
  const title = (text) => ({ text, font: { color: colors.muted, size: usual }, standoff: 6 });
  return {
    uirevision: "live",
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: font, color: colors.text, size: usual },
    margin: { ...sides, t: (30 + 17 * rows) * letters, b: 44 * letters },
    hovermode: "x unified",
    hoverlabel: {
      bgcolor: colors.background,
      bordercolor: colors.grid,
      font: { family: font, color: colors.text, size: usual },
    },
    dragmode: touched ? false : "zoom", // a finger on the chart scrolls the page
    legend: {
      orientation: "h",
      x: 0,
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      font: { color: colors.text, size: usual },
    },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: colors.muted, activecolor: colors.text },
    xaxis: {
      ...axis,
      title: title(texts.iterations),
      uirevision: revision,
      showgrid: false,
      showline: true,
      tickformat: ",~d",
      ...wholeTicks(right),
      nticks: narrow ? 5 : 9,
      hoverformat: ",d",
      unifiedhovertitle: { text: `${texts.iteration} %{x:,d}` },
      spikecolor: colors.muted,
      spikethickness: -1,
      spikedash: "solid",
      ...(last > 1 ? { autorangeoptions: { include: [0, right] } } : { range: [0, total ?? 1000] }),
    },
    yaxis: {
      ...axis,
      title: title(texts.cost),
      uirevision: `${revision} ${scale}`,
      type: scale,
      tickformat: "~g",
      nticks: scale === "linear" ? 8 : narrow ? 3 : 4,
      rangemode: scale === "linear" ? "tozero" : "normal",
    },
    shapes: [...references.flatMap((line) => referenceShape(line, colors)), ...changeShapes(changes, colors)],
    annotations: [
      ...referenceLabels(references, scale, colors, letters),
      ...changeLabels(changes, texts, colors, plotWidth / right / letters, rows, small),
    ],
  };
}

// The first iterations have a tick each: Plotly would put some between them.
export const wholeTicks = (right) => (right <= FEW ? { dtick: 1 } : {});

// The right end of the iterations' axis: a round number a little ahead, so that the axis rests between its steps.
export function roundEnd(last, total) {
  const power = 10 ** Math.floor(Math.log10(Math.max(last, 10)));
  const end = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((candidate) => candidate >= last);
  return total >= last ? Math.min(end, total) : end;
}

function referenceShape({ value }, colors) {
  if (!Number.isFinite(value)) return [];
  const line = { color: colors.reference, width: 1.3, dash: "dot" };
  return [{ type: "line", layer: "below", xref: "paper", x0: 0, x1: 1, y0: value, y1: value, line }];
}

// The highest line is named above itself, the others below themselves; lines that all but coincide share a name.
function referenceLabels(references, scale, colors, letters) {
  const groups = [];
  for (const line of references.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value)) {
    const above = groups.at(-1);
    if (above && (above.value - line.value) / above.value < SAME_HEIGHT) above.labels.push(line.label);
    else groups.push({ value: line.value, labels: [line.label] });
  }
  return groups.map(({ value, labels }, place) => ({
    xref: "paper",
    x: 1,
    xanchor: "right",
    y: scale === "log" ? Math.log10(value) : value,
    yanchor: place === 0 ? "bottom" : "top",
    text: [...new Set(labels)].join(", "),
    showarrow: false,
    borderpad: 1,
    font: { color: colors.muted, size: 12.5 * letters },
  }));
}

function changeShapes(changes, colors) {
  const places = [...new Set(shown(changes).map(({ iteration }) => iteration))];
  const line = { color: colors.change, width: 1.2, dash: "dash" };
  return places.map((x) => ({ type: "line", layer: "below", yref: "paper", x0: x, x1: x, y0: 0, y1: 1, line }));
}

// One label for each place of change, in rows above the plot; where they would cover each other, the older gives way.
// `pixels` is the width of one iteration while nobody zooms and letters have their usual size.
function changeLabels(changes, texts, colors, pixels, rows, size) {
  const byPlace = new Map();
  for (const change of shown(changes)) {
    byPlace.set(change.iteration, [...(byPlace.get(change.iteration) ?? []), wording(change, texts)]);
  }
  const labels = [];
  const taken = new Array(rows).fill(Infinity); // where the label to the right begins, per row
  for (const [iteration, words] of [...byPlace].reverse()) {
    const text = words.join(", ");
    const half =
      [...text.replace(/<[^>]*>/g, "")].reduce((sum, letter) => sum + LETTER[letter > "\u2e80" ? 1 : 0], 0) / 2;
    const place = iteration * pixels;
    const row = taken.findIndex((begin) => place + half < begin);
    if (row < 0) continue;
    taken[row] = place - half;
    labels.push({
      x: iteration,
      yref: "paper",
      y: 1,
      yanchor: "bottom",
      yshift: 1 + 1.4 * size * row,
      showarrow: false,
      xanchor: place < half ? "left" : "center",
      text,
      font: { color: colors.change, size },
    });
  }
  return labels;
}

const shown = (changes) => changes.filter((change) => change.old !== change.new).slice(-SHOWN_CHANGES);

function wording({ field, old, new: now }, texts) {
  if (field === "optimizer") return { ...NAMES, ...optimizers(texts) }[now] ?? setting(now);
  const names = { batch_size: texts.batch_size, iterations: texts.iterations, target_cost: texts.target_cost };
  const value = (it) => (it === null && field === "batch_size" ? texts.full_batch : setting(it));
  return `${SYMBOLS[field] ?? names[field] ?? entry(field)} ${value(old)} → ${value(now)}`;
}

// W^[1]_2,1 as Plotly sets it.
const entry = (field) => field.replace(/^(\w)\^(\[\d+\])_([\d,]+)$/, "$1<sup>$2</sup><sub>$3</sub>");

const optimizers = (texts) => ({ gradient_descent: texts.gradient_descent, momentum: texts.momentum });
