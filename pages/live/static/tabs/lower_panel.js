// What stands below the cost chart: the network, the gradients, the activations. It holds the weights as they were told
// last, fetches the data, and has what is shown drawn.

import { DataFeed } from "../connection/data_feed.js";
import { loadNetwork } from "../connection/documents.js";
import { ACTIVATIONS } from "../math/activations.js";
import { decode, decodeParameters, network } from "../math/network.js";
import { Passes } from "../math/passes.js";
import { Glide } from "../math/weight_transition.js";
import { fill } from "../ui/format.js";
import { Frames } from "../ui/frames.js";
import { channels, css } from "../ui/shades.js";
import { build, label, write } from "../ui/skeleton.js";
import { GradientChart, Norms } from "./gradient_chart.js";
import { gradientNote } from "./gradient_note.js";
import { Histograms } from "./histograms.js";
import { MARKUP, TABS } from "./lower_panel_markup.js";
import { NetworkTab } from "./network_tab.js";
import { Tabs } from "./tabs.js";

const PARAMETERS_A_SECOND = 15_000; // that are asked for, of networks with more
const SLOWEST_SECONDS = 4;
const PLOTLY_RETRY_MS = 300;

export class LowerPanel {
  // editQueue.add(name, value) gives a wish to the page
  constructor(element, editQueue) {
    Object.assign(this, {
      element,
      editQueue,
      status: "idle",
      relative: false,
      passes: null,
      version: -1,
      drawings: 0,
    });
    Object.assign(this, { feed: new DataFeed(() => this.takeData()), edits: [], done: 0 });
    Object.assign(this, { glide: new Glide(), norms: new Norms() });
    this.find = build(element, MARKUP);
    this.frames = new Frames(() => this.draw());
    const request = () => this.frames.request();
    const tell = (name, value) => this.tell(name, value);
    this.tabs = new Tabs(element, TABS, request);
    this.network = new NetworkTab(element, this.find, { request, tell });
    this.histograms = new Histograms(this.find("hists"));
    element.addEventListener("click", ({ target }) => {
      const { arrange, layer, part } = target.closest("button")?.dataset ?? {};
      if (arrange && layer === undefined) tell("architecture", { op: arrange, layer: null });
      if (part) request();
    });
    this.find("relative").addEventListener("change", ({ target }) => {
      this.relative = target.checked;
      request();
    });
  }

  tell(name, value) {
    const number = this.editQueue.add(name, value);
    if (name !== "point") return;
    this.edits.push({ ...value, number });
    this.network.boundary.await(this.edits);
  }

  // The page's description of the network, its words and its colours; it has taken up all wishes to number `done`.
  update(description, texts, colors, font, language, done = 0) {
    const isOther = JSON.stringify(this.told) !== JSON.stringify(description);
    Object.assign(this, {
      told: description,
      texts,
      font,
      language,
      done,
      colors: channels(colors, description.class_colors),
    });
    this.description = { ...description, rests: description.activations.map((name) => ACTIVATIONS[name]?.rest ?? 0) };
    label(this.element, texts);
    if (isOther) this.begin();
    this.show();
    this.frames.request();
  }

  // Another network or other data: what belongs to the old ones is forgotten.
  begin() {
    const { description } = this;
    const shape = JSON.stringify([description.sizes, description.activations]);
    if (this.shape !== shape) {
      this.shape = shape;
      this.network.forgetNetwork();
      this.glide.forget();
      this.isLost = false;
    }
    // While there is no run, other initial weights are what there is to see.
    if (
      description.initial &&
      (!this.glide.target || (this.status === "idle" && this.initial !== description.initial))
    ) {
      this.receive(decode(description.initial), true);
    }
    this.initial = description.initial;
    if (this.feed.url !== description.data_url) {
      this.network.forgetData();
      this.feed.want(description.data_url);
    }
    this.passes = this.passesOf(this.feed.data);
  }

  takeData() {
    this.passes = this.passesOf(this.feed.data);
    this.show();
    this.frames.request();
  }

  // Data that have not arrived yet leave the old ones, which may be of another size.
  passesOf(data) {
    if (!data) return null;
    const passes = new Passes(this.description, data);
    return passes.fit ? passes : null;
  }

