// The elements of the wall that are made once, as HTML.
// @ts-check

import { queryAll } from "../ui/elements.js";
import { write } from "../ui/skeleton.js";
import { FILTERS, ORDERS } from "./order.js";

/** @import { Texts } from "../ui/skeleton.js" */

/** The views of a room, in the order of their buttons. */
export const VIEWS = ["tiles", "curves", "answers", "presented", "code"];

// data-text names the translated label that an element shows, data-label the one it is read out by.
/** @param {string} name @param {string} summary @param {string} inside */
const menu = (name, summary, inside) =>
  `<details class="dnn-wall-menu" name="dnn-wall-menu" data-menu="${name}"><summary ${summary}></summary>` +
  `<div class="dnn-wall-card">${inside}</div></details>`;
/** @param {string} act @param {string} text */
const button = (act, text) => `<button type="button" data-act="${act}" ${text}></button>`;
/** @param {string} role @param {string} text @param {string} kind */
const field = (role, text, kind) => `<label><span ${text}></span><input data-role="${role}" ${kind}></label>`;
/** @param {string} role @param {string} text @param {string} [options] */
const choice = (role, text, options = "") =>
  `<label><span ${text}></span><select data-role="${role}">${options}</select></label>`;
/** @param {string} value @param {string} text */
const option = (value, text) => `<option value="${value}" ${text}></option>`;
const NUMBER = 'type="number" step="any" inputmode="decimal"';
const SET = 'data-text="set"';
const SEND = 'data-text="send"';

const SEND_FORM = `<h3 data-text="send_scenario"></h3><p data-role="scenario"></p>${button("push_scenario", SEND)}
<div data-role="lesson-form"><h3 data-text="send_step"></h3>${choice("push-lesson", 'data-text="lesson"')}
${choice("push-step", 'data-text="step"')}${button("push_lesson", SEND)}</div>`;
const SWEEP_FORM = `<p data-text="sweep_hint"></p>${choice("sweep-setting", 'data-text="setting"')}
<div class="dnn-wall-row" data-role="sweep-range">${field("sweep-low", 'data-text="from"', NUMBER)}
${field("sweep-high", 'data-text="to"', NUMBER)}
${choice("sweep-scale", 'data-text="scale"', option("log", 'data-text="scale_log"') + option("even", 'data-text="scale_even"'))}</div>
<p data-role="sweep-options"></p><p data-role="sweep-values"></p>${button("push_sweep", SEND)}`;
const GOAL_FORM = `${field("goal-cost", 'data-text="goal_below"', `${NUMBER} min="0"`)}${button("set_goal", SET)}`;
const PACES =
  option("free", 'data-text="pace_free"') +
  option("up_to", 'data-text="pace_up_to"') +
  option("together", 'data-text="pace_together"');
const PACE_FORM = `${choice("pace-kind", 'data-text="pace"', PACES)}
${field("pace-step", 'data-text="step"', 'type="number" min="1" max="100" value="1"')}${button("set_pace", SET)}`;
const CONTROLS_FORM = `<p data-text="controls_hint"></p><div class="dnn-wall-controls" data-role="controls"></div>${button("set_controls", SET)}`;
const OWN_RUN_FORM = `<p data-text="own_run_hint"></p>${choice("own-run", 'data-text="own_run"')}
<p data-role="no-own-run" data-text="no_own_run" hidden></p>
<div class="dnn-wall-row">${button("show_run", "")}${button("present_run", "")}</div>`;
const MORE_FORM = `<label class="dnn-wall-check"><input type="checkbox" data-role="anonymous"><span data-text="anonymous"></span></label>
<label class="dnn-wall-check"><input type="checkbox" data-role="own-names"><span data-text="own_names"></span></label>
${field("title", 'data-text="title"', 'maxlength="80"')}${button("set_title", SET)}
<hr><div class="dnn-wall-row">${button("results", 'data-text="results"')}${button("ask_close", 'data-text="close_room"')}</div>
<p data-role="really-close" hidden><span data-text="really_close"></span> ${button("close", 'data-text="close_now" class="dnn-wall-danger"')}</p>`;

