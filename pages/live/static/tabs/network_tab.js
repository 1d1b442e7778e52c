// The network with its output, the verdict or the card of a unit beside it, and what is said where the pointer is.
// @ts-check

import { Boundary } from "../boundary/boundary.js";
import { Curve } from "../curve/curve.js";
import { backward } from "../math/network.js";
import { Picture } from "../network/picture.js";
import { NO_NETWORK } from "../network/types.js";
import { UnitCard } from "../network/unit_card.js";
import { NO_COLORS } from "../ui/shades.js";
import { Verdict } from "../verdict/verdict.js";
import { unitHistograms } from "./histogram.js";
import { enterCard, nextExample, previewOf, readingAt, showSide, writeScale } from "./network_drawing.js";
import { Tooltip } from "./tooltip.js";

/** @import { Edit } from "../connection/wire.js" */
/** @import { Network } from "../math/network.js" */
/** @import { Choice, Maps, Passes } from "../math/passes.js" */
/** @import { CardValues, Description, Pointed, UnitAt, WeightAt } from "../network/types.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Find, Texts } from "../ui/skeleton.js" */
/** @import { Drawing, Opening } from "./network_drawing.js" */

/** @type {Choice} */
const FIRST = { part: "train", number: 0 };

export class NetworkTab {
  chosen = FIRST;
  /** @type {UnitAt | null} The unit whose card is open. */
  unit = null;
  /** @type {Opening | null} */ opening = null;
  /** @type {Pointed | null} */ hovered = null;
  /** @type {WeightAt | null} */ tapped = null;
  /** @type {Passes | null} */ passes = null;
  /** @type {Network | null} */ net = null;
  isEditable = false;
  description = NO_NETWORK;
  /** @type {Texts} */ texts = {};
  colors = NO_COLORS;

  /**
   * @param {HTMLElement} element
   * @param {Find} find
   * @param {{ request: () => void, edit: (name: string, value: Edit["value"]) => void }} handlers `request` has it drawn soon
   */
  constructor(element, find, { request, edit }) {
    this.find = find;
    this.request = request;
    this.tooltip = new Tooltip(element, find("tip"));
    this.picture = new Picture(find("picture"), {
      onUnit: (unit, event) => this.press(unit, event),
      onLine: (line, isTouch) => this.pressLine(line, isTouch),
      onEscape: () => this.escape(),
      onHover: (hovered, event) => this.hover(hovered, event),
      onArrange: (op, layer) => edit("architecture", { op, layer }),
      onShift: request,
    });
    this.boundary = new Boundary(find("boundary"), {
      onProbe: (x1, x2) => readingAt(x1, x2, this.net, this.passes, this.description),
      onExample: (there, near) => this.choose(near ?? { ...there, part: null }),
      onPoint: (point) => edit("point", point),
    });
    this.curve = new Curve(find("curve"), {
      onProbe: (x) => readingAt(x, 0, this.net, this.passes, this.description),
      onChoose: (x) => this.choose({ part: null, x1: x, x2: 0 }),
    });
    this.verdict = new Verdict(find("verdict"), (part, number) => this.choose({ part, number }));
    this.card = new UnitCard(find("card"), {
      onClose: () => this.close(true),
      onEdit: (parameter) => edit("parameter", parameter),
      onExample: (step) => this.stepExample(step),
    });
  }

  /**
   * Show another network, other words or other colours.
   * @param {Description} description
   * @param {Passes | null} passes null as long as the data are not there
   * @param {Texts} texts
   * @param {Channels} colors
   */
  show(description, passes, texts, colors) {
    this.description = description;
    this.passes = passes;
    this.texts = texts;
    this.colors = colors;
    this.picture.show(description, texts, colors);
    this.showSide();
    if (!passes) return;
    const { data } = passes;
    if (data.plane) this.boundary.show(description, { ...data, plane: data.plane }, texts, colors);
    else if (data.curve) this.curve.show(description, { ...data, curve: data.curve }, texts, colors);
    else this.verdict.show(description, data, texts, colors);
    if (this.unit) this.card.open(this.unit, description, texts, colors);
  }

  /** Forget what was chosen of a network of another shape. */
  forgetNetwork() {
    this.net = null;
    this.unit = null;
    this.hovered = null;
    this.card.key = "";
    this.tooltip.hide();
  }

  forgetData() {
    this.chosen = FIRST;
    this.boundary.chosen = null;
  }

  showSide() {
    showSide(this.find, Boolean(this.unit), this.passes?.data);
  }

