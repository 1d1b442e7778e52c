// The elements above, below and between the columns of the picture: sizes with their buttons, the windows of large layers,
// and the layers that are folded away.
// @ts-check

import { fill, fillCounted } from "../ui/format.js";
import { arrow, escapeHtml } from "../ui/words.js";
import { giveBackFocus, heldFocus } from "./keyboard.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Picture } from "./picture.js" */
/** @import { Column } from "./types.js" */

/**
 * Write them anew for a picture whose columns have positions.
 * @param {Picture} picture
 */
export function positionHeads(picture) {
  const { field, columns } = picture;
  const held = heldFocus(field);
  for (const old of field.querySelectorAll(".dnn-net-head, .dnn-net-foot, .dnn-net-gap")) old.remove();
  columns.forEach((column, index) => {
    add(field, "dnn-net-head", column.x, head(column, picture));
    if (column.isFolded) add(field, "dnn-net-foot", column.x, foot(column, picture));
    const next = columns[index + 1];
    if (next && next.layer !== column.layer + 1) {
      add(field, "dnn-net-gap", (column.x + next.x) / 2, gap(column, next, picture.texts));
    }
  });
  giveBackFocus(field, held);
}

/**
 * Write the sizes that the layers will have, without moving anything.
 * @param {Picture} picture
 * @param {number[]} sizes
 */
export function writeExpectedSizes(picture, sizes) {
  const isOther = sizes.join() !== picture.expected.join();
  picture.expected = sizes;
  if (isOther && picture.size) positionHeads(picture);
}

/**
 * @param {Element} field
 * @param {string} className
 * @param {number} x
 * @param {string} html
 */
function add(field, className, x, html) {
  const element = document.createElement("div");
  element.className = className;
  element.style.left = `${x}px`;
  element.innerHTML = html;
  field.append(element);
}

/**
 * @param {Column} column
 * @param {Picture} picture
 */
function head({ layer, shown, count: present, isFolded }, { texts, description, expected, isDense, coarse }) {
  const last = description.sizes.length - 1;
  const count = layer < Math.min(last, expected.length - 1) ? expected[layer] : present;
  const title = layer === 0 ? texts.inputs : layer === last ? texts.output : description.titles[layer - 1];
  /** @type {(op: string, word: string, sign: string, isDisabled: boolean) => string} */
  const button = (op, word, sign, isDisabled) => {
    const name = escapeHtml(fill(word, { layer }));
    return (
      `<button type="button" data-arrange="${op}" data-layer="${layer}" aria-label="${name}" title="${name}"` +
      `${isDisabled ? " disabled" : ""}>${sign}</button>`
    );
  };
  const isHidden = layer > 0 && layer < last;
  const less = isHidden ? button("remove_unit", texts.remove_unit, "−", count <= 1) : "";
  const more = isHidden ? button("add_unit", texts.add_unit, "+", count >= description.max_units) : "";
  if (coarse.matches) {
    return `<p title="${escapeHtml(title)}"><b>${count}</b><span>${escapeHtml(title)}</span></p><p>${less}${more}</p>`;
  }
  if (!isDense) return `<p>${less}<b>${count}</b>${more}</p><p>${escapeHtml(title)}</p>`;
  const words = isFolded ? fill(texts.folded, { shown, count }) : title;
  const named = `<p title="${escapeHtml(title)}"><span>${escapeHtml(words)}</span></p>`;
  return `<p><b>${count}</b></p><p>${less}${more}</p>${named}`;
}

/**
 * Where there is little room, the number of folded units stands above; for fingers, over their larger buttons.
 * @param {Column} column
 * @param {Picture} picture
 */
function foot({ layer, first, shown, count }, { texts, isDense, coarse }) {
  /** @type {(by: number, sign: string, word: string, isDisabled: boolean) => string} */
  const button = (by, sign, word, isDisabled) =>
    `<button type="button" data-shift="${by}" data-layer="${layer}" aria-label="${escapeHtml(fill(word, { layer }))}"` +
    `${isDisabled ? " disabled" : ""}>${sign}</button>`;
  const words = escapeHtml(fill(texts.folded, { shown, count }));
  return (
    button(-1, arrow("up"), texts.units_before, first === 0) +
    (isDense && !coarse.matches ? "" : `<span title="${first + 1}–${first + shown}">${words}</span>`) +
    button(1, arrow("down"), texts.units_after, first + shown >= count)
  );
}

/**
 * @param {Column} column
 * @param {Column} next
 * @param {Texts} texts
 */
function gap(column, next, texts) {
  const [from, to] = [column.layer + 1, next.layer - 1];
  const count = to - from + 1;
  const word = escapeHtml(fillCounted(texts, "layers_folded", count, { from, to }));
  const by = column.layer === 0 ? -1 : 1;
  return `<button type="button" data-shift-layers="${by}" aria-label="${word}" title="${word}">⋯<br>${count}</button>`;
}
