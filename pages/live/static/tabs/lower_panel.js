// What stands below the cost chart: the network, the gradients, the activations. It fetches the data, and has what is shown
// drawn with the latest weights.
// @ts-check

import { DocumentFeed } from "../connection/document_feed.js";
import { loadData } from "../connection/documents.js";
import { ACTIVATIONS } from "../math/activations.js";
import { network } from "../math/network.js";
import { Passes } from "../math/passes.js";
import { NO_NETWORK } from "../network/types.js";
import { Drawings } from "../ui/drawings.js";
import { buttonData, inputOf, query } from "../ui/elements.js";
import { fill } from "../ui/format.js";
import { Frames } from "../ui/frames.js";
import { channels, css, NO_COLORS } from "../ui/shades.js";
import { build, label, write } from "../ui/skeleton.js";
import { EditsUnderWay } from "./edits_under_way.js";
import { GradientChart } from "./gradient_chart.js";
import { gradientNote } from "./gradient_note.js";
import { Histograms } from "./histograms.js";
import { MARKUP, TABS } from "./lower_panel_markup.js";
import { NetworkTab } from "./network_tab.js";
import { Norms } from "./norms.js";
import { Tabs } from "./tabs.js";
import { Weights } from "./weights.js";

/** @import { Data } from "../connection/documents.js" */
/** @import { EditQueue } from "../connection/edit_queue.js" */
/** @import { Edit, NetworkDescription, RunPayload } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @typedef {{ texts: Texts, colors: Record<string, string>, font: string, language: string }} Style */

const PLOTLY_RETRY_MS = 300;
const NOT_EDITABLE = ["waiting", "running", "suspended", "gone"];

export class LowerPanel {
  status = "idle";
  relative = false;
  /** @type {Passes | null} */ passes = null;
  norms = new Norms();
  /** @type {GradientChart | null} */ gradients = null;
  /** @type {NetworkDescription | null} */ sent = null;
  description = NO_NETWORK;
  shape = "";
  /** @type {Texts} */ texts = {};
  colors = NO_COLORS;
  font = "";
  language = "en";

  /**
   * @param {HTMLElement} element
   * @param {EditQueue} editQueue
   */
  constructor(element, editQueue) {
    this.element = element;
    /** @type {DocumentFeed<Data>} */
    this.feed = new DocumentFeed(loadData, () => this.receiveData());
    this.weights = new Weights(() => this.receiveWeights());
    this.find = build(element, MARKUP);
    this.frames = new Frames(() => this.draw());
    this.drawings = new Drawings(element);
    const request = () => this.frames.request();
    /** @type {(name: string, value: Edit["value"]) => void} */
    const edit = (name, value) => this.edits.add(name, value);
    this.tabs = new Tabs(element, TABS, request);
    this.network = new NetworkTab(element, this.find, { request, edit });
    const { network, weights } = this;
    this.edits = new EditsUnderWay(editQueue, { network, weights, onSizes: (sizes) => this.showDepth(sizes) });
    this.histograms = new Histograms(this.find("hists"));
    element.addEventListener("click", (event) => {
      const { arrange, layer, part } = buttonData(event);
      if (arrange && layer === undefined) edit("architecture", { op: arrange, layer: null });
      if (part) request();
    });
    this.find("relative").addEventListener("change", (event) => {
      this.relative = inputOf(event)?.checked ?? false;
      request();
    });
  }

  /**
   * Show the page's description of the network, in its words and colours.
   * @param {NetworkDescription} description
   * @param {Style} style
   */
  update(description, { texts, colors, font, language }) {
    const isOther = JSON.stringify(this.sent) !== JSON.stringify(description);
    this.sent = description;
    this.texts = texts;
    this.font = font;
    this.language = language;
    this.colors = channels(colors, description.class_colors);
    this.description = { ...description, rests: description.activations.map((name) => ACTIVATIONS[name]?.rest ?? 0) };
    label(this.element, texts);
    if (isOther) this.begin();
    this.show();
    this.frames.request();
  }

