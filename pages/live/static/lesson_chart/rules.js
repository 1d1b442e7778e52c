// The rules of the chart: grid, ticks and titles of both axes.
// @ts-check

import { whole } from "../ui/format.js";
import { costTicks, linearTicks, tickText } from "./axis.js";
import { pixelOfCost, pixelX } from "./geometry.js";
import { Pool } from "./svg.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Geometry } from "./geometry.js" */

const TICK = 5; // pixels
const TICK_ROWS = 3; // heights of the letters, between two ticks of costs
const LETTER = 0.62; // of their height is the width of a digit
const MAX_TICKS = 10;

export class Rules {
  appearance = "";

  /** @param {Element} parent */
  constructor(parent) {
    this.pool = new Pool(parent);
  }

  /**
   * Draw them, where they are others than before.
   * @param {{ geometry: Geometry, colors: Record<string, string>, texts: Texts, language: string }} model
   */
  draw({ geometry, colors, texts, language }) {
    const { grid, muted } = colors;
    const appearance = JSON.stringify([geometry, grid, muted, texts.cost, texts.iterations, language]);
    if (appearance === this.appearance) return;
    this.appearance = appearance;
    const { left, right, top, bottom, size, iterations, range } = geometry;
    const letters = { fill: muted };
    const title = range.scale === "log" ? (texts.cost_log ?? texts.cost) : texts.cost;
    for (const cost of costTicks(range, (bottom - top) / (TICK_ROWS * size))) {
      const y = Math.round(pixelOfCost(geometry, cost)) + 0.5;
      this.pool.show(`grid ${cost}`, "path", { d: `M${left} ${y}H${right}`, stroke: grid });
      const place = { x: left - 8, y: y + 0.35 * size, "text-anchor": "end" };
      this.pool.show(`cost ${cost}`, "text", { ...place, ...letters }, tickText(cost, range.scale));
    }
    const room = (whole(iterations, language).length + 3) * size * LETTER;
    for (const iteration of linearTicks(0, iterations, Math.min(MAX_TICKS, (right - left) / room), 1)) {
      const x = Math.round(pixelX(geometry, iteration)) + 0.5;
      this.pool.show(`tick ${iteration}`, "path", { d: `M${x} ${bottom}v${TICK}`, stroke: muted });
      const place = { x, y: bottom + TICK + 1.1 * size, "text-anchor": "middle" };
      this.pool.show(`iteration ${iteration}`, "text", { ...place, ...letters }, whole(iteration, language));
    }
    this.pool.show("axis", "path", { d: `M${left} ${bottom + 0.5}H${right}`, stroke: muted });
    const below = { x: (left + right) / 2, y: bottom + TICK + 2.5 * size, "text-anchor": "middle" };
    this.pool.show("iterations", "text", { ...below, ...letters }, texts.iterations);
    this.pool.show("costs", "text", { x: 4, y: size + 2, ...letters }, title);
    this.pool.sweep();
  }
}
