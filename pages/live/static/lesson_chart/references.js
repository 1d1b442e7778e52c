// The lines of costs to compare with, each with its label: beside the plot, or on the line where there is no room.
// @ts-check

import { pixelOfCost } from "./geometry.js";

/** @import { LessonReference } from "../connection/wire.js" */
/** @import { Geometry } from "./geometry.js" */
/** @import { Label } from "./picture.js" */
/** @import { Pool } from "./svg.js" */

export class References {
  /**
   * @param {Pool} lines
   * @param {Pool} labels
   */
  constructor(lines, labels) {
    this.lines = lines;
    this.labels = labels;
  }

  /**
   * Draw those within the plot; the labels that stand beside it are for others to place.
   * @param {{ geometry: Geometry, colors: Record<string, string>, references: LessonReference[] }} model
   * @returns {Label[]}
   */
  draw({ geometry, colors, references }) {
    const { left, right, range, isNarrow, size } = geometry;
    return references
      .filter(({ cost }) => cost >= range.low && cost <= range.high)
      .flatMap(({ cost, text, colour }, index) => {
        const key = `reference ${index}`;
        const y = Math.round(pixelOfCost(geometry, cost)) + 0.5;
        const stroke = colors[`run_${colour}`] ?? colors.text;
        const style = { stroke, "stroke-width": 1.3, "stroke-dasharray": "7 5", opacity: 0.8 };
        this.lines.show(key, "path", { d: `M${left} ${y}H${right}`, ...style });
        const color = colors[`run_${colour}`] ?? colors.muted;
        if (!isNarrow) return [{ key, text, x: right, y, color }];
        const place = { x: right - 2, y: y - 0.4 * size, "text-anchor": "end", fill: color };
        this.labels.show(key, "text", { ...place, ...haloOf(colors) }, text);
        return [];
      });
  }
}

/** The look of letters that lie on lines. @param {Record<string, string>} colors */
export const haloOf = ({ background }) => ({ stroke: background, "stroke-width": 4, "paint-order": "stroke" });
