// The size of letters that the visitor has set, against the usual one: 1 for the theme's own size. A narrow chart has little room.
// @ts-check

const USUAL = 15; // pixels, as .streamlit/config.toml has it
const PRESENTED = 13.75; // the same where a room looks on: letters are larger, as view.css has them
const NARROW = 480;
const MAX_ON_NARROW = 1.05;

/**
 * The scale of letters on a chart.
 * @param {number} width of the chart, in pixels
 * @returns {number}
 */
export function textScale(width) {
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (document.querySelector(".st-key-presentation")) return size / PRESENTED;
  const scale = size / USUAL;
  return width < NARROW ? Math.min(scale, MAX_ON_NARROW) : scale;
}
