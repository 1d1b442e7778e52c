// The buttons of a run: which there are, which key each has, and what they look like and ask for in each of its states.
// @ts-check

import { ENDED, MOVING } from "../cost/run_numbers.js";

/** @import { RunState } from "../cost/run_numbers.js" */

/** @typedef {"train" | "pause" | "step_iteration" | "step_epoch" | "reset" | "new_weights"} Action */
/**
 * @typedef {{ isOwn: boolean, canTrain: boolean, state: Pick<RunState, "status" | "iteration" | "goes_on"> }} Situation
 * the run on the page, whether it is the visitor's own, and whether she can have one of her own
 */
/** @typedef {{ action: Action, text: string, help: string, isDisabled: boolean }} Look text and help by their keys */

/** @typedef {{ icon: string, key: string, isPrimary?: boolean }} Button */

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
};
export const PAUSE_ICON = '<path d="M4 3h3v10H4zM9 3h3v10H9z"/>';

/**
 * The buttons as they are in a situation.
 * @param {Situation} situation
 * @returns {Record<keyof typeof BUTTONS, Look>}
 */
export function looksOf({ isOwn, canTrain, state }) {
  const goesOn = isOwn && state.goes_on === true;
  const hasEnded = isOwn && ENDED.has(state.status);
  const hasBegun = isOwn && (state.iteration > 0 || MOVING.has(state.status));
  const noStep = state.status === "finished" ? "finished" : "stopped";
  /** @type {(action: Action, text: string, help: string, isDisabled: boolean) => Look} */
  const look = (action, text, help, isDisabled) => ({ action, text, help, isDisabled });
  /** @type {(action: Action, text: string) => Look} */
  const step = (action, text) => look(action, text, hasEnded ? noStep : text, !canTrain || hasEnded);
  return {
    train: goesOn
      ? look("pause", "pause", "", false)
      : look("train", hasBegun && !hasEnded ? "continue" : "train", "", !canTrain),
    step_iteration: step("step_iteration", "iteration"),
    step_epoch: step("step_epoch", "epoch"),
    reset: look("reset", "reset", "reset", !canTrain || !hasBegun),
    new_weights: look("new_weights", "new_weights", "new_weights", !canTrain),
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
    default: // a run that has not begun is drawn by the page, which then offers another one
      return hasRun ? [{ name: "new_weights", seed: Math.floor(Math.random() * NEW_SEEDS) }] : null;
  }
}
