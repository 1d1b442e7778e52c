// What a line across the chart means, said while the pointer is on it.
// @ts-check

import { meaningOf } from "./cost_labels.js";

/** @import { ReferenceLine } from "../connection/wire.js" */

/**
 * @typedef {HTMLElement & { _fullLayout?: { yaxis: { d2p: (value: number) => number, _offset: number } } }} ChartElement the
 * element of a Plotly chart, with the part of its layout that places a value on the screen
 */

const NEAR = 5; // pixels

/**
 * Have a chart say what the line under the pointer means.
 * @param {ChartElement} element
 * @param {() => ReferenceLine[]} lines those that are drawn
 */
export function sayMeanings(element, lines) {
  element.addEventListener("pointermove", ({ clientY }) => {
    const axis = element._fullLayout?.yaxis;
    if (!axis) return;
    const y = clientY - element.getBoundingClientRect().top - axis._offset;
    const under = lines().filter(({ value }) => Math.abs(axis.d2p(value) - y) <= NEAR);
    const title = under.map(meaningOf).join("\n");
    if (element.title !== title) element.title = title;
  });
}
