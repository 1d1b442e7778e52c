// The labels of the axes of a picture: the name of each and two of its values. Axes that are alike have those at the ends
// below the picture; any others have the lowest and the highest value of the data, which lie near the ends.
// @ts-check

import { ends } from "../math/axes.js";
import { escapeHtml } from "../ui/words.js";

/** @import { Range } from "../connection/documents.js" */
/** @import { AxisDocument } from "../connection/wire.js" */

/** @type {Range} Coordinates of the lowest and of the highest value, as dnn/datasets/picture.py has them. */
const EXTREMES = [-1, 1];
/** The labels of the upright axis, over the picture. */
export const UPRIGHT = '<div class="dnn-net-upright" aria-hidden="true"></div>';

/**
 * @param {HTMLElement} across below the picture
 * @param {HTMLElement} upright over it
 * @param {[AxisDocument, AxisDocument]} axes
 * @param {Range} range of the coordinates that is drawn
 */
export function labelAxes(across, upright, [first, second], range) {
  const isAlike = first.centre === second.centre && first.half === second.half;
  const [low, high] = ends(first, isAlike ? range : EXTREMES);
  const [bottom, top] = ends(second, EXTREMES);
  across.innerHTML = `<span>${low}</span>${nameOf(first)}<span>${high}</span>`;
  upright.innerHTML = nameOf(second) + (isAlike ? "" : `<span>${top}</span><span>${bottom}</span>`);
}

/**
 * The name of an axis, which is cut where there is no room for it, and whole where the pointer rests.
 * @param {AxisDocument} axis
 */
const nameOf = ({ name }) => `<b title="${escapeHtml(name)}">${escapeHtml(name)}</b>`;
