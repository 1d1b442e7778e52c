// What a run looks like wherever it is shown: its colour, which is its own for ever, its dash, and its number. No DOM.
// @ts-check

/** @typedef {{ colour: number, number: number }} Labelled */

const DASHES = ["solid", "dash", "dot", "longdash", "dashdot"];
/** The same for SVG, of a line of some two pixels. @type {Record<string, string>} */
export const SHAPES = { solid: "", dash: "4 3", dot: "1.5 2.5", longdash: "8 3", dashdot: "6 2.5 1.5 2.5" };

/**
 * @param {Labelled} run
 * @param {Record<string, string>} colors
 */
export const colorOf = ({ colour }, colors) => colors[`run_${colour}`] ?? colors.reference;

/** @param {Labelled} run */
export const dashOf = ({ number }) => DASHES[number % DASHES.length];

/**
 * A line as the run has it, as SVG; its colour is that of the text around it.
 * @param {string} dash
 */
export const swatch = (dash) =>
  `<svg viewBox="0 0 26 8" width="26" height="8" aria-hidden="true"><line x1="1" x2="25" y1="4" y2="4" stroke="currentColor" ` +
  `stroke-width="2.4" stroke-dasharray="${SHAPES[dash]}"/></svg>`;
