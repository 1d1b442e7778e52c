// The targets of a regression in their own unit.
// @ts-check

/** @import { Data } from "../connection/documents.js" */

/**
 * A target as the data had it, before it was standardised.
 * @param {Pick<Data, "target_mean" | "target_scale">} data
 * @param {number} y as the network has it
 */
export const targetOf = ({ target_mean, target_scale }, y) => y * target_scale[0] + target_mean[0];