  /** Begin with another network or other data: what belongs to the old ones is forgotten. */
  begin() {
    const { description } = this;
    const shape = JSON.stringify([description.sizes, description.activations]);
    const isReshaped = this.shape !== shape;
    this.shape = shape;
    if (isReshaped) this.network.forgetNetwork();
    this.weights.describe(description, isReshaped);
    if (this.feed.url !== description.data_url) {
      this.network.forgetData();
      this.feed.request(description.data_url);
    }
    this.passes = this.passesOf(this.feed.content);
  }

  receiveData() {
    this.passes = this.passesOf(this.feed.content);
    this.show();
    this.frames.request();
  }

  /**
   * The passes over some data. Data that have not arrived yet leave the old ones, which may be of another size.
   * @param {Data | null} data
   */
  passesOf(data) {
    if (!data) return null;
    const passes = new Passes(this.description, data);
    return passes.fit ? passes : null;
  }

  show() {
    const { description, texts, colors } = this;
    this.showMessage();
    const ends = [colors.negative, colors.middle, colors.positive].map(css);
    query(this.find("weightscale"), "b").style.background = `linear-gradient(90deg, ${ends.join()})`;
    this.histograms.show(description, texts, colors);
    write(this.find("gradient-note"), gradientNote(description, this.passes?.data.train, texts, this.language));
    this.network.show(description, this.passes, texts, colors);
    this.edits.show(description, this.feed.hasArrived);
  }

  /** @param {number[]} sizes of the layers, edits that are on their way included */
  showDepth(sizes) {
    const hidden = sizes.length - 2;
    write(this.find("layer-count"), fill(this.texts.hidden_layers, { count: hidden }));
    query(this.element, '[data-arrange="remove_layer"]', HTMLButtonElement).disabled = hidden < 1;
    query(this.element, '[data-arrange="add_layer"]', HTMLButtonElement).disabled =
      hidden >= this.description.max_layers;
  }

  showMessage() {
    const { description, texts, feed, weights, language } = this;
    const limit = description.too_large?.toLocaleString(language);
    const count = description.parameters?.toLocaleString(language);
    const words = [
      limit ? fill(texts.network_too_large, { limit, count }) : "",
      feed.isMissing ? texts.data_missing : "",
      weights.isLost ? texts.diverged : "",
    ];
    const text = words.filter(Boolean).join(" ");
    this.find("message").hidden = !text;
    write(this.find("message"), text);
    this.element.dataset.blank = String(!this.passes || !weights.latest);
    this.element.dataset.unknown = String(!weights.latest);
  }

  /** Forget a run: another one begins, with the initial weights. */
  clear() {
    this.norms.clear();
    this.weights.clear();
  }

  /**
   * Show an answer of the run's route.
   * @param {RunPayload} answer
   */
  receive(answer) {
    this.norms.append(answer.evaluations ?? {});
    if (!answer.network && this.tabs.current === "gradients") this.frames.request();
    this.weights.update(answer);
  }

  receiveWeights() {
    this.showMessage();
    this.element.dataset.version = String(this.weights.version);
    this.frames.request();
  }

  /** @param {string} status */
  setStatus(status) {
    if (this.status === status) return;
    this.status = status;
    this.frames.request();
  }

  /** Draw what is shown; returns whether that is to be done again soon. */
  draw() {
    if (this.description === NO_NETWORK) return false;
    if (this.tabs.current === "gradients") return this.drawGradients();
    const { passes, weights } = this;
    const theta = passes && weights.latest ? weights.transition.at(performance.now()) : null;
    if (!passes || !weights.latest || !theta) return false;
    const cut = (/** @type {Float64Array} */ values) =>
      network(this.description.sizes, this.description.activations, values);
    const [net, latest] = [cut(theta), cut(weights.latest)];
    const { isMoving } = weights.transition;
    const isEditable = !NOT_EDITABLE.includes(this.status);
    if (this.tabs.current === "activations") this.histograms.draw(passes.overExamples(net, "train"));
    else this.network.draw(passes, { net, latest, detail: isMoving ? "coarse" : "fine", isEditable });
    this.drawings.note();
    return weights.transition.isMoving;
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

  /** The seconds after which the weights are requested again; null where they are not shown. */
  get refreshInterval() {
    return this.tabs.current === "gradients" ? null : this.weights.refreshInterval;
  }

  destroy() {
    this.frames.destroy();
    this.feed.halt();
    this.weights.destroy();
    this.network.destroy();
    this.gradients?.destroy();
  }
}
