// The columns of the list of runs: what each shows, by which value it is sorted, and which end of it is the better one. No DOM.
// @ts-check

import { statusWord } from "../cost/run_numbers.js";
import { varying } from "../runs/differences.js";
import { cost, duration, isNumber, score, whole } from "../ui/format.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/**
 * @typedef {object} Column
 * @property {string} key
 * @property {string} title
 * @property {(row: NotebookRow) => string} text
 * @property {(row: NotebookRow) => number | string | null} value
 * @property {1 | -1 | 0} better 1 where more is better, -1 where less is, 0 where neither
 * @property {((difference: number) => string) | null} delta a difference from the baseline as it is written
 */
/** @typedef {{ key: string, isDescending: boolean }} Order */

/** Columns that say which run it is or where it stands, and not how good: they have neither a better end nor a delta. */
const NEUTRAL = { better: /** @type {0} */ (0), delta: null };
const seconds = (/** @type {number} */ value) => (value < 60 ? `${value.toPrecision(2)} s` : duration(value));

/**
 * Whether it is known for how long a run was computed.
 * @param {NotebookRow} row
 */
const isTimed = ({ read_only, seconds }) => read_only === null || seconds > 0;

/**
 * The columns in which not all runs are alike, those of the settings between where a run stands and how good it is.
 * @param {NotebookRow[]} rows
 * @param {Record<string, string>} labels
 * @param {Texts} texts
 * @param {string} language
 * @returns {Column[]}
 */
export function columnsOf(rows, labels, texts, language) {
  const settings = varying(rows, labels).map((name) => settingColumn(name, labels[name]));
  /** @type {Column[]} */
  const all = [
    {
      ...NEUTRAL,
      key: "status",
      title: texts.state_column,
      text: (row) => stateOf(row, texts),
      value: (row) => stateOf(row, texts),
    },
    {
      ...NEUTRAL,
      key: "iteration",
      title: texts.iterations,
      text: (row) => whole(row.iteration, language),
      value: (row) => row.iteration,
    },
    ...settings,
    costColumn("train_cost", texts.train_cost),
    costColumn("test_cost", texts.test_cost),
    scoreColumn("train_score", texts.train_score),
    scoreColumn("test_score", texts.test_score),
    {
      ...NEUTRAL,
      key: "seconds",
      title: texts.computing_time,
      text: (row) => (isTimed(row) ? seconds(row.seconds) : "–"),
      value: (row) => (isTimed(row) ? row.seconds : null),
    },
  ];
  return all.filter((column) => settings.includes(column) || isTelling(column, rows));
}

/**
 * The rows in an order; those without a value come last in any.
 * @param {NotebookRow[]} rows
 * @param {Column | undefined} column
 * @param {boolean} isDescending
 */
export function sorted(rows, column, isDescending) {
  if (!column) return rows;
  const valued = rows.map((row) => ({ row, value: column.value(row) }));
  const known = valued.filter(({ value }) => value !== null);
  const collator = new Intl.Collator(undefined, { numeric: true });
  known.sort(({ value: left }, { value: right }) => {
    return typeof left === "number" && typeof right === "number"
      ? left - right
      : collator.compare(String(left), String(right));
  });
  if (isDescending) known.reverse();
  return [...known, ...valued.filter(({ value }) => value === null)].map(({ row }) => row);
}

/**
 * The best value of a column; null where it has none, or where all are alike.
 * @param {Column} column
 * @param {NotebookRow[]} rows
 * @returns {number | null}
 */
export function bestOf({ better, value }, rows) {
  const values = rows.map(value).filter(isNumber);
  if (better === 0 || values.length < 2 || new Set(values).size < 2) return null;
  return better > 0 ? Math.max(...values) : Math.min(...values);
}

/**
 * The difference of a run from the baseline in a column, and whether it is the better one; null where there is none.
 * @param {Column} column
 * @param {NotebookRow} row
 * @param {NotebookRow | undefined} baseline
 * @returns {{ text: string, isBetter: boolean } | null}
 */
export function deltaOf({ better, value, delta }, row, baseline) {
  if (!delta || !baseline || baseline.id === row.id || baseline.data !== row.data) return null;
  const [now, then] = [value(row), value(baseline)];
  if (!isNumber(now) || !isNumber(then) || now === then) return null;
  return { text: `${now > then ? "+" : "−"}${delta(Math.abs(now - then))}`, isBetter: (now - then) * better > 0 };
}

/**
 * @param {NotebookRow} row
 * @param {Texts} texts
 */
const stateOf = ({ status, stop }, texts) => (stop === "non_finite" ? texts.state_diverged : statusWord(status, texts));

/**
 * @param {string} name
 * @param {string} title
 * @returns {Column}
 */
function settingColumn(name, title) {
  return {
    ...NEUTRAL,
    key: `setting_${name}`,
    title,
    text: ({ settings }) => settings[name] ?? "–",
    value: ({ settings }) => settings[name] ?? null,
  };
}

/**
 * @param {"train_cost" | "test_cost"} key
 * @param {string} title
 * @returns {Column}
 */
const costColumn = (key, title) => ({
  ...{ key, title, better: -1, delta: cost },
  text: (row) => cost(row[key]),
  value: (row) => (isNumber(row[key]) ? row[key] : null),
});

/**
 * @param {"train_score" | "test_score"} key
 * @param {string} title
 * @returns {Column}
 */
const scoreColumn = (key, title) => ({
  ...{ key, title, better: 1, delta: (difference) => score(difference, difference > 1 ? "r2" : "accuracy") },
  text: (row) => score(row[key], row.score),
  value: (row) => (isNumber(row[key]) ? row[key] : null),
});

/**
 * Whether a column says anything: one run is shown with all that it has, of several only what differs.
 * @param {Column} column
 * @param {NotebookRow[]} rows
 */
function isTelling({ value }, rows) {
  const values = new Set(rows.map(value));
  return rows.length === 1 ? !values.has(null) : values.size > 1;
}