  show() {
    const { description, texts, colors } = this;
    const hidden = description.sizes.length - 2;
    write(this.find("layer-count"), fill(texts.hidden_layers, { count: hidden }));
    this.element.querySelector('[data-arrange="remove_layer"]').disabled = hidden < 1;
    this.element.querySelector('[data-arrange="add_layer"]').disabled = hidden >= description.most_layers;
    this.message();
    const ends = [colors.negative, colors.middle, colors.positive].map(css);
    this.find("weightscale").querySelector("b").style.background = `linear-gradient(90deg, ${ends.join()})`;
    this.histograms.show(description, texts, colors);
    write(this.find("gradient-note"), gradientNote(description, this.passes?.data.train, texts, this.language));
    this.network.show(description, this.passes, texts, colors);
    if (this.feed.isThere) this.edits = this.edits.filter(({ number }) => number > this.done);
    this.network.boundary.await(this.edits);
  }

  message() {
    const { description, texts, feed } = this;
    const [limit, count] = [description.too_large, description.parameters].map((number) =>
      number?.toLocaleString(this.language),
    );
    const words = [
      limit ? fill(texts.network_too_large, { limit, count }) : "",
      feed.isMissing ? texts.data_missing : "",
      this.isLost ? texts.diverged : "",
    ];
    const text = words.filter(Boolean).join(" ");
    this.find("message").hidden = !text;
    write(this.find("message"), text);
    this.element.dataset.blank = String(!this.passes || !this.glide.target);
    this.element.dataset.unknown = String(!this.glide.target);
  }

  // A run from its beginning: it begins with the initial weights.
  clear() {
    this.norms.clear();
    Object.assign(this, { version: -1, iteration: 0 });
    if (this.description) this.takeInitial();
  }

  // The weights that the network begins with; those of a large one have to be fetched.
  async takeInitial() {
    const { initial, initial_url: url } = this.description;
    if (initial) this.receive(decode(initial), true);
    if (initial || !url) return;
    try {
      const theta = await loadNetwork(url);
      if (this.description.initial_url === url && this.version < 0) this.receive(theta, true);
    } catch (error) {
      console.warn("The initial weights could not be loaded.", error);
    }
  }

  // An answer of the run's route.
  take(answer) {
    this.norms.append(answer.evaluations ?? {});
    if (answer.network) {
      this.version = answer.network.version;
      this.receive(decodeParameters(answer.network.theta), answer.iteration === this.iteration); // a change by hand jumps
    } else if (this.tabs.current === "gradients") this.frames.request();
    this.iteration = answer.iteration;
  }

  receive(theta, jumps) {
    if (theta.length !== this.description.parameters) return;
    this.glide.to(theta, jumps);
    this.isLost = !theta.every(Number.isFinite);
    this.message();
    Object.assign(this.element.dataset, { version: this.version, unknown: "false", blank: String(!this.passes) });
    this.frames.request();
  }

  setStatus(status) {
    if (this.status === status) return;
    this.status = status;
    this.frames.request();
  }

  get isMoving() {
    return ["waiting", "running", "suspended"].includes(this.status);
  }

  // Draw what is shown; whether that is to be done again soon.
  draw() {
    if (!this.description) return false;
    if (this.tabs.current === "gradients") return this.drawGradients();
    const theta = this.passes && this.glide.target ? this.glide.at(performance.now()) : null;
    if (!theta) return false;
    const cut = (values) => network(this.description.sizes, this.description.activations, values);
    const [net, told] = [cut(theta), cut(this.glide.target)];
    const pace = this.glide.moves ? "lively" : "fine";
    if (this.tabs.current === "activations") this.histograms.draw(this.passes.overExamples(net, "train"));
    else this.network.draw(net, told, pace, !this.isMoving);
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
    const { norms, texts, colors, font, relative, description } = this;
    this.gradients.show({ norms, texts, colors, font, relative, layers: description.sizes.length - 1 });
    return false;
  }

  // After how many seconds the weights are wanted again; null where they are not.
  get refreshInterval() {
    if (!this.description || this.description.too_large || this.tabs.current === "gradients") return null;
    return Math.min(SLOWEST_SECONDS, this.description.parameters / PARAMETERS_A_SECOND);
  }

  destroy() {
    this.frames.destroy();
    this.feed.halt();
    this.network.destroy();
    this.gradients?.destroy();
  }
}
