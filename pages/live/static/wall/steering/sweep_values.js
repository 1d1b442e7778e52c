// The values of a sweep by a whole class: what the teacher has typed, as the push that is sent. No DOM.
// @ts-check

/** @import { RoomSetting } from "../../connection/wire.js" */
/** @typedef {{ values: (number | string | null)[] } | { between: [number, number] }} SweepPart of a push */

const DIGITS = 3;
const MIN_VALUES = 2;
const MAX_VALUES = 300;
/** Settings whose values the server spreads between two ends, however many come. */
const SPREAD = new Set(["learning_rate", "l2"]);

/**
 * The part of a push that says which values a setting gets; null where the ends are none.
 * @param {RoomSetting} setting
 * @param {{ low: number, high: number, scale: string, seats: number }} asked `scale` is "linear" or "log"
 * @returns {SweepPart | null}
 */
export function sweepPart(setting, { low, high, scale, seats }) {
  if (setting.options.length) return { values: setting.options.map(([name]) => name) };
  const isLog = scale === "log";
  if (!Number.isFinite(low) || !Number.isFinite(high) || low >= high || (isLog && low <= 0)) return null;
  if (isLog && SPREAD.has(setting.name)) return { between: [low, high] };
  const count = Math.max(MIN_VALUES, Math.min(MAX_VALUES, seats));
  const values = Array.from({ length: count }, (_, i) => spread(i / (count - 1), low, high, isLog));
  const rounded = values.map((value) => (setting.is_whole ? Math.round(value) : Number(value.toPrecision(DIGITS))));
  const distinct = [...new Set(rounded)];
  return distinct.length < MIN_VALUES ? null : { values: alternating(distinct) };
}

/**
 * @param {number} share from 0 to 1
 * @param {number} low
 * @param {number} high
 * @param {boolean} isLog
 */
const spread = (share, low, high, isLog) => (isLog ? low * (high / low) ** share : low + share * (high - low));

/**
 * The same values in an order in which the first few are already spread: the ends, the middle, the quarters …
 * @param {number[]} values rising
 * @returns {number[]}
 */
function alternating(values) {
  const found = new Set([0, values.length - 1]);
  for (let parts = 2; found.size < values.length; parts *= 2) {
    for (let part = 1; part < parts; part += 2) found.add(Math.round((part / parts) * (values.length - 1)));
  }
  return [...found].map((index) => values[index]);
}
