// The units of the picture as buttons: made, named, put where they belong, removed.
// @ts-check

import { query } from "../ui/elements.js";
import { fill } from "../ui/format.js";

/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { FoldWindow } from "./fold.js" */
/** @import { Picture } from "./picture.js" */
/** @import { Description } from "./types.js" */

/** @typedef {{ button: HTMLButtonElement, canvas: HTMLCanvasElement, bias: HTMLElement, tag: HTMLElement }} UnitElements */

const LETTER = 7; // pixels of a letter, about
const MAX_TAG = 62; // as in the style sheet

/**
 * The name of a unit among those of the picture.
 * @param {number} layer
 * @param {number} unit
 */
export const keyOf = (layer, unit) => `${layer} ${unit}`;

/**
 * Have a button for each position of the picture, and no other.
 * @param {Picture} picture
 */
export function positionUnits(picture) {
  const { positions, size, field, description } = picture;
  const before = picture.units;
  picture.units = new Map();
  for (const [key, { x, y }] of positions) {
    const [layer, unit] = key.split(" ").map(Number);
    const made = before.get(key) ?? makeUnit(field, layer, unit);
    before.delete(key);
    picture.units.set(key, made);
    const name = nameOf(description, layer, unit, picture.texts);
    const tag = tagOf(description, layer, unit);
    const label = layer > 0 && tag ? `${name}: ${tag}` : name;
    if (made.button.getAttribute("aria-label") !== label) made.button.setAttribute("aria-label", label);
    made.tag.textContent = tag;
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

/**
 * @param {Element} field
 * @param {number} layer
 * @param {number} unit
 * @returns {UnitElements}
 */
function makeUnit(field, layer, unit) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "dnn-net-unit";
  button.dataset.layer = String(layer);
  button.dataset.unit = String(unit);
  button.innerHTML =
    '<canvas aria-hidden="true"></canvas><i class="dnn-net-bias"></i><span class="dnn-net-tag"></span>';
  field.append(button);
  const canvas = query(button, "canvas", HTMLCanvasElement);
  return { button, canvas, bias: query(button, ".dnn-net-bias"), tag: query(button, ".dnn-net-tag") };
}

/**
 * What a unit is called where there is room.
 * @param {Pick<NetworkDescription, "sizes" | "input_names">} description
 * @param {number} layer
 * @param {number} unit
 * @param {Texts} texts
 * @returns {string}
 */
export function nameOf(description, layer, unit, texts) {
  if (layer === 0) return fill(texts.input_name, { name: description.input_names[unit] });
  const last = description.sizes.length - 1;
  return fill(layer === last ? texts.output_name : texts.unit_name, { unit: unit + 1, layer });
}

/**
 * @param {Description} description
 * @param {number} layer
 * @param {number} unit
 */
function tagOf(description, layer, unit) {
  if (layer === 0) return description.inputs[unit];
  if (layer === description.sizes.length - 1 && description.task === "multiclass")
    return description.classes[unit] ?? "";
  return "";
}

/**
 * The pixels that the names of the inputs of a column take, about.
 * @param {Pick<NetworkDescription, "inputs">} description
 * @param {FoldWindow} window
 */
export function widestInput(description, { first, shown }) {
  const letters = description.inputs.slice(first, first + shown).map((name) => [...name].length);
  return Math.min(MAX_TAG, LETTER * Math.max(...letters)) + 8;
}
