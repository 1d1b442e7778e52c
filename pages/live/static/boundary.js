// The output over the plane with the points of both parts on it: the heat map, what the pointer reads there, and the
// tools that change the data.

import { css, diverging, paintGrid } from "./shades.js";
import { fill } from "./format.js";
import { escape, short } from "./words.js";

const NEAR = 11; // pixels from a point that still mean it
const RADIUS = 3.4;
const LOOK = '<svg viewBox="0 0 16 16" width="15" height="15" fill="none" stroke="currentColor" stroke-width="1.3" ' +
  'aria-hidden="true"><circle cx="8" cy="8" r="4.5"/><path d="M8 1v4M8 11v4M1 8h4M11 8h4"/></svg>';

export class Boundary {
  // onProbe(x1, x2) -> text about the place; onExample(part, number); onPoint({op, …}) asks for other data
  constructor(element, { onProbe, onExample, onPoint, onTool }) {
    Object.assign(this, { element, onProbe, onExample, onPoint, tool: "look", discrete: false, tests: true, dragged: null });
    element.innerHTML =
      '<div class="dnn-net-plane"><canvas class="dnn-net-map"></canvas><canvas class="dnn-net-points" tabindex="0"></canvas>' +
      '<output class="dnn-net-probe" hidden></output></div><div class="dnn-net-axes"></div>' +
      '<div class="dnn-net-legend"></div><div class="dnn-net-tools" role="radiogroup"></div><div class="dnn-net-switches"></div>';
    [this.plane, this.axes, this.legend, this.tools, this.switches] = element.children;
    [this.map, this.points, this.probe] = this.plane.children;
    this.onTool = onTool;
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
    points.addEventListener("pointerleave", () => this.dragged || this.tell(null));
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
    this.onTool?.();
  }

  // Take other data, words or colours.
  show(subject, data, texts, colors) {
    Object.assign(this, { subject, data, texts, colors });
    const isTask = subject.task !== "regression";
    const tool = (name, label, mark) =>
      `<button type="button" role="radio" data-tool="${name}" title="${escape(label)}" aria-label="${escape(label)}">${mark}</button>`;
    const dot = (k) => `<i style="background:${css(colors.classes[k % colors.classes.length])}"></i>`;
    const markup = isTask && subject.drawable
      ? `<span>${escape(texts.tool)}</span>` + tool("look", texts.tool_look, LOOK) +
        subject.classes.map((name, k) => tool(`class-${k}`, fill(texts.tool_add, { name }), `${dot(k)}+`)).join("") +
        tool("remove", texts.tool_remove, "✕")
      : "";
    if (this.tools.dataset.markup !== markup) {
      this.tools.innerHTML = this.tools.dataset.markup = markup;
      this.choose(this.tools.querySelector(`[data-tool="${this.tool}"]`) ? this.tool : "look");
    }
    this.tools.setAttribute("aria-label", texts.tool);
    const check = (name, label) =>
      `<label><input type="checkbox" name="${name}"${this[name] ? " checked" : ""}>${escape(label)}</label>`;
    this.switches.innerHTML = (isTask ? check("discrete", texts.discrete) : "") + (data.test.count ? check("tests", texts.test_points) : "");
    this.legend.innerHTML = this.legendMarkup();
    this.points.setAttribute("role", "application");
    this.points.setAttribute("aria-label", fill(texts.plane_name, { train: data.plane.train.count, test: data.plane.test.count }));
    const [low, high] = data.square;
    this.axes.innerHTML = `<span>${short(low)}</span><span>x₁</span><span>${short(high)}</span>`;
    this.plane.dataset.high = short(high);
    this.plane.dataset.low = short(low);
    this.drawPoints();
  }

  legendMarkup() {
    const { subject, texts, colors } = this;
    const marks = `<span class="dnn-net-key"><i class="dnn-net-round"></i>${escape(texts.train)}</span>` +
      (this.data.test.count ? `<span class="dnn-net-key"><i class="dnn-net-square"></i>${escape(texts.test)}</span>` : "");
    if (subject.task === "multiclass") {
      const keys = subject.classes.map((name, k) =>
        `<span class="dnn-net-key"><i style="background:${css(colors.classes[k % colors.classes.length])}"></i>${escape(name)}</span>`);
      return keys.join("") + marks;
    }
    const [from, to] = subject.task === "binary" ? colors.classes : [colors.negative, colors.positive];
    const bar = `<b style="background:linear-gradient(90deg,${css(from)},${css(colors.middle)},${css(to)})"></b>`;
    const ends = subject.task === "binary" ? [`0 ${subject.classes[0]}`, `1 ${subject.classes[1]}`] : this.targets();
    return `<span class="dnn-net-bar"><small>${escape(ends[0])}</small>${bar}<small>${escape(ends[1])}</small></span>${marks}`;
  }