  /**
   * Draw everything.
   * @param {Passes} passes
   * @param {Drawing} drawing
   */
  draw(passes, { net, latest, detail, isEditable }) {
    const { unit, hovered, description } = this;
    this.net = net;
    this.isEditable = isEditable;
    const isAsked = Boolean(unit || hovered);
    const maps = passes.data.plane ? passes.overPlane(net, detail) : null;
    const train = maps && !isAsked ? null : passes.overExamples(net, "train");
    const histograms = maps || !train ? null : train.A.map((A) => unitHistograms(A, train.m));
    this.picture.draw({ network: net, maps, histograms, marked: unit, pointed: hovered });
    writeScale(this.find("weightscale"), net, this.picture.largest);
    const penalty = { l2: description.l2, examples: description.examples };
    const gradient = isAsked && train ? backward(net, train, passes.data.train.Y, penalty) : null;
    const example = isAsked ? passes.example(net, this.chosen, this.texts) : null;
    if (unit) this.drawCard({ network: net, latest, maps, histograms, example, gradient, isEditable });
    else if (maps) this.drawBoundary(maps);
    else if (passes.data.curve) this.curve.draw(passes.overFeature(net, detail));
    else this.verdict.draw(passes.overExamples(net, this.verdict.part).A[net.layers.length]);
    const values = example && gradient && { net, example, gradient };
    const isShown = this.tooltip.show(hovered, values, description, this.texts);
    this.picture.describe(isShown ? hovered : null, this.tooltip.element.id);
  }

  /** @param {CardValues} values */
  drawCard(values) {
    this.card.draw(values);
    if (this.opening) enterCard(this.card, this.find("card"), this.opening);
    this.opening = null;
  }

  /**
   * Draw the output over the plane, or the map of the unit that the pointer is at.
   * @param {Maps} maps
   */
  drawBoundary({ A, n }) {
    const preview = previewOf(this.hovered, { A, n }, this.description, this.colors);
    this.boundary.draw({ A: A[A.length - 1], n, preview });
    if (this.boundary.probed) this.boundary.read(this.boundary.probed);
  }

  /**
   * @param {Pointed | null} hovered
   * @param {Event} [event]
   */
  hover(hovered, event) {
    const isOther = JSON.stringify(hovered) !== JSON.stringify(this.hovered);
    this.hovered = hovered;
    if (hovered && event) this.tooltip.follow(event);
    if (!hovered) {
      this.tooltip.hide();
      this.tapped = null;
      this.picture.describe(null);
    }
    if (hovered || isOther) this.request();
  }

  /** @param {Choice} chosen */
  choose(chosen) {
    this.chosen = chosen;
    this.boundary.chosen = chosen.x1 === undefined ? null : chosen;
    if (this.passes?.data.plane) this.boundary.drawPoints();
    this.request();
  }

  /** @param {number} by */
  stepExample(by) {
    if (this.passes) this.choose(nextExample(this.chosen, this.passes.data, by));
  }

  /**
   * A unit was pressed: by the keyboard where no button of the mouse was clicked.
   * @param {UnitAt} unit
   * @param {MouseEvent} event
   */
  press(unit, { detail }) {
    if (this.unit?.layer === unit.layer && this.unit?.unit === unit.unit) this.close(false);
    else this.open(unit, { entersCard: detail === 0 });
  }

  /**
   * A weight was pressed: its field is shown. A finger reads the weight first, and presses again.
   * @param {WeightAt} line
   * @param {boolean} isTouch
   */
  pressLine(line, isTouch) {
    const isSecond = JSON.stringify(this.tapped) === JSON.stringify(line);
    this.tapped = line;
    if (isTouch && !isSecond) return;
    this.open({ layer: line.layer, unit: line.row }, { column: line.column, takesFocus: this.isEditable && !isTouch });
  }

  /** Escape in the picture: the tooltip goes first, then the card. */
  escape() {
    if (this.hovered) this.hover(null);
    else if (this.unit) this.close(true);
  }

  /**
   * @param {UnitAt} unit
   * @param {Opening} opening
   */
  open(unit, opening) {
    if (!this.passes) return;
    this.unit = unit;
    this.opening = opening;
    this.hover(null);
    this.card.open(unit, this.description, this.texts, this.colors);
    this.showSide();
    this.request();
  }

  /** @param {boolean} returnsFocus to the unit */
  close(returnsFocus) {
    const { unit } = this;
    this.unit = null;
    this.opening = null;
    this.hover(null);
    this.card.key = "";
    this.showSide();
    if (returnsFocus && unit) this.picture.focusUnit(unit);
    this.request();
  }

  destroy() {
    this.picture.destroy();
    this.boundary.destroy();
    this.curve.destroy();
  }
}
