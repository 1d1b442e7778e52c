// The elements of the live view, made once: a panel with toolbar and chart, and beside it the state of the run.
// @ts-check

import { GHOST_MARKUP, PANEL_MARKUP } from "../runs/markup.js";
import { SWEEP_CARD_MARKUP, SWEEP_FORM_MARKUP } from "../sweep/markup.js";
import { queryAll } from "./elements.js";

/** @type {Record<string, string>} */
const ICONS = {
  picture: '<path d="M2.5 3.5h11v9h-11z"/><path d="m3 11 3-3 2.2 2.2L11 7.5l2.5 2.5"/><circle cx="6" cy="6" r=".9"/>',
  stethoscope:
    '<path d="M3.2 2H2.4v3.4a3 3 0 0 0 6 0V2h-.8M5.4 8.4v2.1a3.3 3.3 0 0 0 6.6 0V9" stroke-linecap="round"/><circle cx="12" cy="7.6" r="1.3"/>',
  table: '<path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9"/>',
};

/** An icon by its name. */
export const icon = (/** @type {string} */ name) =>
  `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.2" ` +
  `stroke-linejoin="round" aria-hidden="true">${ICONS[name]}</svg>`;

// data-text names the translated label that an element shows, data-label the one it is read out by.
const MARKUP = `<div class="dnn-run-buttons" data-role="buttons" role="group"></div>
${SWEEP_FORM_MARKUP}
<div class="dnn-live-frame">
<section class="dnn-live-panel">
  <div class="dnn-live-toolbar" role="group" data-label="toolbar">
    <div class="dnn-live-choice" role="group" data-label="scale">
      <button type="button" data-scale="linear" data-text="linear"></button>
      <button type="button" data-scale="log" data-text="logarithmic"></button>
    </div>
    <label class="dnn-live-smoothing">
      <span data-text="smoothing"></span>
      <input type="range" min="0" max="0.95" step="0.05" value="0" data-role="smoothing">
      <output>0</output>
    </label>
    <select data-role="axis" data-label="axis"></select>
    <span class="dnn-live-space"></span>
    ${GHOST_MARKUP}
    <span class="dnn-live-downloads">
      <button type="button" class="dnn-live-quiet" data-export="picture" data-label="save_picture">
        ${icon("picture")}<span>PNG</span>
      </button>
      <button type="button" class="dnn-live-quiet" data-export="table" data-label="save_table">
        ${icon("table")}<span>CSV</span>
      </button>
    </span>
  </div>
  <div class="dnn-live-chart-box">
    <div class="dnn-live-chart" data-role="chart" role="figure" data-points="0" data-updates="0" data-cursor="0"></div>
    <p class="dnn-live-empty" data-text="empty"></p>
    <p class="dnn-live-note" data-role="note" hidden></p>
  </div>
</section>
<p class="dnn-live-unseen" data-role="announcement" aria-live="polite"></p>
<section class="dnn-live-lower-panel" data-role="below"></section>
<section class="dnn-live-state" role="group" data-label="state">
  <p class="dnn-live-status">
    <i class="dnn-live-dot"></i><b data-role="status"></b><span data-role="reason"></span>
  </p>
  <div class="dnn-live-count">
    <p><b data-role="iteration"></b><span class="dnn-live-total">/ <span data-role="iterations"></span></span></p>
    <div class="dnn-live-bar" role="progressbar" data-label="progress" aria-valuemin="0" aria-valuemax="100">
      <i></i>
    </div>
    <p class="dnn-live-progress"><span data-role="epoch"></span><span data-role="remaining"></span></p>
    <p class="dnn-live-progress"><span data-role="rate"></span><span data-role="points"></span></p>
  </div>
  <div class="dnn-live-figures">
    <p data-text="cost"></p>
    <dl data-role="costs">
      <div class="dnn-live-train"><dt data-role="train-cost-name"></dt><dd data-role="train-cost"></dd></div>
      <div class="dnn-live-train-data">
        <dt data-text="train_without_penalty"></dt><dd data-role="train-data-cost"></dd>
      </div>
      <div class="dnn-live-test"><dt data-role="test-cost-name"></dt><dd data-role="test-cost"></dd></div>
    </dl>
    <p class="dnn-live-hint" data-text="compare_without_penalty"></p>
    <p data-text="score"></p>
    <dl>
      <div class="dnn-live-train"><dt data-text="train"></dt><dd data-role="train-score"></dd></div>
      <div class="dnn-live-test"><dt data-text="test"></dt><dd data-role="test-score"></dd></div>
    </dl>
    <p class="dnn-live-reached" data-role="cost-note"></p>
  </div>
  <dl class="dnn-live-facts"></dl>
  <div class="dnn-doctor" data-role="doctor-summary"></div>
</section></div>
${SWEEP_CARD_MARKUP}
${PANEL_MARKUP}
<details class="dnn-findings" data-role="findings" hidden><summary>${icon("stethoscope")}<span></span></summary><div></div></details>
<div class="dnn-doctor dnn-doctor-bar" data-role="doctor-bar"></div>`;

/** @typedef {(role: string) => HTMLElement} Find the element with a data-role */
/** @typedef {Record<string, string>} Texts words in the visitor's language, by their keys */

/**
 * Fill `box` with elements, those of the live view unless other markup is given. find("rate") is the element with
 * data-role="rate".
 * @param {Element} box
 * @param {string} [markup]
 * @returns {Find}
 */
export function build(box, markup = MARKUP) {
  box.innerHTML = markup;
  const found = new Map(queryAll(box, "[data-role]").map((element) => [element.dataset.role, element]));
  return (role) => {
    const element = found.get(role);
    if (!element) throw new Error(`no element has the role ${role}`);
    return element;
  };
}

/**
 * Write the labels in the visitor's language.
 * @param {ParentNode} box
 * @param {Texts} texts
 */
export function label(box, texts) {
  for (const element of queryAll(box, "[data-text]")) write(element, texts[element.dataset.text ?? ""]);
  for (const element of queryAll(box, "[data-label]")) {
    const text = texts[element.dataset.label ?? ""];
    if (element.getAttribute("aria-label") === text) continue;
    element.setAttribute("aria-label", text);
    if (element.tagName === "BUTTON") element.title = text;
  }
}

/**
 * Change a text only where it differs: an element that is left alone costs the browser nothing.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
