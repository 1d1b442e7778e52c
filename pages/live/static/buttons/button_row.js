// The row of a run's buttons and its speed limit, above the chart; the keys of the keyboard press them too.
// @ts-check

import { isOwnRun } from "../connection/begun_run.js";
import { buttonData, query, queryAll } from "../ui/elements.js";
import { write } from "../ui/skeleton.js";
import { appearancesOf, BUTTONS, expected, latestAction, PAUSE_ICON, shortcutOf } from "./run_buttons.js";

/** @import { LiveViewData } from "../connection/wire.js" */
/** @import { RunState } from "../cost/run_numbers.js" */
/** @import { Action } from "./run_buttons.js" */

const TYPING = "input:not([type=range]), textarea, select, [contenteditable], [role=dialog]:has(.st-key-share)";
const EXPECTED_MS = 3000; // after which what was asked for is expected no longer

const picture = (/** @type {string} */ paths) =>
  `<svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">${paths}</svg>`;

export class ButtonRow {
  /** @type {RunState | null} */ state = null;
  /** @type {LiveViewData | null} */ data = null;
  /** @type {{ action: Action, since: number } | null} What was pressed last, as long as the run has not answered. */
  pressed = null;

  /**
   * @param {HTMLElement} box
   * @param {object} handlers
   * @param {(action: Action) => void} handlers.onPress
   * @param {() => void} handlers.onTrySeveral
   * @param {(limit: string) => void} handlers.onSpeedLimit
   */
  constructor(box, { onPress, onTrySeveral, onSpeedLimit }) {
    this.box = box;
    this.onPress = onPress;
    this.onTrySeveral = onTrySeveral;
    const buttons = Object.entries(BUTTONS).map(
      ([name, { key, isPrimary, isIcon }]) =>
        `<button type="button" data-button="${name}" class="${isPrimary ? "dnn-run-primary" : ""}" aria-keyshortcuts="${key}">` +
        `<i></i>${isIcon ? '<span class="dnn-live-unseen"></span>' : `<span></span><kbd aria-hidden="true">${key}</kbd>`}</button>`,
    );
    box.innerHTML = `${buttons.join("")}<span class="dnn-live-space"></span><select data-role="speed-limit"></select>`;
    this.menu = query(box, "select", HTMLSelectElement);
    box.addEventListener("click", (event) => {
      const { action } = buttonData(event);
      if (action) this.press(/** @type {Action} */ (action));
    });
    this.menu.addEventListener("change", () => onSpeedLimit(this.menu.value));
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.takeKey(event);
    document.addEventListener("keydown", this.onKey);
  }

  /** @param {KeyboardEvent} event */
  takeKey(event) {
    const { target } = event;
    const shortcut = shortcutOf(event);
    if (!this.data?.names_document || !shortcut) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isTyping(target) && !(isCommand && isClosedMenu(target))) return;
    const found = queryAll(this.box, "button:enabled").find(
      (button) => button.getAttribute("aria-keyshortcuts") === shortcut,
    );
    if (!found?.dataset.action) return;
    event.preventDefault();
    this.press(/** @type {Action} */ (found.dataset.action));
  }

  /** @param {Action} action */
  press(action) {
    if (action === "try_several") {
      this.onTrySeveral();
      return;
    }
    this.pressed = { action, since: performance.now() };
    this.draw();
    this.onPress(action);
  }

  /** Take note that the run has answered to what was pressed, or that the page is to. */
  settle() {
    this.pressed = null;
  }

  /**
   * Show the buttons of a run as it stands.
   * @param {RunState} state
   * @param {LiveViewData} data
   */
  show(state, data) {
    this.state = state;
    if (data !== this.data) this.showMenu(data);
    this.data = data;
    if (this.pressed && performance.now() - this.pressed.since > EXPECTED_MS) this.settle();
    this.draw();
  }

  draw() {
    const { state, data } = this;
    if (!state || !data) return;
    const appearances = appearancesOf({
      isOwn: isOwnRun(data),
      canTrain: data.own_run_url !== null,
      state: this.pressed ? expected(state, this.pressed.action) : state,
      undo: latestAction(data.undo, state.undo),
      redo: latestAction(data.redo, state.redo),
    });
    for (const button of queryAll(this.box, "button")) {
      if (button instanceof HTMLButtonElement) drawButton(button, appearances, data.texts);
    }
  }

  /** @param {LiveViewData} data */
  showMenu({ texts, speed_limit, speed_limits }) {
    const options = speed_limits.map(({ limit, name }) => new Option(name, limit));
    const before = [...this.menu.options].map(({ text }) => text);
    if (options.some(({ text }, index) => text !== before[index])) this.menu.replaceChildren(...options);
    this.menu.value = speed_limit;
    this.menu.setAttribute("aria-label", texts.speed_limit);
    this.box.setAttribute("aria-label", texts.buttons);
  }

  destroy() {
    document.removeEventListener("keydown", this.onKey);
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {ReturnType<typeof appearancesOf>} appearances
 * @param {Record<string, string>} texts
 */
function drawButton(button, appearances, texts) {
  const name = /** @type {keyof typeof BUTTONS} */ (button.dataset.button);
  const { action, text, help, isDisabled } = appearances[name];
  if (button.dataset.action !== action) {
    button.dataset.action = action;
    query(button, "i").innerHTML = picture(action === "pause" ? PAUSE_ICON : BUTTONS[name].icon);
  }
  write(query(button, "span"), texts[`button_${text}`]);
  button.disabled = isDisabled;
  button.title = help ? texts[`help_${help}`] : "";
}

/**
 * A menu of Streamlit's, which is a field of text while it is open: closed, there is nothing to be typed into it.
 * @param {Element} target
 */
const isClosedMenu = (target) => target.matches("[role=combobox][aria-expanded=false]");

/**
 * Whether keys are typed into something, and are no shortcuts.
 * @param {EventTarget | null} target
 * @returns {target is Element}
 */
export const isTyping = (target) => target instanceof Element && target.closest(TYPING) !== null;
