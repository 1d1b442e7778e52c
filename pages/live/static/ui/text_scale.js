// The size of letters that the visitor has set, against the usual one: 1 for the theme's own size. A narrow chart has little room.
// @ts-check

const USUAL = 15; // pixels, as .streamlit/config.toml has it
const NARROW = 480;
const MAX_ON_NARROW = 1.05;

/**
 * The scale of letters on a chart.
 * @param {number} width of the chart, in pixels
 * @returns {number}
 */
export function textScale(width) {
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL;
  return width < NARROW ? Math.min(scale, MAX_ON_NARROW) : scale;
}
