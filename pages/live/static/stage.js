// What stands below the cost chart: the network with the boundary or the verdict beside it, the gradients, and the
// activations; one of the three at a time. It holds the weights as they were told, and moves the picture from one telling
// to the next.

import { ACTIVATIONS } from "./activations.js";
import { Boundary } from "./boundary.js";
import { FEATURES, grid, inputs } from "./features.js";
import { fill } from "./format.js";
import { GradientChart, Norms } from "./gradient_chart.js";
import { Histograms, unitHistograms } from "./histograms.js";
import { backward, decode, forward, network, work } from "./network.js";
import { Picture, unitScale } from "./picture.js";
import { css, diverging, rgb } from "./shades.js";
import { loadData } from "./shown_data.js";
import { build, label, write } from "./skeleton.js";
import { UnitCard } from "./unit_card.js";
import { Verdict } from "./verdict.js";
import { escape, short, symbol } from "./words.js";

const GLIDE_MS = 300; // the way from one telling to the next
const FRAME_MS = 30;
const FINE = [96, 72, 56, 40, 30, 20];
const LIVELY = [56, 40, 30, 20];
const BUDGET = { lively: 3e6, fine: 3e7 }; // multiplications that a drawing may take
const TABS = ["network", "gradients", "activations"];
const CHOSEN = { part: "train", number: 0 };

const MARKUP = `
<div class="dnn-net-bar-row">
  <div class="dnn-live-choice" role="tablist" data-label="lower">
    ${TABS.map((tab) => `<button type="button" role="tab" data-tab="${tab}" data-text="tab_${tab}"></button>`).join("")}
  </div>
  <div class="dnn-live-choice" role="group" data-role="layers">
    <button type="button" data-arrange="remove_layer" data-label="remove_layer">−</button>
    <span data-role="layer-count"></span>
    <button type="button" data-arrange="add_layer" data-label="add_layer">+</button>
  </div>
  <label class="dnn-net-relative" data-role="relative"><input type="checkbox"><span data-text="relative"></span></label>
  <span class="dnn-live-space"></span>
  <span class="dnn-net-weightscale" data-role="weightscale"><span data-text="weights"></span><small></small><b></b><small></small></span>
</div>
<p class="dnn-net-message" data-role="message" hidden></p>
<div class="dnn-net-tab" data-panel="network" role="tabpanel">
  <div class="dnn-net-picture" data-role="picture" role="group" data-label="picture"></div>
  <div class="dnn-net-side">
    <div class="dnn-net-boundary" data-role="boundary" hidden></div>
    <div class="dnn-net-verdict" data-role="verdict" hidden></div>
    <div class="dnn-net-card" data-role="card" hidden></div>
  </div>
</div>
<div class="dnn-net-tab" data-panel="gradients" role="tabpanel" hidden>
  <div class="dnn-net-gradients" data-role="gradients" role="img" data-label="gradients_name"></div>
</div>
<div class="dnn-net-tab" data-panel="activations" role="tabpanel" hidden>
  <div class="dnn-net-hists" data-role="hists"></div>
</div>
<div class="dnn-net-tip" data-role="tip" role="tooltip" hidden></div>`;

export class Stage {
  // tell(name, value) gives a wish to the page
  constructor(element, tell) {
    Object.assign(this, { element, tell, tab: "network", status: "idle", chosen: CHOSEN, unit: null, hovered: null, relative: false });
    Object.assign(this, { target: null, from: null, began: 0, frames: 0, timer: null, frame: null, nextFrame: 0, version: -1, norms: new Norms() });
    element.innerHTML = "";
    this.find = build(element, MARKUP);
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.picture = new Picture(this.find("picture"), {
      onUnit: (layer, unit) => this.open({ layer, unit }),
      onHover: (hovered, event) => this.hover(hovered, event),
      onArrange: (op, layer) => this.tell("architecture", { op, layer }),
    });
    this.picture.onShift = () => this.request();
    this.boundary = new Boundary(this.find("boundary"), {
      onProbe: (x1, x2) => this.probe(x1, x2),
      onExample: (there, near) => this.choose(near ?? { ...there, part: null }),
      onPoint: (wish) => this.tell("point", wish),
    });
    this.verdict = new Verdict(this.find("verdict"), { onExample: (part, number) => this.choose({ part, number }) });
    this.card = new UnitCard(this.find("card"), {
      onClose: () => this.close(),
      onEdit: (wish) => this.tell("edit", wish),
      onExample: (step) => this.stepExample(step),
    });
    this.histograms = new Histograms(this.find("hists"));
    this.listen();
  }

