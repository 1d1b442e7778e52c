// The units of the picture as buttons: made, named, put where they belong, taken away.

import { fill } from "../ui/format.js";

const LETTER = 7; // pixels of a letter, about
const MAX_TAG = 62; // as in the style sheet

export const keyOf = (layer, unit) => `${layer} ${unit}`;

// Have a button for each place of the picture, and no other.
export function placeUnits(picture) {
  const { places, size, field, description } = picture;
  const before = picture.units;
  picture.units = new Map();
  for (const [key, { x, y }] of places) {
    const [layer, unit] = key.split(" ").map(Number);
    const made = before.get(key) ?? makeUnit(field, layer, unit);
    before.delete(key);
    picture.units.set(key, made);
    const name = nameOf(picture, layer, unit);
    if (made.button.getAttribute("aria-label") !== name) made.button.setAttribute("aria-label", name);
    made.tag.textContent = tagOf(description, layer, unit);
    Object.assign(made.button.style, {
      left: `${x - size / 2}px`,
      top: `${y - size / 2}px`,
      width: `${size}px`,
      height: `${size}px`,
    });
    made.button.dataset.kind = layer === 0 ? "input" : layer === description.sizes.length - 1 ? "output" : "hidden";
  }
  for (const { button } of before.values()) button.remove();
}

function makeUnit(field, layer, unit) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "dnn-net-unit";
  Object.assign(button.dataset, { layer, unit });
  button.innerHTML =
    '<canvas aria-hidden="true"></canvas><i class="dnn-net-bias"></i><span class="dnn-net-tag"></span>';
  field.append(button);
  return { button, canvas: button.children[0], bias: button.children[1], tag: button.children[2] };
}

function nameOf({ texts, description }, layer, unit) {
  if (layer === 0) return fill(texts.input_name, { name: description.input_names[unit] });
  const last = description.sizes.length - 1;
  return fill(layer === last ? texts.output_name : texts.unit_name, { unit: unit + 1, layer });
}

function tagOf(description, layer, unit) {
  if (layer === 0) return description.inputs[unit];
  if (layer === description.sizes.length - 1 && description.task === "multiclass")
    return description.classes[unit] ?? "";
  return "";
}

// Pixels that the names of the inputs of a column take, about.
export function widestInput(description, { first, shown }) {
  const letters = description.inputs.slice(first, first + shown).map((name) => [...name].length);
  return Math.min(MAX_TAG, LETTER * Math.max(...letters)) + 8;
}
