// The network with the boundary, the verdict or the card of a unit beside it, and what is said where the pointer is.

import { Boundary } from "../boundary/boundary.js";
import { backward } from "../math/network.js";
import { unitScale } from "../network/maps.js";
import { Picture } from "../network/picture.js";
import { prediction, tip } from "../network/readings.js";
import { UnitCard } from "../network/unit_card.js";
import { bringIntoSight } from "../ui/sight.js";
import { write } from "../ui/skeleton.js";
import { short } from "../ui/words.js";
import { Verdict } from "../verdict/verdict.js";
import { unitHistograms } from "./histograms.js";

const FIRST = { part: "train", number: 0 };

export class NetworkTab {
  // find(role) -> element; request() has it drawn soon; tell(name, value) gives a wish to the page
  constructor(element, find, { request, tell }) {
    Object.assign(this, { element, find, request, chosen: FIRST, unit: null, hovered: null, passes: null, net: null });
    this.picture = new Picture(find("picture"), {
      onUnit: (unit, event) => this.press(unit, event),
      onLine: (line, isTouch) => this.pressLine(line, isTouch),
      onEscape: () => this.escapeHtml(),
      onHover: (hovered, event) => this.hover(hovered, event),
      onArrange: (op, layer) => tell("architecture", { op, layer }),
      onShift: request,
    });
    this.boundary = new Boundary(find("boundary"), {
      onProbe: (x1, x2) => prediction(x1, x2, this.net && this.passes.at(this.net, x1, x2).A.at(-1), this.description),
      onExample: (there, near) => this.choose(near ?? { ...there, part: null }),
      onPoint: (edit) => tell("point", edit),
    });
    this.verdict = new Verdict(find("verdict"), { onExample: (part, number) => this.choose({ part, number }) });
    this.card = new UnitCard(find("card"), {
      onClose: () => this.close({ returns: true }),
      onEdit: (edit) => tell("parameter", edit),
      onExample: (step) => this.stepExample(step),
    });
  }

  // Another network, other words or other colours; `passes` is null as long as its data are not there.
  show(description, passes, texts, colors) {
    Object.assign(this, { description, passes, texts, colors });
    this.picture.show(description, texts, colors);
    this.showSide();
    if (!passes) return;
    if (passes.data.plane) this.boundary.show(description, passes.data, texts, colors);
    else this.verdict.show(description, passes.data, texts, colors);
    if (this.unit) this.card.open(this.unit, description, texts, colors);
  }

  // A network of another shape: what was chosen of the old one is not there any more.
  forgetNetwork() {
    Object.assign(this, { net: null, unit: null, hovered: null });
    this.card.key = "";
    this.find("tip").hidden = true;
  }

  forgetData() {
    this.chosen = FIRST;
    this.boundary.chosen = null;
  }

  showSide() {
    const { unit, passes } = this;
    this.find("card").hidden = !unit || !passes;
    this.find("boundary").hidden = Boolean(unit) || !passes?.data.plane;
    this.find("verdict").hidden = Boolean(unit) || !passes || Boolean(passes.data.plane);
  }

  // pace: "lively" while the picture moves, "fine" when it rests; editable: whether weights may be set
  // told: the network as it was told last, where `net` is on its way to
  draw(net, told, pace, editable) {
    const { passes, unit, hovered } = this;
    Object.assign(this, { net, editable });
    const isAsked = unit || hovered;
    const maps = passes.data.plane ? passes.overPlane(net, pace) : null;
    const train = maps && !isAsked ? null : passes.overExamples(net, "train");
    const histograms = maps ? null : train.A.map((A) => unitHistograms(A, train.m));
    this.picture.draw({ network: net, maps, histograms, marked: unit, pointed: hovered });
    this.showScale();
    const gradient = isAsked ? backward(net, train, passes.data.train.Y, this.penalty) : null;
    const example = isAsked ? passes.example(net, this.chosen, this.texts) : null;
    if (unit) this.drawCard({ network: net, told, maps, histograms, example, gradient, editable });
    else if (maps) this.drawBoundary(maps);
    else this.verdict.draw(passes.overExamples(net, this.verdict.part).A.at(-1));
    this.drawTip({ net, example, gradient });
  }

  get penalty() {
    return { l2: this.description.l2, examples: this.description.examples };
  }

  showScale() {
    const ends = this.find("weightscale").querySelectorAll("small");
    const { largest } = this.picture;
    const isSome = this.net.theta.some(Number.isFinite);
    write(ends[0], isSome ? `${largest ? "−" : ""}${short(largest)}` : "");
    write(ends[1], isSome ? `${largest ? "+" : ""}${short(largest)}` : "");
  }

