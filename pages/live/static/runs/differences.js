// The differences between runs, in words: the name of a run, the label of its curve. No DOM.
// @ts-check

import { fill, fillCounted } from "../ui/format.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @typedef {Record<string, string>} Settings texts by the names of settings */
/** @typedef {{ name: string, label: string, old: string, now: string }} SettingDifference */

const MAX_NAMED = 2;
const NONE = "–";
/** Settings of which one value says no more than another: only the new one is named. */
const UNORDERED = ["seed", "data_seed"];

/**
 * The settings in which one run differs from another, in the order of the labels.
 * @param {Settings} before
 * @param {Settings} after
 * @param {Settings} labels
 * @returns {SettingDifference[]}
 */
export function differences(before, after, labels) {
  return Object.keys(labels)
    .filter((name) => (before[name] ?? NONE) !== (after[name] ?? NONE))
    .map((name) => ({ name, label: labels[name], old: before[name] ?? NONE, now: after[name] ?? NONE }));
}

/**
 * "α 0.1 → 0.3": one difference or two in words, more of them counted.
 * @param {SettingDifference[]} found
 * @param {Texts} texts
 * @returns {string}
 */
export function differenceWords(found, texts) {
  if (found.length === 0) return texts.same_settings;
  if (found.length > MAX_NAMED) return fillCounted(texts, "changes", found.length);
  return listed(found, texts);
}

/**
 * All differences in words.
 * @param {SettingDifference[]} found
 * @param {Texts} texts
 */
export const listed = (found, texts) =>
  found
    .map(({ name, label, old, now }) => (UNORDERED.includes(name) ? `${label} ${now}` : `${label} ${old} → ${now}`))
    .join(texts.list_separator);

/**
 * The name of a run: the one that its owner gave it, or else its differences from the baseline.
 * @param {NotebookRow} row
 * @param {NotebookRow | undefined} baseline
 * @param {Settings} labels
 * @param {Texts} texts
 */
export function nameOf(row, baseline, labels, texts) {
  if (row.name) return row.name;
  if (!hasSettings(row)) return texts.unknown_settings;
  if (!baseline || baseline.id === row.id) return texts.baseline;
  const found = differences(baseline.settings, row.settings, labels);
  if (found.length > 0) return differenceWords(found, texts);
  return fill(texts.again, { seed: row.settings.seed });
}

/**
 * Whether the settings of a run could be read.
 * @param {NotebookRow} row
 */
const hasSettings = ({ settings }) => Object.keys(settings).length > 0;

/**
 * The settings in which not all runs are alike, in the order of the labels; of some runs they cannot be read.
 * @param {NotebookRow[]} rows
 * @param {Settings} labels
 */
export function varying(rows, labels) {
  const known = rows.filter(hasSettings);
  return Object.keys(labels).filter((name) => new Set(known.map(({ settings }) => settings[name] ?? NONE)).size > 1);
}

/**
 * The oldest run that can be continued, which the others are compared with until another one is chosen.
 * @param {NotebookRow[]} rows the latest first
 */
export const oldest = (rows) => rows.filter(({ read_only }) => read_only === null).at(-1);