const STEERING = `<div class="dnn-wall-steering" data-role="steering" role="group" data-label="steering">
${button("pause", 'class="dnn-wall-primary"')}
${menu("send", 'data-text="menu_send"', SEND_FORM)}
${menu("sweep", 'data-text="menu_sweep"', SWEEP_FORM)}
${menu("own-run", 'data-text="menu_own_run"', OWN_RUN_FORM)}
${menu("goal", 'data-text="menu_goal"', GOAL_FORM)}
${menu("pace", 'data-text="menu_pace"', PACE_FORM)}
${menu("controls", 'data-text="menu_controls"', CONTROLS_FORM)}
${button("lock", "")}
${menu("more", 'data-text="menu_more"', MORE_FORM)}
</div>`;

const options = (/** @type {object} */ entries) => Object.keys(entries).map((name) => option(name, ""));

export const MARKUP = `<header class="dnn-wall-top">
  <h2 data-role="room-title"></h2>
  <span class="dnn-wall-join" data-role="join"><span data-role="join-address"></span> <b data-role="code"></b></span>
  <ul class="dnn-wall-counts" data-role="counts"></ul>
  <span class="dnn-wall-views" role="group" data-label="views">${VIEWS.map((name) => `<button type="button" data-view="${name}"></button>`).join("")}</span>
  <button type="button" data-act="project" class="dnn-wall-project"></button>
</header>
${STEERING}
<ul class="dnn-wall-force" data-role="force"></ul>
<p class="dnn-wall-note" data-role="note" role="status" hidden></p>
<section class="dnn-wall-knocks" data-role="knocks" data-label="knocking" hidden></section>
<div class="dnn-wall-body" data-role="body">
  <section data-panel="tiles" data-role="tiles">
    <div class="dnn-wall-tools"><select data-role="order" data-label="order">${options(ORDERS).join("")}</select>
    <select data-role="filter" data-label="filter">${options(FILTERS).join("")}</select><span data-role="shown"></span></div>
    <p class="dnn-wall-empty" data-role="empty" hidden></p>
    <div class="dnn-wall-grid" data-role="grid"></div>
    <p class="dnn-wall-axis" data-role="axis-said"></p>
  </section>
  <section data-panel="curves" hidden><div class="dnn-wall-chart" data-role="chart" role="img" data-label="all_curves"></div><p class="dnn-wall-key" data-role="sweep-key" hidden></p><p data-role="sweep-said"></p></section>
  <section data-panel="answers" hidden data-role="answers"></section>
  <section data-panel="presented" hidden data-role="presented"></section>
  <section data-panel="code" hidden data-role="lobby" class="dnn-wall-lobby">
    <div><p data-text="join_at"></p><p class="dnn-wall-address" data-role="lobby-address"></p><p class="dnn-wall-letters" data-role="lobby-code"></p>
    <p class="dnn-wall-present" data-role="lobby-present"></p></div><img data-role="qr" alt="">
  </section>
  <div class="dnn-wall-opened" data-role="opened" hidden></div>
</div>
<footer class="dnn-wall-corner" data-role="corner"><img data-role="corner-qr" alt=""><span><b data-role="corner-code"></b><small data-role="corner-address"></small><small data-role="corner-present"></small></span></footer>`;

/**
 * Write the words of views, orders and filters.
 * @param {HTMLElement} box
 * @param {Texts} texts
 */
export function labelChoices(box, texts) {
  for (const button of queryAll(box, ".dnn-wall-views [data-view]"))
    write(button, texts[`view_${button.dataset.view}`]);
  for (const each of queryAll(box, '[data-role="order"] option')) {
    write(each, texts[`order_${/** @type {HTMLOptionElement} */ (each).value}`]);
  }
  for (const each of queryAll(box, '[data-role="filter"] option')) {
    write(each, texts[`filter_${/** @type {HTMLOptionElement} */ (each).value}`]);
  }
}
