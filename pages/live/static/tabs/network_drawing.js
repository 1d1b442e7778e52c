// The parts of the drawing of the network that need no state of the tab: the preview of a unit, the scale of the weights.
// @ts-check

import { placeName } from "../math/axes.js";
import { unitScale } from "../network/maps.js";
import { prediction } from "../network/readings.js";
import { bringIntoSight } from "../ui/sight.js";
import { write } from "../ui/skeleton.js";
import { fixedDigits } from "../ui/words.js";

/** @import { Preview } from "../boundary/boundary.js" */
/** @import { Data, Part } from "../connection/documents.js" */
/** @import { Network } from "../math/network.js" */
/** @import { Choice, Detail, ExampleChoice, Maps, Passes } from "../math/passes.js" */
/** @import { Description, Pointed } from "../network/types.js" */
/** @import { UnitCard } from "../network/unit_card.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Find } from "../ui/skeleton.js" */

/** @typedef {{ column?: number, takesFocus?: boolean, entersCard?: boolean }} Opening how a card opens: at a weight, with focus */
/**
 * @typedef {object} Drawing
 * @property {Network} net as it is drawn, on its way to the latest weights
 * @property {Network} latest with the latest weights
 * @property {Detail} detail
 * @property {boolean} isEditable weights may be set
 */

/** What may stand beside the network: one of them. */
const SIDES = ["boundary", "curve", "verdict", "card"];

/**
 * Show what stands beside the network: the card of a unit, or the output as these data allow; nothing without data.
 * @param {Find} find
 * @param {boolean} isCard
 * @param {Pick<Data, "plane" | "curve"> | undefined} data
 */
export function showSide(find, isCard, data) {
  const output = data?.plane ? "boundary" : data?.curve ? "curve" : "verdict";
  const shown = !data ? "" : isCard ? "card" : output;
  for (const name of SIDES) find(name).hidden = name !== shown;
}

/**
 * Have the visitor see the card that was opened, at a weight, or from its beginning.
 * @param {UnitCard} card
 * @param {HTMLElement} element
 * @param {Opening} opening
 */
export function enterCard(card, element, { column, takesFocus, entersCard }) {
  if (column !== undefined) {
    card.reveal(column, Boolean(takesFocus));
    return;
  }
  bringIntoSight(element);
  if (entersCard) element.focus({ preventScroll: true });
}

/**
 * The map of the unit that is pointed at, to be shown instead of the output; null where there is none.
 * @param {Pointed | null} pointed
 * @param {Maps} maps
 * @param {Description} description
 * @param {Channels} colors
 * @returns {Preview | null}
 */
export function previewOf(pointed, { A, n }, description, colors) {
  const last = A.length - 1;
  if (pointed?.unit === undefined || pointed.layer >= last) return null;
  const values = A[pointed.layer].subarray(pointed.unit * n * n, (pointed.unit + 1) * n * n);
  return { values, n, color: unitScale(pointed.layer, pointed.unit, last, description, colors, values).color };
}

/**
 * Write the ends of the scale of the weights.
 * @param {HTMLElement} scale
 * @param {Network} net
 * @param {number} largest weight that is drawn, by size
 */
export function writeScale(scale, net, largest) {
  const [low, high] = scale.querySelectorAll("small");
  const isSome = net.theta.some(Number.isFinite);
  write(low, isSome ? `${largest ? "−" : ""}${fixedDigits(largest)}` : "");
  write(high, isSome ? `${largest ? "+" : ""}${fixedDigits(largest)}` : "");
}

/**
 * The example `by` further on in its part; from a point of the plane, the first or the last.
 * @param {Choice} chosen
 * @param {Record<Part, { count: number }>} data
 * @param {number} by
 * @returns {ExampleChoice}
 */
export function nextExample(chosen, data, by) {
  const part = chosen.part ?? "train";
  const { count } = data[part];
  const before = chosen.x1 === undefined ? chosen.number : by > 0 ? -1 : count;
  return { part, number: (before + by + count) % count };
}

/**
 * The prediction at a point of the picture, as HTML; nothing as long as the data are not there.
 * @param {number} x1
 * @param {number} x2
 * @param {Network | null} net
 * @param {Passes | null} passes
 * @param {Description} description
 * @returns {string}
 */
export function readingAt(x1, x2, net, passes, description) {
  if (!passes) return "";
  const output = net && passes.at(net, x1, x2).A[net.layers.length];
  return prediction(placeName(passes.axes, [x1, x2]), output, description, passes.data);
}
