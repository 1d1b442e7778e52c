// The runs of a class as the curves of one chart: axes, colours, labels, and what a sweep has shown. No DOM.
// @ts-check

import { fill } from "../../ui/format.js";
import { costOf, nameOf, valueWords } from "../member_words.js";
import { commonRange } from "../sparkline.js";
import { TEACHER } from "../teacher_run.js";

/** @import { DrawnCosts, RoomMemberTile, RoomTileRun } from "../../connection/wire.js" */
/** @import { DrawnRun } from "../../lesson_chart/picture.js" */
/** @import { Texts } from "../../ui/skeleton.js" */
/** @import { ClassModel, ChartStyle } from "./curves_chart.js" */
/** @import { Swept } from "../member_words.js" */

/** Colours of the values of a sweep, from the smallest to the largest: the map "viridis" of matplotlib, without its ends. */
export const RAMP = ["#46327e", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#a8b820"];
const RAMP_ON_DARK = ["#8f7fe0", "#6f97e8", "#45b0d8", "#35c4ae", "#55d587", "#98df5c", "#e2e04f"];
const MAX_LABELLED = 8; // of curves; more would cover each other

/** @type {WeakMap<RoomTileRun, DrawnCosts>} */
const curves = new WeakMap();

/**
 * The curve of a tile as the chart takes it; the same one for the same run, so that its path is kept.
 * @param {RoomTileRun} run
 * @returns {DrawnCosts}
 */
function curveOf(run) {
  let curve = curves.get(run);
  if (!curve) {
    const { generation, iteration, status, is_finite: isWell } = run;
    const stop = isWell ? null : { reason: "non_finite", iteration, layer: null, quantity: null };
    curve = { generation, iteration, status, stop, points: [run.curve[0], run.curve[1]] };
    curves.set(run, curve);
  }
  return curve;
}

/**
 * The ends of both axes, in round numbers, so that they seldom change.
 * @param {RoomMemberTile[]} members
 */
export function axesOf(members) {
  const last = Math.max(10, ...members.map(({ run }) => run?.curve[0].at(-1) ?? 0));
  const power = 10 ** Math.floor(Math.log10(last));
  const iterations = ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= last) ?? 10) * power;
  return { iterations, range: { ...commonRange(members), scale: "log" } };
}

/**
 * The values of a sweep, each once: numbers rising, names in the order of the seats.
 * @param {RoomMemberTile[]} members
 * @param {number | null} sweep the number of its push
 * @returns {(number | string)[]}
 */
export function sweptValues(members, sweep) {
  const seated = members.filter((member) => isIn(member, sweep)).sort((a, b) => a.seat - b.seat);
  const values = [...new Set(seated.map(({ value }) => /** @type {number | string} */ (value)))];
  return values.every((value) => typeof value === "number") ? values.sort((a, b) => Number(a) - Number(b)) : values;
}

/**
 * The colours of a sweep that stand out from a page.
 * @param {string} background of it, as #rrggbb
 */
export function rampOn(background) {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16));
  return red + green + blue < 3 * 128 ? RAMP_ON_DARK : RAMP;
}

/**
 * The colour of a value of a sweep, by its place among all.
 * @param {number} place
 * @param {number} count
 * @param {string[]} ramp
 */
export const colorAt = (place, count, ramp) => ramp[Math.floor((place / count) * ramp.length)];

/**
 * @param {ClassModel} model
 * @param {Pick<ChartStyle, "texts" | "colors" | "swept">} style
 * @returns {DrawnRun[]}
 */
export function drawnRuns({ members, chosen, sweep, hasNames, teacher = null }, { texts, colors, swept }) {
  const ramp = rampOn(colors.background ?? "");
  const values = sweptValues(members, sweep);
  const isSweep = sweep !== null;
  const named = (/** @type {RoomMemberTile} */ member) =>
    member.value !== null && isIn(member, sweep)
      ? colorAt(values.indexOf(member.value), values.length, ramp)
      : colors.reference;
  const best = bestOf(members, sweep);
  let labelled = 0;
  const drawn = members
    .filter(({ run }) => run?.curve[0].length)
    .map((member) => {
      const isChosen = chosen.has(member.id) || member === best;
      const hasLabel = isChosen && members.length > 1 && labelled++ < MAX_LABELLED;
      const words =
        isSweep && member.value !== null ? valueWords(member.value, swept) : nameIn(member, texts, hasNames);
      const run = /** @type {RoomTileRun} */ (member.run);
      return {
        ...{ id: member.id, label: hasLabel ? words : "", isHighlighted: isChosen, dash: "solid" },
        ...{ color: isSweep ? named(member) : isChosen ? colors.test : colors.train, curve: curveOf(run) },
      };
    });
  return [...drawn, ...ownRuns(teacher, colors)];
}

/**
 * The teacher's own run above those of the class: in the colour of the letters, which no other line has, and dashed.
 * @param {RoomMemberTile | null} teacher
 * @param {Record<string, string>} colors
 * @returns {DrawnRun[]}
 */
function ownRuns(teacher, colors) {
  if (!teacher?.run?.curve[0].length) return [];
  const { id, name: label, run } = teacher;
  return [{ id, label, isHighlighted: true, dash: "longdash", color: colors.text, curve: curveOf(run) }];
}

/**
 * @param {RoomMemberTile} member
 * @param {Texts} texts
 * @param {boolean} hasNames
 */
export const nameIn = (member, texts, hasNames) =>
  nameOf(hasNames || member.id === TEACHER ? member : { ...member, name: "" }, texts);

/**
 * Whether a member takes part in a sweep.
 * @param {RoomMemberTile} member
 * @param {number | null} sweep the number of its push
 */
export const isIn = ({ follows, returned, value }, sweep) =>
  sweep !== null && follows === sweep && returned !== sweep && value !== null;

/**
 * The member whose cost is lowest of those who take part in a sweep; null where nobody has one.
 * @param {RoomMemberTile[]} members
 * @param {number | null} sweep
 * @returns {RoomMemberTile | null}
 */
export function bestOf(members, sweep) {
  /** @type {RoomMemberTile | null} */
  let best = null;
  for (const member of members) {
    const { run } = member;
    if (!run?.is_finite || run.cost === null || !isIn(member, sweep)) continue;
    if (!best?.run || run.cost < (best.run.cost ?? Infinity)) best = member;
  }
  return best;
}

/**
 * What a sweep has shown so far, in one sentence; empty before the first cost.
 * @param {RoomMemberTile[]} members
 * @param {number | null} sweep the number of its push
 * @param {Swept} swept
 * @param {Texts} texts
 */
export function sweepSaid(members, sweep, swept, texts) {
  const best = bestOf(members, sweep);
  if (!best) return "";
  const diverged = members.filter((each) => each.run && !each.run.is_finite && isIn(each, sweep)).length;
  const values = {
    setting: swept.title,
    value: valueWords(best.value ?? "", swept),
    cost: costOf(best, texts),
    diverged,
  };
  return fill(diverged ? texts.sweep_best_diverged : texts.sweep_best, values);
}