  targets() {
    const [low, high] = this.reach();
    return [short(low), short(high)];
  }

  reach() {
    let most = 1e-9;
    for (const y of this.data.plane.train.Y) most = Math.max(most, Math.abs(y));
    return [-most, most];
  }

  // Colours of the cells of A (n_y, n²): a function of the cell.
  shades({ A, n }) {
    const { subject, colors, discrete } = this;
    const cells = n * n;
    if (subject.task === "multiclass") {
      const tables = subject.classes.map((_, k) => diverging(colors.middle, colors.middle, colors.classes[k % colors.classes.length]));
      return (i) => {
        let best = 0;
        for (let k = 1; k < subject.classes.length; k++) if (A[k * cells + i] > A[best * cells + i]) best = k;
        const floor = 1 / subject.classes.length;
        return tables[best](discrete ? 0.6 : 0.75 * Math.max(0.08, (A[best * cells + i] - floor) / (1 - floor)));
      };
    }
    if (subject.task === "binary") {
      const shade = diverging(colors.middle, ...colors.classes);
      return (i) => shade(discrete ? (A[i] > 0.5 ? 0.6 : -0.6) : 0.85 * (2 * A[i] - 1));
    }
    const [, most] = this.reach();
    return (i) => colors.scale(A[i] / most);
  }

  // output: {A, n} of the last layer; `preview` {values, n, color} of a unit that the pointer is at instead.
  draw(output) {
    this.latest = output;
    const { preview } = output;
    if (preview) paintGrid(this.map, preview.n, (i) => preview.color(preview.values[i]));
    else paintGrid(this.map, output.n, this.shades(output));
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
      const { x1, x2, count } = this.data.plane[part];
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
    const there = this.at(event);
    this.drop();
    const [x, y] = this.place(there);
    const [x0, y0] = this.place(began);
    const isMoved = Math.hypot(x - x0, y - y0) > 4;
    if (near && isMoved) this.onPoint({ op: "move", from: [near.x1, near.x2], to: [there.x1, there.x2] });
    else if (!near || !isMoved) this.onPoint({ op: "add", x1: there.x1, x2: there.x2, label: Number(this.tool.slice(6)) });
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
      else this.onPoint({ op: "add", ...this.cross, label: Number(this.tool.slice(6)) });
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
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const size = this.points.clientWidth;
    if (this.points.width !== Math.round(size * ratio) || this.points.width !== this.points.height) Object.assign(this.points, { width: size * ratio, height: size * ratio });
    const context = this.points.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size, size);
    for (const part of ["train", "test"]) if (part === "train" || this.tests) this.drawPart(context, part);
    if (this.chosen) this.ring(context, this.chosen);
    if (this.cross && document.activeElement === this.points) this.drawCross(context);
  }

  drawPart(context, part) {
    const { x1, x2, labels, count } = this.data.plane[part];
    const { near, there } = this.dragged ?? {};
    context.lineWidth = 1;
    context.strokeStyle = css(this.colors.edge);
    for (let i = 0; i < count; i++) {
      const isDragged = near?.part === part && near.number === i;
      const [x, y] = this.place(isDragged ? there : { x1: x1[i], x2: x2[i] });
      context.fillStyle = this.colorOf(labels[i]);
      context.beginPath();
      if (part === "train") context.arc(x, y, RADIUS, 0, 2 * Math.PI);
      else context.rect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
      context.fill();
      context.stroke();
    }
  }

  colorOf(label) {
    if (this.subject.task === "regression") return css(this.colors.scale(label / this.reach()[1]));
    return css(this.colors.classes[label % this.colors.classes.length]);
  }

  ring(context, { x1, x2 }) {
    const [x, y] = this.place({ x1, x2 });
    context.lineWidth = 2.5;
    context.strokeStyle = css(this.colors.text);
    context.beginPath();
    context.arc(x, y, RADIUS + 5, 0, 2 * Math.PI);
    context.stroke();
  }

  drawCross(context) {
    const [x, y] = this.place(this.cross);
    context.lineWidth = 2;
    context.strokeStyle = css(this.colors.text);
    context.beginPath();
    context.moveTo(x - 9, y);
    context.lineTo(x + 9, y);
    context.moveTo(x, y - 9);
    context.lineTo(x, y + 9);
    context.stroke();
  }

  destroy() {
    this.observer.disconnect();
  }
}
