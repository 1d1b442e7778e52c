// The output over the plane with the points of both parts on it: the heat map, what the pointer reads there, and the
// tools that change the data.

import { fill } from "../ui/format.js";
import { paintGrid } from "../ui/shades.js";
import { short } from "../ui/words.js";
import { legend, pointColor, pointsLine, reachOf, shades, switches, tools } from "./colors.js";
import { drawContour } from "./contour.js";
import { afterEdits } from "./point_edits.js";
import { drawPoints } from "./points.js";

const NEAR = 11; // pixels from a point that still mean it
const REACH = 2; // own points lie within, as in dnn/datasets/own_points.py
const within = (value) => Math.max(-REACH, Math.min(REACH, value));

// How many points of each part there are, and how many are drawn where those are fewer.
function counted(plane) {
  const words = ({ count, of }) => (count < of ? `${count} / ${of}` : String(of));
  return { train: words(plane.train), test: words(plane.test) };
}

export class Boundary {
  // onProbe(x1, x2) -> text about the place; onExample(part, number); onPoint({op, …}) asks for other data
  constructor(element, { onProbe, onExample, onPoint }) {
    Object.assign(this, {
      element,
      onProbe,
      onExample,
      onPoint,
      tool: "look",
      discrete: false,
      tests: true,
      dragged: null,
      edits: [],
    });
    element.innerHTML =
      '<div class="dnn-net-plane"><canvas class="dnn-net-map"></canvas><canvas class="dnn-net-contour"></canvas>' +
      '<canvas class="dnn-net-points" tabindex="0"></canvas>' +
      '<output class="dnn-net-probe" hidden></output></div><div class="dnn-net-axes"></div>' +
      '<div class="dnn-net-legend"></div><div class="dnn-net-tools" role="radiogroup"></div><div class="dnn-net-switches"></div>' +
      '<div class="dnn-net-owned"></div>';
    [this.plane, this.axes, this.legend, this.tools, this.switches, this.owned] = element.children;
    [this.map, this.contour, this.points, this.probe] = this.plane.children;
    this.listen();
    this.observer = new ResizeObserver(() => this.drawPoints());
    this.observer.observe(this.plane);
  }

