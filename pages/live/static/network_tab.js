// The network with the boundary, the verdict or the card of a unit beside it, and what is said where the pointer is.

import { Boundary } from "./boundary.js";
import { unitHistograms } from "./histograms.js";
import { backward } from "./network.js";
import { Picture } from "./picture.js";
import { unitScale } from "./picture_maps.js";
import { prediction, tip } from "./readings.js";
import { write } from "./skeleton.js";
import { UnitCard } from "./unit_card.js";
import { Verdict } from "./verdict.js";

const FIRST = { part: "train", number: 0 };

export class NetworkTab {
  // find(role) -> element; request() has it drawn soon; tell(name, value) gives a wish to the page
  constructor(element, find, { request, tell }) {
    Object.assign(this, { element, find, request, chosen: FIRST, unit: null, hovered: null, passes: null, net: null });
    this.picture = new Picture(find("picture"), {
      onUnit: (layer, unit) => this.open({ layer, unit }),
      onHover: (hovered, event) => this.hover(hovered, event),
      onArrange: (op, layer) => tell("architecture", { op, layer }),
      onShift: request,
    });
    this.boundary = new Boundary(find("boundary"), {
      onProbe: (x1, x2) => prediction(x1, x2, this.net && this.passes.at(this.net, x1, x2).A.at(-1), this.subject),
      onExample: (there, near) => this.choose(near ?? { ...there, part: null }),
      onPoint: (wish) => tell("point", wish),
    });
    this.verdict = new Verdict(find("verdict"), { onExample: (part, number) => this.choose({ part, number }) });
    this.card = new UnitCard(find("card"), {
      onClose: () => this.close(),
      onEdit: (wish) => tell("edit", wish),
      onExample: (step) => this.stepExample(step),
    });
  }

  // Another network, other words or other colours; `passes` is null as long as its data are not there.
  show(subject, passes, texts, colors) {
    Object.assign(this, { subject, passes, texts, colors });
    this.picture.show(subject, texts, colors);
    this.showSide();
    if (!passes) return;
    if (passes.data.plane) this.boundary.show(subject, passes.data, texts, colors);
    else this.verdict.show(subject, passes.data, texts, colors);
    if (this.unit) this.card.open(this.unit, subject, texts, colors);
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
  draw(net, pace, editable) {
    const { passes, unit, hovered } = this;
    this.net = net;
    const isAsked = unit || hovered;
    const maps = passes.data.plane ? passes.overPlane(net, pace) : null;
    const train = maps && !isAsked ? null : passes.overExamples(net, "train");
    const histograms = maps ? null : train.A.map((A) => unitHistograms(A, train.m));
    this.picture.draw({ network: net, maps, histograms, marked: unit });
    this.showScale();
    const gradient = isAsked ? backward(net, train, passes.data.train.Y, this.penalty) : null;
    const example = isAsked ? passes.example(net, this.chosen, this.texts) : null;
    if (unit) this.card.draw({ network: net, maps, histograms, example, gradient, editable });
    else if (maps) this.drawBoundary(maps);
    else this.verdict.draw(passes.overExamples(net, this.verdict.part).A.at(-1));
    this.drawTip({ net, example, gradient });
  }

  get penalty() {
    return { l2: this.subject.l2, examples: this.subject.examples };
  }

  showScale() {
    const ends = this.find("weightscale").querySelectorAll("small");
    write(ends[0], `−${this.picture.scaleEnd}`);
    write(ends[1], `+${this.picture.scaleEnd}`);
  }

  // The output over the plane, or the map of the unit that the pointer is at.
  drawBoundary({ A, n }) {
    const last = A.length - 1;
    const { hovered, subject, colors } = this;
    let preview = null;
    if (hovered?.unit !== undefined && hovered.layer < last) {
      const values = A[hovered.layer].subarray(hovered.unit * n * n, (hovered.unit + 1) * n * n);
      preview = { values, n, color: unitScale(hovered.layer, hovered.unit, last, subject, colors, values).color };
    }
    this.boundary.draw({ A: A[last], n, preview });
    if (this.boundary.probed) this.boundary.tell(this.boundary.probed);
  }

  drawTip(values) {
    const element = this.find("tip");
    element.hidden = !this.hovered || !values.example;
    if (element.hidden) return;
    const html = tip(this.hovered, values, this.subject, this.texts);
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
    if (!hovered) this.find("tip").hidden = true;
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

  open(unit) {
    if (!this.passes) return;
    if (this.unit?.layer === unit.layer && this.unit?.unit === unit.unit) return this.close();
    this.unit = unit;
    this.hovered = null;
    this.card.open(unit, this.subject, this.texts, this.colors);
    this.showSide();
    this.request();
  }

  close() {
    this.unit = null;
    this.card.key = "";
    this.showSide();
    this.request();
  }

  destroy() {
    this.picture.destroy();
    this.boundary.destroy();
  }
}
