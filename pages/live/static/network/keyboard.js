// The picture by keyboard: arrow keys go from unit to unit, over the edge of a window too, and the focus stays where it
// was when the buttons about the picture are written anew.

import { keyOf } from "./units.js";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const PLACE = ["arrange", "shift", "shiftLayers", "layer"]; // what tells the buttons about the picture apart

// An arrow key was pressed on a unit.
export function walk(picture, event) {
  const { unit, layer } = event.target.dataset;
  const step = STEPS[event.key];
  if (unit === undefined || !step) return;
  event.preventDefault();
  const here = { layer: Number(layer), unit: Number(unit) };
  const wanted = { layer: here.layer + step[0], unit: here.unit + step[1] };
  const count = picture.description.sizes[wanted.layer];
  if (count === undefined || wanted.unit < 0 || (!step[0] && wanted.unit >= count)) return;
  const row = here.unit - picture.columnOf(here.layer).first;
  showLayer(picture, wanted.layer);
  const column = picture.columnOf(wanted.layer);
  if (step[0]) wanted.unit = Math.min(column.first + row, column.first + column.shown - 1);
  else showUnit(picture, wanted);
  picture.units.get(keyOf(wanted.layer, wanted.unit)).button.focus();
}

// Move the window of hidden layers as little as may be, so that a layer is drawn.
function showLayer(picture, layer) {
  if (picture.columnOf(layer)) return;
  const { first, shown } = picture.hidden;
  picture.windows.layers = layer > first + shown ? layer - shown : layer - 1;
  picture.turn();
}

function showUnit(picture, { layer, unit }) {
  const { first, shown } = picture.columnOf(layer);
  if (unit >= first && unit < first + shown) return;
  picture.windows.units[layer] = unit < first ? unit : unit - shown + 1;
  picture.turn();
}

// What of the buttons about the picture has the focus, to be given back to the one that takes its place.
export function heldFocus(field) {
  const held = document.activeElement;
  if (!field.contains(held) || held.dataset.unit !== undefined) return null;
  return Object.fromEntries(PLACE.map((name) => [name, held.dataset[name]]));
}

// Give it back; where its button can not be pressed any more, to the one beside it.
export function giveBackFocus(field, held) {
  if (!held) return;
  const buttons = [...field.querySelectorAll("button:not([disabled]):not([data-unit])")];
  const alike = (names) => buttons.find(({ dataset }) => names.every((name) => dataset[name] === held[name]));
  const sort = held.arrange ? "arrange" : "shift";
  const sibling = buttons.find(({ dataset }) => dataset.layer === held.layer && dataset[sort] !== undefined);
  const found =
    alike(PLACE) ?? sibling ?? buttons.find(({ dataset }) => dataset.shiftLayers) ?? field.querySelector("button");
  found?.focus({ preventScroll: true });
}