  listen() {
    const { points } = this;
    points.addEventListener("pointerdown", (event) => this.press(event));
    points.addEventListener("pointermove", (event) => this.move(event));
    points.addEventListener("pointerup", (event) => this.release(event));
    points.addEventListener("pointercancel", () => this.drop());
    points.addEventListener(
      "pointerleave",
      ({ pointerType }) => this.dragged || pointerType === "touch" || this.tell(null),
    );
    points.addEventListener("keydown", (event) => this.type(event));
    points.addEventListener("blur", () => this.tell(null));
    this.tools.addEventListener("click", ({ target }) => {
      const { tool } = target.closest("button")?.dataset ?? {};
      if (tool) this.choose(tool);
    });
    this.tools.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const buttons = [...this.tools.querySelectorAll("button")];
      const next = buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length];
      this.choose(next.dataset.tool);
      next.focus();
    });
    this.owned.addEventListener("click", ({ target }) => {
      if (target.closest("[data-clear]")) this.onPoint({ op: "clear" });
    });
    this.switches.addEventListener("change", ({ target }) => {
      this[target.name] = target.checked;
      this.drawPoints();
      if (this.latest) this.draw(this.latest);
    });
  }

  choose(tool) {
    this.tool = tool;
    this.points.dataset.tool = tool;
    for (const button of this.tools.querySelectorAll("button")) {
      button.setAttribute("aria-checked", String(button.dataset.tool === tool));
      button.tabIndex = button.dataset.tool === tool ? 0 : -1;
    }
  }

  // Take other data, words or colours.
  show(description, data, texts, colors) {
    Object.assign(this, { description, data, texts, colors, reach: reachOf(data) });
    this.tools.setAttribute("aria-label", texts.tool);
    this.switches.innerHTML = switches(this, description, data, texts);
    this.legend.innerHTML = legend(description, data, texts, colors);
    this.points.setAttribute("role", "application");
    this.points.setAttribute("aria-label", fill(texts.plane_name, counted(data.plane)));
    const [low, high] = data.square;
    this.axes.innerHTML = `<span>${short(low)}</span><span>x₁</span><span>${short(high)}</span>`;
    this.plane.dataset.high = short(high);
    this.plane.dataset.low = short(low);
    this.takePlane();
  }

  // What is wished of the points and not in the data yet.
  await(edits) {
    this.edits = [...edits];
    if (this.data) this.takePlane();
  }

  takePlane() {
    this.shown = afterEdits(this.data.plane, this.edits);
    this.showTools();
    this.drawPoints();
  }

  // The tools, and how many own points there are; a full set takes none more.
  showTools() {
    const { description, texts, colors, tools: box } = this;
    const total = ({ train, test }) => train.count + test.count;
    const count = (description.points?.count ?? 0) + total(this.shown) - total(this.data.plane);
    const markup = tools(description, count, texts, colors);
    if (box.dataset.markup !== markup) {
      box.innerHTML = box.dataset.markup = markup;
      this.choose(box.querySelector(`[data-tool="${this.tool}"]:not(:disabled)`) ? this.tool : "look");
    }
    const line = pointsLine(description, count, texts);
    if (this.owned.dataset.markup !== line) this.owned.innerHTML = this.owned.dataset.markup = line;
  }

  // output: {A, n} of the last layer; `preview` {values, n, color} of a unit that the pointer is at instead.
  draw(output) {
    this.latest = output;
    const { preview } = output;
    if (preview) paintGrid(this.map, preview.n, (i) => preview.color(preview.values[i]));
    else paintGrid(this.map, output.n, shades(output, this.description, this.colors, this));
    drawContour(this.contour, preview || this.description.task !== "binary" ? null : output, this.colors);
  }

  place({ x1, x2 }) {
    const [low, high] = this.data.square;
    const size = this.points.clientWidth;
    return [((x1 - low) / (high - low)) * size, ((high - x2) / (high - low)) * size];
  }

  at(event) {
    const box = this.points.getBoundingClientRect();
    const [low, high] = this.data.square;
    const share = (value) => Math.max(0, Math.min(1, value));
    return {
      x1: low + (high - low) * share((event.clientX - box.left) / box.width),
      x2: high - (high - low) * share((event.clientY - box.top) / box.height),
    };
  }

  nearest(there) {
    const [x, y] = this.place(there);
    let [best, distance] = [null, NEAR];
    for (const part of this.tests ? ["test", "train"] : ["train"]) {
      const { x1, x2, count } = this.shown[part];
      for (let i = 0; i < count; i++) {
        const [px, py] = this.place({ x1: x1[i], x2: x2[i] });
        const away = Math.hypot(px - x, py - y);
        if (away < distance) [best, distance] = [{ part, number: i, x1: x1[i], x2: x2[i] }, away];
      }
    }
    return best;
  }

  press(event) {
    if (event.button) return;
    const there = this.at(event);
    const near = this.nearest(there);
    if (this.tool === "look") {
      this.onExample(there, near);
      this.tell(there);
    } else if (this.tool === "remove") {
      if (near) this.onPoint({ op: "remove", x1: near.x1, x2: near.x2 });
    } else {
      this.points.setPointerCapture(event.pointerId);
      this.dragged = { near, there, began: there };
    }
    event.preventDefault();
    this.points.focus();
  }

  move(event) {
    const there = this.at(event);
    if (this.dragged) {
      this.dragged.there = there;
      this.drawPoints();
    }
    this.tell(there);
  }

  release(event) {
    if (!this.dragged) return;
    const { near, began } = this.dragged;
    const { x1, x2 } = this.at(event);
    const there = { x1: within(x1), x2: within(x2) };
    this.drop();
    const [x, y] = this.place({ x1, x2 });
    const [x0, y0] = this.place(began);
    const isMoved = Math.hypot(x - x0, y - y0) > 4;
    if (near && isMoved) this.onPoint({ op: "move", from: [near.x1, near.x2], to: [there.x1, there.x2] });
    else if (!near || !isMoved)
      this.onPoint({ op: "add", x1: there.x1, x2: there.x2, label: Number(this.tool.slice(6)) });
  }

  drop() {
    this.dragged = null;
    this.drawPoints();
  }

  // Arrow keys move a cross over the plane, Enter uses the tool there.
  type(event) {
    const step = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    const [low, high] = this.data.square;
    this.cross ??= { x1: 0, x2: 0 };
    if (step) {
      const by = ((high - low) / 40) * (event.shiftKey ? 5 : 1);
      const keep = (value) => Math.max(low, Math.min(high, value));
      this.cross = { x1: keep(this.cross.x1 + by * step[0]), x2: keep(this.cross.x2 + by * step[1]) };
    } else if (event.key === "Enter" || event.key === " ") {
      const near = this.nearest(this.cross);
      if (this.tool === "look") this.onExample(this.cross, near);
      else if (this.tool === "remove") near && this.onPoint({ op: "remove", x1: near.x1, x2: near.x2 });
      else
        this.onPoint({
          op: "add",
          x1: within(this.cross.x1),
          x2: within(this.cross.x2),
          label: Number(this.tool.slice(6)),
        });
    } else return;
    event.preventDefault();
    this.tell(this.cross);
    this.drawPoints();
  }

  tell(there) {
    this.probed = there;
    this.probe.hidden = !there;
    if (!there) return;
    const html = this.onProbe(there.x1, there.x2);
    if (this.probe.innerHTML !== html) this.probe.innerHTML = html;
    const [x, y] = this.place(there);
    this.probe.dataset.side = `${y < 70 ? "below" : "above"} ${x > this.points.clientWidth / 2 ? "left" : "right"}`;
    Object.assign(this.probe.style, { left: `${x}px`, top: `${y}px` });
  }

  drawPoints() {
    if (!this.data || !this.points.clientWidth) return;
    const { shown: plane, tests, dragged, chosen, colors, points } = this;
    const cross = document.activeElement === points ? this.cross : null;
    const color = (label) => pointColor(label, this.description, colors, this.reach);
    drawPoints(points, { plane, tests, dragged, chosen, cross, colors, color, place: (where) => this.place(where) });
  }

  destroy() {
    this.observer.disconnect();
  }
}
