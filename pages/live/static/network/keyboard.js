// The picture by keyboard: arrow keys go from unit to unit, over the edge of a window too, and the focus stays where it was
// when the buttons about the picture are written anew.
// @ts-check

import { targetOf } from "../ui/elements.js";
import { keyOf } from "./units.js";

/** @import { Picture } from "./picture.js" */
/** @import { UnitAt } from "./types.js" */

/** @typedef {Record<string, string | undefined>} HeldFocus the data-* attributes of the button that had the focus */

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const IDENTITY = ["arrange", "shift", "shiftLayers", "layer"]; // what distinguishes the buttons about the picture

/**
 * Move the focus for an arrow key that was pressed on a unit.
 * @param {Picture} picture
 * @param {KeyboardEvent} event
 */
export function moveFocus(picture, event) {
  const { unit, layer } = targetOf(event)?.dataset ?? {};
  const step = STEPS[event.key];
  if (unit === undefined || !step) return;
  event.preventDefault();
  const here = { layer: Number(layer), unit: Number(unit) };
  const next = { layer: here.layer + step[0], unit: here.unit + step[1] };
  const count = picture.description.sizes[next.layer];
  if (count === undefined || next.unit < 0 || (!step[0] && next.unit >= count)) return;
  const row = here.unit - (picture.columnOf(here.layer)?.first ?? 0);
  showLayer(picture, next.layer);
  const column = picture.columnOf(next.layer);
  if (!column) return;
  if (step[0]) next.unit = Math.min(column.first + row, column.first + column.shown - 1);
  else showUnit(picture, next);
  picture.units.get(keyOf(next.layer, next.unit))?.button.focus();
}

/**
 * Move the window of hidden layers as little as may be, so that a layer is drawn.
 * @param {Picture} picture
 * @param {number} layer
 */
function showLayer(picture, layer) {
  if (picture.columnOf(layer)) return;
  const { first, shown } = picture.hidden;
  picture.windows.layers = layer > first + shown ? layer - shown : layer - 1;
  picture.turn();
}

/**
 * @param {Picture} picture
 * @param {UnitAt} at
 */
function showUnit(picture, { layer, unit }) {
  const column = picture.columnOf(layer);
  if (!column || (unit >= column.first && unit < column.first + column.shown)) return;
  picture.windows.units[layer] = unit < column.first ? unit : unit - column.shown + 1;
  picture.turn();
}

/**
 * The button about the picture that has the focus, to be given back to the one that replaces it.
 * @param {Element} field
 * @returns {HeldFocus | null}
 */
export function heldFocus(field) {
  const held = document.activeElement;
  if (!(held instanceof HTMLElement) || !field.contains(held) || held.dataset.unit !== undefined) return null;
  return Object.fromEntries(IDENTITY.map((name) => [name, held.dataset[name]]));
}

/**
 * Give the focus back; where its button can not be pressed any more, to the one beside it.
 * @param {Element} field
 * @param {HeldFocus | null} held
 */
export function giveBackFocus(field, held) {
  if (!held) return;
  const buttons = [...field.querySelectorAll("button")];
  const enabled = buttons.filter((button) => !button.disabled && button.dataset.unit === undefined);
  const same = enabled.find(({ dataset }) => IDENTITY.every((name) => dataset[name] === held[name]));
  const sort = held.arrange ? "arrange" : "shift";
  const sibling = enabled.find(({ dataset }) => dataset.layer === held.layer && dataset[sort] !== undefined);
  const found = same ?? sibling ?? enabled.find(({ dataset }) => dataset.shiftLayers) ?? buttons[0];
  found?.focus({ preventScroll: true });
}