  drawCard(values) {
    this.card.draw(values);
    if (!this.opened) return;
    const { column, focuses, enters } = this.opened;
    this.opened = null;
    if (column !== undefined) return this.card.reveal(column, focuses);
    bringIntoSight(this.find("card"));
    if (enters) this.find("card").focus({ preventScroll: true });
  }

  // The output over the plane, or the map of the unit that the pointer is at.
  drawBoundary({ A, n }) {
    const last = A.length - 1;
    const { hovered, description, colors } = this;
    let preview = null;
    if (hovered?.unit !== undefined && hovered.layer < last) {
      const values = A[hovered.layer].subarray(hovered.unit * n * n, (hovered.unit + 1) * n * n);
      preview = { values, n, color: unitScale(hovered.layer, hovered.unit, last, description, colors, values).color };
    }
    this.boundary.draw({ A: A[last], n, preview });
    if (this.boundary.probed) this.boundary.tell(this.boundary.probed);
  }

  drawTip(values) {
    const element = this.find("tip");
    element.hidden = !this.hovered || !values.example;
    this.picture.describe(element.hidden ? null : this.hovered, element.id);
    if (element.hidden) return;
    const html = tip(this.hovered, values, this.description, this.texts);
    if (element.innerHTML !== html) element.innerHTML = html;
    const { x, y } = this.pointer;
    const { clientWidth } = this.element;
    const beside = x > clientWidth / 3 ? x - element.offsetWidth - 14 : x + 14; // the boundary stays in sight
    const left = Math.max(4, Math.min(beside, clientWidth - element.offsetWidth - 4));
    const above = y - element.offsetHeight - 12;
    Object.assign(element.style, { left: `${left}px`, top: `${above < 0 ? y + 18 : above}px` });
  }

  hover(hovered, event) {
    const isOther = JSON.stringify(hovered) !== JSON.stringify(this.hovered);
    this.hovered = hovered;
    if (hovered && event) {
      const box = this.element.getBoundingClientRect();
      const target = event.type === "focusin" ? event.target.getBoundingClientRect() : null;
      const [x, y] = target ? [target.right, target.top] : [event.clientX, event.clientY];
      this.pointer = { x: x - box.left, y: y - box.top };
    }
    if (!hovered) {
      this.find("tip").hidden = true;
      this.tapped = null;
      this.picture.describe(null);
    }
    if (hovered || isOther) this.request();
  }

  choose(chosen) {
    this.chosen = chosen;
    this.boundary.chosen = chosen.x1 === undefined ? null : chosen;
    if (this.passes?.data.plane) this.boundary.drawPoints();
    this.request();
  }

  stepExample(by) {
    const { chosen, passes } = this;
    const part = chosen.part ?? "train";
    const { count } = passes.data[part];
    const before = chosen.x1 === undefined ? chosen.number : by > 0 ? -1 : count;
    this.choose({ part, number: (before + by + count) % count });
  }

  // A unit was pressed: by the keyboard where no button of the mouse was clicked.
  press(unit, { detail }) {
    if (this.isOpen(unit)) this.close({ returns: false });
    else this.open(unit, { enters: detail === 0 });
  }

  // A weight was pressed: its field is shown. A finger is told of the weight first, and presses again.
  pressLine(line, isTouch) {
    const isSecond = JSON.stringify(this.tapped) === JSON.stringify(line);
    this.tapped = line;
    if (isTouch && !isSecond) return;
    this.open({ layer: line.layer, unit: line.row }, { column: line.column, focuses: this.editable && !isTouch });
  }

  // Escape in the picture: what is said goes first, then the card.
  escapeHtml() {
    if (this.hovered) this.hover(null);
    else if (this.unit) this.close({ returns: true });
  }

  isOpen({ layer, unit }) {
    return this.unit?.layer === layer && this.unit?.unit === unit;
  }

  // column: of the weight that is meant; focuses: whether its field takes the focus; enters: whether the card does
  open(unit, opened) {
    if (!this.passes) return;
    Object.assign(this, { unit, opened });
    this.hover(null);
    this.card.open(unit, this.description, this.texts, this.colors);
    this.showSide();
    this.request();
  }

  // returns: whether the focus goes back to the unit
  close({ returns }) {
    const { unit } = this;
    Object.assign(this, { unit: null, opened: null });
    this.hover(null);
    this.card.key = "";
    this.showSide();
    if (returns && unit) this.picture.focusUnit(unit);
    this.request();
  }

  destroy() {
    this.picture.destroy();
    this.boundary.destroy();
  }
}
