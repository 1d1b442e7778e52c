// The buttons of a run: which there are, which key each has, and what they look like and ask for in each of its states.
// @ts-check

import { ENDED, MOVING } from "../cost/run_numbers.js";

/** @import { UndoPayload } from "../connection/wire.js" */
/** @import { RunState } from "../cost/run_numbers.js" */

/** @typedef {"train" | "pause" | "step_iteration" | "step_epoch" | "reset" | "new_weights" | "undo" | "redo" | "try_several"} Action */
/**
 * @typedef {{
 *   isOwn: boolean, canTrain: boolean, state: Pick<RunState, "status" | "iteration" | "goes_on">, undo?: string | null,
 *   redo?: string | null
 * }} Situation the run on the page, whether it is the visitor's own, whether she can have one of her own, and the actions
 * that can be undone and redone
 */
/** @typedef {{ action: Action, text: string, help: string, isDisabled: boolean }} Appearance text and help by their keys */

/** @typedef {{ icon: string, key: string, isPrimary?: boolean, isIcon?: boolean }} Button */

/** The buttons in their order, by the key on the keyboard; that of Train is that of Pause. */
/** @type {Readonly<Record<"train" | Exclude<Action, "train" | "pause">, Button>>} */
export const BUTTONS = {
  train: { icon: '<path d="M4.5 2.5v11l8.5-5.5z"/>', key: "T", isPrimary: true },
  step_iteration: { icon: '<path d="M3.5 3v10L10 8zM11 3h1.8v10H11z"/>', key: "S" },
  step_epoch: { icon: '<path d="M2 3v10l6-5zM8 3v10l6-5z"/>', key: "E" },
  reset: {
    icon: '<path d="M8 3.2V.8L4.6 4 8 7.2V4.8a3.9 3.9 0 1 1-3.9 3.9H2.5A5.5 5.5 0 1 0 8 3.2z"/>',
    key: "Z",
  },
  new_weights: {
    icon:
      '<path fill-rule="evenodd" d="M3.5 2h9A1.5 1.5 0 0 1 14 3.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5v-9A1.5 ' +
      "1.5 0 0 1 3.5 2zM5.2 4a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4zm5.6 0a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4zM8 " +
      '6.8a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4zM5.2 9.6a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4zm5.6 0a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4z"/>',
    key: "N",
  },
  undo: {
    icon: '<path d="M6.3 2.5 2 6.3l4.3 3.8V7.4h3.2a2.6 2.6 0 0 1 0 5.2H5.2v1.7h4.3a4.3 4.3 0 0 0 0-8.6H6.3z"/>',
    key: "Control+Z",
    isIcon: true,
  },
  redo: {
    icon: '<path d="M9.7 2.5 14 6.3l-4.3 3.8V7.4H6.5a2.6 2.6 0 0 0 0 5.2h4.3v1.7H6.5a4.3 4.3 0 0 1 0-8.6h3.2z"/>',
    key: "Control+Shift+Z",
    isIcon: true,
  },
  try_several: {
    icon: '<path d="M2 13.5V2h1.3v8.6C5.5 9.4 6 4 13.5 3.6v1.2C7.6 5.2 7 9.7 4.6 11.2c2.6-.2 4.4-2 8.9-2v1.2c-4 0-6.2 1.7-8.4 1.9h8.4v1.2z"/>',
    key: "V",
  },
};
export const PAUSE_ICON = '<path d="M4 3h3v10H4zM9 3h3v10H9z"/>';

/**
 * The buttons as they are in a situation.
 * @param {Situation} situation
 * @returns {Record<keyof typeof BUTTONS, Appearance>}
 */
export function appearancesOf({ isOwn, canTrain, state, undo = null, redo = null }) {
  const goesOn = isOwn && state.goes_on === true;
  const hasEnded = isOwn && ENDED.has(state.status);
  const hasBegun = isOwn && (state.iteration > 0 || MOVING.has(state.status));
  const noStep = state.status === "finished" ? "finished" : "stopped";
  /** @type {(action: Action, text: string, help: string, isDisabled: boolean) => Appearance} */
  const appearance = (action, text, help, isDisabled) => ({ action, text, help, isDisabled });
  /** @type {(action: Action, text: string) => Appearance} */
  const step = (action, text) => appearance(action, text, hasEnded ? noStep : text, !canTrain || hasEnded);
  return {
    train: goesOn
      ? appearance("pause", "pause", "", false)
      : appearance("train", hasBegun && !hasEnded ? "continue" : "train", "", !canTrain),
    step_iteration: step("step_iteration", "iteration"),
    step_epoch: step("step_epoch", "epoch"),
    reset: appearance("reset", "reset", "reset", !canTrain || !hasBegun),
    new_weights: appearance("new_weights", "new_weights", "new_weights", !canTrain),
    undo: appearance("undo", "undo", undo ? `undo_${undo}` : "nothing_to_undo", undo === null),
    try_several: appearance("try_several", "try_several", "try_several", !canTrain),
    redo: appearance("redo", "redo", redo ? `redo_${redo}` : "nothing_to_redo", redo === null),
  };
}

/**
 * The state that a run will have once it has obeyed, as far as the buttons follow it.
 * @template {Situation["state"]} T
 * @param {T} state
 * @param {Action} action
 * @returns {T}
 */
export function expected(state, action) {
  if (action === "train")
    return { ...state, goes_on: true, status: MOVING.has(state.status) ? state.status : "waiting" };
  if (action === "pause") return { ...state, goes_on: false };
  return state;
}

/**
 * The later of two actions, that of the page and that of the run: it is undone, or done again, first.
 * @param {UndoPayload | null | undefined} ofPage
 * @param {UndoPayload | null | undefined} ofRun
 * @returns {string | null} its name
 */
export function latestAction(ofPage, ofRun) {
  if (!ofPage || !ofRun) return (ofPage ?? ofRun)?.action ?? null;
  return ofRun.at > ofPage.at ? ofRun.action : ofPage.action;
}

/**
 * The button that a key of the keyboard presses; null for none.
 * @param {Pick<KeyboardEvent, "key" | "repeat" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">} event
 * @returns {string | null}
 */
export function shortcutOf({ key, repeat, altKey, ctrlKey, metaKey, shiftKey }) {
  if (repeat || altKey) return null;
  const letter = key.toUpperCase();
  if (!ctrlKey && !metaKey) return shiftKey ? null : letter;
  if (letter === "Y" && !shiftKey) return BUTTONS.redo.key;
  if (letter !== "Z") return null;
  return shiftKey ? BUTTONS.redo.key : BUTTONS.undo.key;
}

const NEW_SEEDS = 2 ** 31;

/**
 * The commands that an action asks of the visitor's own run; null where it is for the page to act.
 * @param {Action} action
 * @param {{ hasRun: boolean, hasEnded: boolean }} run
 * @returns {Record<string, any>[] | null}
 */
export function commandsOf(action, { hasRun, hasEnded }) {
  switch (action) {
    case "train":
      return [...(hasRun && hasEnded ? [{ name: "reset" }] : []), { name: "resume" }];
    case "pause":
      return [{ name: "pause" }];
    case "step_iteration":
      return [{ name: "step_iterations", count: 1 }];
    case "step_epoch":
      return [{ name: "step_epoch" }];
    case "reset":
      return hasRun ? [{ name: "reset" }] : null;
    case "new_weights": // a run that has not begun is drawn by the page, which then offers another one
      return hasRun ? [{ name: "new_weights", seed: Math.floor(Math.random() * NEW_SEEDS) }] : null;
    default:
      return null;
  }
}