  listen() {
    this.element.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.tab) this.turnTo(button.dataset.tab);
      if (button?.dataset.arrange && !button.dataset.layer) this.tell("architecture", { op: button.dataset.arrange, layer: null });
    });
    this.element.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = TABS[(TABS.indexOf(this.tab) + step + TABS.length) % TABS.length];
      this.turnTo(next);
      this.element.querySelector(`[data-tab="${next}"]`).focus();
    });
    this.find("relative").addEventListener("change", ({ target }) => {
      this.relative = target.checked;
      this.request();
    });
    this.wake = () => document.hidden || this.request();
    document.addEventListener("visibilitychange", this.wake);
  }

  turnTo(tab) {
    this.tab = tab;
    this.showTab();
    this.request();
  }

  showTab() {
    for (const button of this.element.querySelectorAll("[data-tab]")) {
      const isChosen = button.dataset.tab === this.tab;
      button.setAttribute("aria-selected", String(isChosen));
      button.setAttribute("aria-pressed", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
    for (const panel of this.element.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== this.tab;
    this.find("layers").hidden = this.tab !== "network";
    this.find("weightscale").hidden = this.tab !== "network";
    this.find("relative").hidden = this.tab !== "gradients";
  }

  // The page's description of the network, its words and its colours.
  update(subject, texts, colors, font, language) {
    const isOther = JSON.stringify(this.subject) !== JSON.stringify(subject);
    Object.assign(this, { texts, font, language });
    this.colors = this.mixed(colors, subject);
    label(this.element, texts);
    this.subject = { ...subject, rests: subject.activations.map((name) => ACTIVATIONS[name]?.rest ?? 0) };
    this.showTab();
    this.showScale();
    if (isOther) this.begin();
    this.show();
    this.request();
  }

  // The colours as channels, for canvases.
  mixed(colors, subject) {
    const key = JSON.stringify([colors, subject.class_colors]);
    if (this.colorKey === key) return this.colors;
    this.colorKey = key;
    const middle = rgb(colors.background);
    const mixed = {
      text: rgb(colors.text), muted: rgb(colors.muted), grid: rgb(colors.grid), page: middle, middle: rgb(colors.middle),
      negative: rgb(colors.negative), positive: rgb(colors.positive), bar: rgb(colors.A), Z: rgb(colors.Z), A: rgb(colors.A),
      edge: middle, classes: subject.class_colors.map(rgb),
    };
    mixed.scale = diverging(mixed.middle, mixed.negative, mixed.positive);
    return mixed;
  }

  // Another network or other data: what is known of the old one is forgotten.
  begin() {
    const { subject } = this;
    const isSame = this.begun === JSON.stringify([subject.sizes, subject.activations]);
    this.begun = JSON.stringify([subject.sizes, subject.activations]);
    if (!isSame) {
      this.close();
      this.target = this.from = null;
    }
    if (subject.initial && !isSame) this.receive(decode(subject.initial), true);
    if (this.data_url === subject.data_url) return;
    this.data_url = subject.data_url;
    this.chosen = CHOSEN;
    loadData(subject.data_url).then(
      (data) => {
        if (this.subject.data_url !== subject.data_url) return;
        this.data = data;
        this.boundary.chosen = null;
        Object.assign(this, { kept: {}, exampleKept: null });
        this.show();
        this.request();
      },
      (error) => {
        if (this.subject.data_url === subject.data_url) this.message(this.texts.data_missing);
        console.warn("The data of the picture could not be loaded.", error);
      },
    );
  }

  show() {
    const { subject, texts, colors, data } = this;
    this.picture.show(subject, texts, colors);
    this.histograms.show(subject, texts, colors);
    const hidden = subject.sizes.length - 2;
    write(this.find("layer-count"), fill(texts.hidden_layers, { count: hidden }));
    this.element.querySelector('[data-arrange="remove_layer"]').disabled = hidden < 1;
    this.element.querySelector('[data-arrange="add_layer"]').disabled = hidden >= subject.most_layers;
    if (subject.too_large) this.message(fill(texts.network_too_large, { limit: subject.too_large.toLocaleString(this.language) }));
    else this.message("");
    if (!this.fits()) return;
    if (data.plane) this.boundary.show(subject, data, texts, colors);
    else this.verdict.show(subject, data, texts, colors);
    this.showSide();
    if (this.unit) this.card.open(this.unit, subject, texts, colors);
  }

  // Whether the data that have arrived belong to the network on the page.
  fits() {
    const { data, subject } = this;
    return Boolean(data) && data.n_x === subject.sizes[0] && (!data.plane || subject.features?.every((name) => FEATURES[name]));
  }

  showSide() {
    const isPlane = Boolean(this.data?.plane);
    this.find("card").hidden = !this.unit;
    this.find("boundary").hidden = !isPlane || Boolean(this.unit);
    this.find("verdict").hidden = isPlane || Boolean(this.unit) || !this.data;
  }

  showScale() {
    const bar = this.find("weightscale").querySelector("b");
    const { negative, middle, positive } = this.colors;
    bar.style.background = `linear-gradient(90deg, ${css(negative)}, ${css(middle)}, ${css(positive)})`;
  }

  message(text) {
    this.find("message").hidden = !text;
    write(this.find("message"), text);
  }

  // A run from its beginning: it begins with the initial weights.
  clear() {
    this.norms.clear();
    this.version = -1;
    if (this.subject?.initial) this.receive(decode(this.subject.initial), true);
  }

  // An answer of the run's route.
  take(answer) {
    const wasMoving = this.isMoving;
    this.status = answer.status;
    this.norms.append(answer.milestones ?? {});
    if (answer.network) {
      this.version = answer.network.version;
      this.receive(decode(answer.network.theta), false);
    } else if (wasMoving !== this.isMoving || this.tab === "gradients") this.request();
  }

  setStatus(status) {
    if (this.status === status) return;
    this.status = status;
    this.request();
  }

  get isMoving() {
    return ["waiting", "running", "asleep"].includes(this.status);
  }

  // New weights: glide there from where the picture is, or jump.
  receive(theta, jumps) {
    if (!this.subject || theta.length !== this.subject.parameters) return;
    this.from = jumps || this.still.matches || !this.target ? theta : Float64Array.from(this.present(performance.now()));
    this.target = theta;
    this.began = performance.now();
    this.element.dataset.version = this.version;
    this.request();
  }

  present(now) {
    const share = Math.min(1, (now - this.began) / GLIDE_MS);
    this.gliding = share < 1 && this.from !== this.target;
    if (!this.gliding) return this.target;
    const { from, target } = this;
    return target.map((value, i) => from[i] + (value - from[i]) * share);
  }

  // Draw soon: at the browser's next frame, and never while nobody sees it.
  request() {
    if (this.frame !== null || this.timer !== null || document.hidden || !this.subject) return;
    const wait = this.nextFrame - performance.now();
    const ask = () => {
      this.timer = null;
      this.frame = requestAnimationFrame((now) => this.tick(now));
    };
    if (wait > 4) this.timer = setTimeout(ask, wait);
    else ask();
  }

  tick() {
    this.frame = null;
    if (document.hidden) return;
    const began = performance.now();
    if (this.tab === "gradients") this.drawGradients();
    else if (this.target && this.fits()) {
      this.draw(network(this.subject.sizes, this.subject.activations, this.present(began)));
      this.frames += 1;
      this.element.dataset.frames = this.frames;
    }
    const took = performance.now() - began;
    this.nextFrame = performance.now() + Math.max(0, FRAME_MS - took, 0.4 * took);
    if (this.gliding) this.request();
    else if (this.rough) {
      this.rough = false;
      this.request();
    }
  }

  drawGradients() {
    if (!window.Plotly?.react) return void setTimeout(() => this.request(), 300);
    this.gradients ??= new GradientChart(window.Plotly, this.find("gradients"));
    const { norms, texts, colors, font, relative, subject } = this;
    this.gradients.show({ norms, texts, colors, font, relative, layers: subject.sizes.length - 1 });
  }

  draw(net) {
    this.net = net;
    if (this.tab === "activations") return this.histograms.draw(this.overExamples(net, "train"));
    const isPlane = Boolean(this.data.plane);
    const maps = isPlane ? this.overPlane(net) : null;
    const train = isPlane && !this.unit && !this.hovered ? null : this.overExamples(net, "train");
    const histograms = isPlane ? null : train.A.map((A) => unitHistograms(A, train.m));
    this.picture.draw({ network: net, maps, histograms, marked: this.unit });
    const ends = this.find("weightscale").querySelectorAll("small");
    write(ends[0], `−${this.picture.scaleEnd}`);
    write(ends[1], `+${this.picture.scaleEnd}`);
    this.gradient = train && (this.unit || this.hovered) ? backward(net, train, this.data.train.Y, this.penalty) : null;
    const example = this.unit || this.hovered ? this.example(net) : null;
    if (this.unit) this.card.draw({ network: net, maps, histograms, example, gradient: this.gradient, editable: !this.isMoving });
    else if (isPlane) this.drawBoundary(maps);
    else this.verdict.draw(this.overExamples(net, this.verdict.part).A.at(-1));
    this.drawTip(net, example);
  }

  get penalty() {
    return { l2: this.subject.l2, examples: this.subject.examples };
  }

  drawBoundary({ A, n }) {
    const last = A.length - 1;
    let preview = null;
    const { hovered, subject } = this;
    if (hovered?.unit !== undefined && hovered.layer < last) {
      const values = A[hovered.layer].subarray(hovered.unit * n * n, (hovered.unit + 1) * n * n);
      preview = { values, n, color: unitScale(hovered.layer, hovered.unit, last, subject, this.colors, values).color };
    }
    this.boundary.draw({ A: A[last], n, preview });
    if (this.boundary.probed) this.boundary.tell(this.boundary.probed);
  }

  // A of every layer over the plane, on as fine a grid as there is time for.
  overPlane(net) {
    const sizes = this.gliding ? LIVELY : FINE;
    const budget = this.gliding ? BUDGET.lively : BUDGET.fine;
    const n = sizes.find((size) => size * size * work(net) <= budget) ?? sizes.at(-1);
    this.rough = this.gliding && sizes !== FINE;
    const key = `${n} ${this.data_url}`;
    this.grids ??= new Map();
    if (!this.grids.has(key)) {
      if (this.grids.size > 6) this.grids.clear();
      const { x1, x2 } = grid(n, this.data.square);
      this.grids.set(key, { n, X: inputs(this.subject.features, this.data, x1, x2), pass: null });
    }
    const kept = this.grids.get(key);
    kept.pass = forward(net, kept.X, n * n, kept.pass);
    return { A: kept.pass.A, n };
  }

  overExamples(net, part) {
    this.kept ??= {};
    const { X, count } = this.data[part];
    this.kept[part] = forward(net, X, count, this.kept[part]);
    return this.kept[part];
  }

  // The chosen example through the network.
  example(net) {
    const { data, chosen, texts } = this;
    const names = data.features;
    if (chosen.part === null) {
      const X = inputs(this.subject.features, data, [chosen.x1], [chosen.x2]);
      return { ...forward(net, X, 1), name: `x₁ = ${short(chosen.x1)}, x₂ = ${short(chosen.x2)}` };
    }
    const part = data[chosen.part];
    if (data.plane && chosen.x1 !== undefined) {
      const X = inputs(this.subject.features, data, [chosen.x1], [chosen.x2]);
      return { ...forward(net, X, 1), name: `x₁ = ${short(chosen.x1)}, x₂ = ${short(chosen.x2)} (${texts[chosen.part]})` };
    }
    const X = Float64Array.from(names, (_, k) => part.X[k * part.count + chosen.number]);
    const words = { number: part.numbers[chosen.number] + 1, part: texts[chosen.part] };
    return { ...forward(net, X, 1), name: fill(texts.example_of, words) };
  }

  choose(chosen) {
    this.chosen = chosen;
    this.boundary.chosen = chosen.x1 === undefined ? null : chosen;
    if (this.data?.plane) this.boundary.drawPoints();
    this.request();
  }

  stepExample(by) {
    const part = this.chosen.part ?? "train";
    const { count } = this.data[part];
    const number = ((this.chosen.x1 === undefined ? this.chosen.number : -1) + by + count) % count;
    const plane = this.data.plane?.[part];
    const isWhole = plane && plane.count === count;
    this.choose({ part, number: Math.max(0, number) });
    if (isWhole) this.boundary.chosen = { x1: plane.x1[this.chosen.number], x2: plane.x2[this.chosen.number] };
  }

  open(unit) {
    const isSame = this.unit?.layer === unit.layer && this.unit?.unit === unit.unit;
    if (isSame) return this.close();
    this.unit = unit;
    this.card.open(unit, this.subject, this.texts, this.colors);
    this.showSide();
    this.find("tip").hidden = true;
    this.request();
  }

  close() {
    this.unit = null;
    this.card.key = "";
    this.showSide();
    this.request();
  }

  hover(hovered, event) {
    const before = JSON.stringify(this.hovered);
    this.hovered = hovered;
    if (event && hovered) {
      const box = this.element.getBoundingClientRect();
      const target = event.type === "focusin" ? event.target.getBoundingClientRect() : null;
      this.pointer = target
        ? { x: target.right - box.left, y: target.top - box.top }
        : { x: event.clientX - box.left, y: event.clientY - box.top };
    }
    if (!hovered) this.find("tip").hidden = true;
    if (hovered || JSON.stringify(hovered) !== before) this.request();
  }

  drawTip(net, example) {
    const { hovered, texts, subject } = this;
    const tip = this.find("tip");
    tip.hidden = !hovered || !example;
    if (tip.hidden) return;
    let html;
    if (hovered.unit === undefined) {
      const { layer, row, column } = hovered;
      const { W, before, start } = net.layers[layer - 1];
      const [w, dw] = [symbol("w", layer, row, column), `d${symbol("w", layer, row, column)}`];
      html = `<p>${w} = <b>${short(W[row * before + column])}</b></p><p>${dw} = <b>${short(this.gradient[start + row * before + column])}</b></p>`;
    } else if (hovered.layer === 0) {
      html = `<p>${escape(subject.inputs[hovered.unit])} = <b>${short(example.A[0][hovered.unit])}</b></p><p class="dnn-net-quiet">${escape(example.name)}</p>`;
    } else {
      const { layer, unit } = hovered;
      html = this.tipOf(net, layer, unit, example) + `<p class="dnn-net-quiet">${escape(example.name)} · ${escape(texts.click_enlarges)}</p>`;
    }
    if (tip.innerHTML !== html) tip.innerHTML = html;
    const width = this.element.clientWidth;
    const left = Math.max(4, Math.min(this.pointer.x + 14, width - tip.offsetWidth - 4));
    Object.assign(tip.style, { left: `${left}px`, top: `${Math.max(0, this.pointer.y - tip.offsetHeight - 12)}px` });
  }

  tipOf(net, layer, unit, example) {
    const { b, n, before, start } = net.layers[layer - 1];
    const [z, a, bias] = ["z", "a", "b"].map((letter) => symbol(letter, layer, unit));
    return `<p>${z} = <b>${short(example.Z[layer][unit])}</b>, ${a} = <b>${short(example.A[layer][unit])}</b></p>` +
      `<p>${bias} = ${short(b[unit])}, d${bias} = ${short(this.gradient[start + n * before + unit])}</p>`;
  }

  // What the network says of a place of the plane.
  probe(x1, x2) {
    const where = `x₁ = ${short(x1)}, x₂ = ${short(x2)}`;
    if (!this.net) return escape(where);
    const { A } = forward(this.net, inputs(this.subject.features, this.data, [x1], [x2]), 1);
    const output = A.at(-1);
    const { task, classes } = this.subject;
    if (task === "regression") return `${escape(where)}<br>ŷ = <b>${short(output[0])}</b>`;
    const best = task === "binary" ? Number(output[0] > 0.5) : output.indexOf(Math.max(...output));
    const share = task === "binary" ? output[0] : output[best];
    const formula = task === "binary" ? "ŷ" : `ŷ<sub>${best + 1}</sub>`;
    return `${escape(where)}<br>${formula} = <b>${share.toFixed(3)}</b> · ${escape(classes[best])}`;
  }

  // How often the weights are wanted: large ones travel less often. Seconds.
  get wish() {
    if (!this.subject || this.subject.too_large || this.tab === "gradients") return null;
    return Math.min(4, this.subject.parameters / 15_000);
  }

  destroy() {
    clearTimeout(this.timer);
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    document.removeEventListener("visibilitychange", this.wake);
    this.picture.destroy();
    this.boundary.destroy();
    this.gradients?.destroy();
  }
}
