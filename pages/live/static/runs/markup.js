// The elements of the list of runs that are made once.
// @ts-check

import { swatch } from "./appearance.js";

/** @type {Record<string, string>} */
const PATHS = {
  star: '<path d="m8 1.8 1.9 4 4.3.5-3.2 3 .9 4.3L8 11.4l-3.9 2.2.9-4.3-3.2-3 4.3-.5z"/>',
  edit: '<path d="m2.5 13.5.7-3 7.3-7.3 2.3 2.3-7.3 7.3zM9.2 4.5l2.3 2.3"/>',
  baseline: '<path d="M3.5 14V2.2M3.5 2.8h8.8L10 5.6l2.3 2.8H3.5"/>',
  branch:
    '<circle cx="4.5" cy="3.2" r="1.6"/><circle cx="4.5" cy="12.8" r="1.6"/><circle cx="11.5" cy="5.2" r="1.6"/><path d="M4.5 4.8v6.4M11.5 6.8c0 2.6-7 1.6-7 4.4"/>',
  compare: '<path d="M2.5 3h4.2v10H2.5zM9.3 3h4.2v10H9.3z"/>',
  delete: '<path d="M3 4.5h10M6.2 4.5V2.8h3.6v1.7M4.3 4.5l.6 8.7h6.2l.6-8.7M6.7 6.8v4M9.3 6.8v4"/>',
};

/** What can be done to a run, in the order of the buttons of its row. */
export const ROW_ACTIONS = ["star", "edit", "baseline", "branch", "delete"];

/** What can be done to one that cannot be continued. */
export const READ_ONLY_ACTIONS = ["star", "edit", "delete"];

/** @param {string} name one of PATHS */
export const actionIcon = (name) =>
  `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round" ` +
  `stroke-linecap="round" aria-hidden="true">${PATHS[name]}</svg>`;

/** The key that shows and hides the ghost. */
export const GHOST_KEY = "G";

export const GHOST_MARKUP = `<span class="dnn-ghost" data-role="ghost" hidden>
  <button type="button" data-ghost="toggle" aria-keyshortcuts="${GHOST_KEY}">${swatch("solid")}<span></span><kbd aria-hidden="true">${GHOST_KEY}</kbd></button>
  <button type="button" data-ghost="dismiss">✕</button>
</span>`;

export const PANEL_MARKUP = `<section class="dnn-runs" data-role="runs" hidden>
  <div class="dnn-runs-head">
    <h2><span data-text="runs"></span> <small data-role="runs-count"></small></h2>
    <input type="search" data-role="runs-filter" maxlength="80" data-label="filter_runs">
    <button type="button" class="dnn-live-quiet" data-runs="starred" aria-pressed="false">${actionIcon("star")}<span data-text="only_starred"></span></button>
    <button type="button" class="dnn-live-quiet" data-runs="compare">${actionIcon("compare")}<span></span></button>
    <span class="dnn-live-space"></span>
    <div class="dnn-live-choice" role="group" data-label="shown_curves">
      <button type="button" data-measure="train" data-text="train_cost"></button>
      <button type="button" data-measure="test" data-text="test_cost"></button>
    </div>
  </div>
  <p class="dnn-runs-message" data-role="runs-message" hidden><span></span> <button type="button"></button></p>
  <p class="dnn-runs-message" data-role="runs-leaving" hidden><span></span>
    <button type="button" data-runs="star_leaving" data-text="star_leaving"></button>
    <button type="button" data-runs="let_go" data-text="let_go"></button></p>
  <div class="dnn-runs-scroll" tabindex="0" role="region" data-label="runs"><table><thead><tr></tr></thead><tbody></tbody></table></div>
  <p class="dnn-runs-note" data-role="runs-incomparable" hidden></p>
  <p class="dnn-runs-note"><span data-role="runs-start"></span> <span data-role="runs-limit"></span>
    <button type="button" class="dnn-live-quiet" data-runs="ask_first" data-text="ask_first" hidden></button>
    <button type="button" class="dnn-live-quiet" data-runs="delete_all" data-text="delete_all_runs"></button>
    <span data-role="runs-confirm" hidden><span data-role="runs-really"></span>
      <button type="button" data-runs="delete_all_really" data-text="delete_all_really"></button>
      <button type="button" data-runs="delete_all_not" data-text="cancel"></button>
    </span>
  </p>
</section>`;
