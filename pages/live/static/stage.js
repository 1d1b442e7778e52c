// What stands below the cost chart: the network, the gradients, the activations. It holds the weights as they were told
// last, fetches the data, and has what is shown drawn.

import { ACTIVATIONS } from "./activations.js";
import { fill } from "./format.js";
import { Frames } from "./frames.js";
import { Glide } from "./glide.js";
import { GradientChart, Norms } from "./gradient_chart.js";
import { Histograms } from "./histograms.js";
import { decode, network } from "./network.js";
import { NetworkTab } from "./network_tab.js";
import { Passes } from "./passes.js";
import { channels, css } from "./shades.js";
import { loadData } from "./shown_data.js";
import { build, label, write } from "./skeleton.js";
import { MARKUP, TABS } from "./stage_markup.js";
import { Tabs } from "./tabs.js";

const PARAMETERS_A_SECOND = 15_000; // that are asked for, of networks with more
const SLOWEST_SECONDS = 4;
const PLOTLY_RETRY_MS = 300;

export class Stage {
  // tell(name, value) gives a wish to the page
  constructor(element, tell) {
    Object.assign(this, { element, tell, status: "idle", relative: false, passes: null, version: -1, drawings: 0 });
    Object.assign(this, { glide: new Glide(), norms: new Norms() });
    this.find = build(element, MARKUP);
    this.frames = new Frames(() => this.draw());
    const request = () => this.frames.request();
    this.tabs = new Tabs(element, TABS, request);
    this.network = new NetworkTab(element, this.find, { request, tell });
    this.histograms = new Histograms(this.find("hists"));
    element.addEventListener("click", ({ target }) => {
      const { arrange, layer } = target.closest("button")?.dataset ?? {};
      if (arrange && layer === undefined) tell("architecture", { op: arrange, layer: null });
    });
    this.find("relative").addEventListener("change", ({ target }) => {
      this.relative = target.checked;
      request();
    });
  }

  // The page's description of the network, its words and its colours.
  update(subject, texts, colors, font, language) {
    const isOther = JSON.stringify(this.told) !== JSON.stringify(subject);
    Object.assign(this, { told: subject, texts, font, language, colors: channels(colors, subject.class_colors) });
    this.subject = { ...subject, rests: subject.activations.map((name) => ACTIVATIONS[name]?.rest ?? 0) };
    label(this.element, texts);
    if (isOther) this.begin();
    this.show();
    this.frames.request();
  }

  // Another network or other data: what belongs to the old ones is forgotten.
  begin() {
    const { subject } = this;
    const shape = JSON.stringify([subject.sizes, subject.activations]);
    if (this.shape !== shape) {
      this.shape = shape;
      this.network.forgetNetwork();
      this.glide.forget();
      if (subject.initial) this.receive(decode(subject.initial), true);
    }
    if (this.source !== subject.data_url) {
      this.source = subject.data_url;
      this.network.forgetData();
      this.fetchData(subject.data_url);
    }
    if (this.data) this.passes = this.passesOf(this.data);
  }

  fetchData(url) {
    loadData(url).then(
      (data) => {
        if (this.source !== url) return;
        this.data = data;
        this.passes = this.passesOf(data);
        this.show();
        this.frames.request();
      },
      (error) => {
        console.warn("The data of the picture could not be loaded.", error);
        if (this.source === url) this.message(this.texts.data_missing);
      },
    );
  }

  // Data that have not arrived yet leave the old ones, which may be of another size.
  passesOf(data) {
    const passes = new Passes(this.subject, data);
    return passes.fit ? passes : null;
  }

  show() {
    const { subject, texts, colors } = this;
    const hidden = subject.sizes.length - 2;
    write(this.find("layer-count"), fill(texts.hidden_layers, { count: hidden }));
    this.element.querySelector('[data-arrange="remove_layer"]').disabled = hidden < 1;
    this.element.querySelector('[data-arrange="add_layer"]').disabled = hidden >= subject.most_layers;
    const limit = subject.too_large?.toLocaleString(this.language);
    this.message(limit ? fill(texts.network_too_large, { limit }) : "");
    const ends = [colors.negative, colors.middle, colors.positive].map(css);
    this.find("weightscale").querySelector("b").style.background = `linear-gradient(90deg, ${ends.join()})`;
    this.histograms.show(subject, texts, colors);
    this.network.show(subject, this.passes, texts, colors);
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
    this.norms.append(answer.milestones ?? {});
    if (answer.network) {
      this.version = answer.network.version;
      this.receive(decode(answer.network.theta), false);
    } else if (this.tabs.current === "gradients") this.frames.request();
  }

  receive(theta, jumps) {
    if (theta.length !== this.subject.parameters) return;
    this.glide.to(theta, jumps);
    this.element.dataset.version = this.version;
    this.frames.request();
  }

  setStatus(status) {
    if (this.status === status) return;
    this.status = status;
    this.frames.request();
  }

  get isMoving() {
    return ["waiting", "running", "asleep"].includes(this.status);
  }

  // Draw what is shown; whether that is to be done again soon.
  draw() {
    if (!this.subject) return false;
    if (this.tabs.current === "gradients") return this.drawGradients();
    const theta = this.passes && this.glide.target ? this.glide.at(performance.now()) : null;
    if (!theta) return false;
    const net = network(this.subject.sizes, this.subject.activations, theta);
    const pace = this.glide.moves ? "lively" : "fine";
    if (this.tabs.current === "activations") this.histograms.draw(this.passes.overExamples(net, "train"));
    else this.network.draw(net, pace, !this.isMoving);
    this.drawings += 1;
    this.element.dataset.drawings = this.drawings;
    return this.glide.moves;
  }

  drawGradients() {
    if (!window.Plotly?.react) {
      setTimeout(() => this.frames.request(), PLOTLY_RETRY_MS);
      return false;
    }
    this.gradients ??= new GradientChart(window.Plotly, this.find("gradients"));
    const { norms, texts, colors, font, relative, subject } = this;
    this.gradients.show({ norms, texts, colors, font, relative, layers: subject.sizes.length - 1 });
    return false;
  }

  // After how many seconds the weights are wanted again; null where they are not.
  get wish() {
    if (!this.subject || this.subject.too_large || this.tabs.current === "gradients") return null;
    return Math.min(SLOWEST_SECONDS, this.subject.parameters / PARAMETERS_A_SECOND);
  }

  destroy() {
    this.frames.destroy();
    this.network.destroy();
    this.gradients?.destroy();
  }
}
