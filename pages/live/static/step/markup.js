// The elements of the stepper, as HTML.
// @ts-check

const ICONS = {
  first: "M4 3v10M13 3 6 8l7 5z",
  back: "M11 3 4 8l7 5z",
  next: "M5 3l7 5-7 5z",
  last: "M12 3v10M3 3l7 5-7 5z",
  previous: "M10 3 5 8l5 5",
  following: "M6 3l5 5-5 5",
};

const icon = (/** @type {string} */ path, kind = "") =>
  `<svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" stroke="currentColor" stroke-width="1.4" ` +
  `stroke-linejoin="round" aria-hidden="true" class="${kind}"><path d="${path}"/></svg>`;

/**
 * @param {keyof typeof ICONS} name
 * @param {string} text the key of its label
 */
const act = (name, text) =>
  `<button type="button" data-act="${name}" data-label="${text}">${icon(ICONS[name])}</button>`;

// data-text names the translated label that an element shows, data-label the one it is read out by.
export const MARKUP = `
<div class="dnn-step-bar" role="toolbar" data-label="toolbar">
  <span class="dnn-step-group">
    ${act("first", "first")}${act("back", "back")}
    <button type="button" data-act="play" class="dnn-step-play">
      ${icon("M4 2.5l9 5.5-9 5.5z", "dnn-step-if-still")}${icon("M4 3h3v10H4zM9 3h3v10H9z", "dnn-step-if-playing")}
    </button>
    ${act("next", "next")}${act("last", "last")}
  </span>
  <select data-role="speed" data-label="speed">
    <option value="0.5"></option><option value="1" selected></option><option value="2"></option><option value="4"></option>
  </select>
  <b data-role="position"></b>
  <span class="dnn-step-part" data-role="part"></span>
  <span class="dnn-step-group" data-role="turn" hidden>
    ${act("previous", "previous_example")}${act("following", "next_example")}
  </span>
  <span class="dnn-step-pagers" data-role="pagers"></span>
  <span class="dnn-step-space"></span>
  <span class="dnn-step-group">
    <button type="button" class="dnn-step-quiet" data-save="svg" data-label="save_svg">SVG</button>
    <button type="button" class="dnn-step-quiet" data-save="png" data-label="save_png">PNG</button>
  </span>
</div>
<div class="dnn-step-chart" data-role="chart"></div>
<div class="dnn-step-line" aria-live="polite">
  <div class="dnn-step-equation" data-role="equation"></div>
  <p class="dnn-step-reason" data-role="reason"></p>
</div>
<div class="dnn-step-tables" data-role="tables"></div>
<p class="dnn-step-sum" data-role="sum"></p>
<p class="dnn-step-hint"><span data-text="hint"></span> <span data-text="keys"></span></p>`;
