// The norms of the gradients and the sizes of the updates of every layer, at the evaluations. No DOM.
// @ts-check

/** @import { EvaluationColumns } from "../connection/wire.js" */

/** @typedef {"gradient_norms" | "bias_gradient_norms" | "update_ratios"} Quantity */
/** @typedef {{ iteration: number } & Record<Quantity, (number | null)[]>} NormsRow one evaluation; a number a layer */

const MAX_ROWS = 600;

export class Norms {
  /** @type {NormsRow[]} */
  rows = [];

  clear() {
    this.rows = [];
  }

  /**
   * Add evaluations in their order; when they become many, every second row goes, but never the last.
   * @param {Partial<EvaluationColumns>} evaluations
   */
  append(evaluations) {
    const { norms_iteration: iterations = [], gradient_norms, bias_gradient_norms, update_ratios } = evaluations;
    iterations.forEach((iteration, i) => {
      const row = {
        iteration,
        gradient_norms: gradient_norms?.[i] ?? [],
        bias_gradient_norms: bias_gradient_norms?.[i] ?? [],
        update_ratios: update_ratios?.[i] ?? [],
      };
      if (iteration > (this.rows.at(-1)?.iteration ?? -1) && row.gradient_norms.length) this.rows.push(row);
    });
    while (this.rows.length > MAX_ROWS) {
      const last = this.rows.length - 1;
      this.rows = this.rows.filter((_, i) => i % 2 === 0 || i === last);
    }
  }
}
