// The live view of a training run: polls the run's route, holds the curves, and has them drawn.
// @ts-check

import { ButtonRow } from "./buttons/button_row.js";
import { BegunRun } from "./connection/begun_run.js";
import { GONE } from "./connection/page_currency.js";
import { RunConnection } from "./connection/run_connection.js";
import { onOffer } from "./controls/offers.js";
import { CostPanel } from "./cost/cost_panel.js";
import { ENDED, showFacts, showNumbers, tabWords } from "./cost/run_numbers.js";
import { Doctor } from "./doctor/doctor.js";
import { Runs } from "./runs/runs.js";
import { LowerPanel } from "./tabs/lower_panel.js";
import { Announcer } from "./ui/announcer.js";
import { DocumentTitle } from "./ui/document_title.js";
import { query } from "./ui/elements.js";
import { pageColors } from "./ui/scheme.js";
import { build, label } from "./ui/skeleton.js";

/** @import { Poller } from "./connection/poll.js" */
/** @import { LiveViewData, LiveViewValues, RunPayload } from "./connection/wire.js" */
/** @import { RunState } from "./cost/run_numbers.js" */
/** @typedef {StreamlitComponent<LiveViewData, LiveViewValues>} Component */

/** @type {RunState} */
const IDLE = {
  ...{ status: "idle", goes_on: false, iteration: 0, iterations: null, epoch: 0 },
  ...{ rate: null, remaining: null, stop: null },
};
const VIEW = Symbol.for("dnn.live-view");

/**
 * Show a component's data in its element; called again, it shows the new data.
 * @param {Component} component
 * @returns {() => void} ends the view
 */
export function mount(component) {
  const element = component.parentElement;
  element[VIEW] ??= new View(component);
  /** @type {View} */
  const view = element[VIEW];
  view.update(component);
  return () => {
    view.destroy();
    delete element[VIEW];
  };
}

class View {
  answer = IDLE;
  /** @type {LiveViewData | null} The data shown last. */
  shown = null;
  weightsAsked = -Infinity;
  /** @type {DocumentTitle | null} */ title = null;
  isDestroyed = false;
  isUnreachable = false;
  font = "";
  begun = new BegunRun();
  /** @type {Record<string, string>} */ colors = {};

  /** @param {Component} component */
  constructor(component) {
    const element = component.parentElement;
    this.component = component;
    this.data = component.data;
    if (!element.querySelector(".dnn-live")) element.appendChild(document.createElement("div")).className = "dnn-live";
    this.box = query(element, ".dnn-live");
    this.find = build(this.box);
    this.announcer = new Announcer(this.find);
    this.cost = new CostPanel(this.box, this.find, {
      shown: () => this,
      onOptions: (options) => this.component.setTriggerValue("chart_options", options),
    });
    this.connection = new RunConnection({
      data: () => this.data,
      trigger: (name, value) => this.component.setTriggerValue(name, value),
      weights: () => this.lowerPanel.weights.version,
      hasEnded: () => ENDED.has(this.answer.status),
      onBegun: (url, news) => this.follow(url, news),
      beforeAsking: (poller) => this.askForWeights(poller),
      onAnswer: (answer) => this.receive(answer),
      onConnection: (isLost) => this.announcer.note(isLost ? this.data.texts.connection_lost : ""),
      onGone: () => this.lose(),
      onUnreachable: () => this.giveUp(),
    });
    this.lowerPanel = new LowerPanel(this.find("below"), this.connection.editQueue);
    const { editQueue } = this.connection;
    this.buttons = new ButtonRow(this.find("buttons"), {
      onPress: (button) => editQueue.add("press", { button }),
      onTrySeveral: () => this.runs.sweeps.toggle(),
      onSpeedLimit: (limit) => editQueue.add("speed_limit", { limit }),
    });
    this.endOffers = onOffer((change) => {
      if (this.data.names_document) editQueue.add("hyperparameters", change);
      return this.data.names_document;
    });
    this.doctor = new Doctor(this.find, (rule) => editQueue.add("remedy", { rule }));
    this.runs = new Runs(this.find, { shown: () => this, onEdit: (name, value) => editQueue.add(name, value) });
  }

  /** @param {Component} component */
  update(component) {
    const before = this.shown;
    const data = this.begun.with(component.data);
    this.component = component;
    this.data = data;
    this.shown = data;
    this.buttons.settle();
    if (data.names_document) this.title ??= new DocumentTitle();
    if (before && before.language !== data.language) this.cost.chart?.speak(data);
    if (data.height) this.box.style.setProperty("--dnn-live-height", `${data.height}px`);
    this.box.lang = data.language;
    label(this.box, data.texts);
    showFacts(query(this.box, ".dnn-live-facts"), data.facts ?? []);
    this.paint();
    if (data.chart_options) this.cost.options.apply(data.chart_options);
    if (!before) this.loadChart();
    this.connection.editQueue.confirm(data.edits_done ?? 0);
    this.describeNetwork();
    const { isOther, isRedrawn } = this.connection.follow(data, before);
    if (isRedrawn && data.fingerprint === GONE) this.announcer.note(""); // the page says it above
    if (isOther) this.begin();
    this.cost.options.show(data.texts);
    this.runs.update(data);
    this.box.dataset.current = String(this.connection.currency.isCurrent && this.begun.url === null);
    this.cost.drawForPage();
    this.showState();
  }

  /** The network is drawn before plotly.js is read, which keeps the browser busy for half a second. */
  async loadChart() {
    await this.lowerPanel.drawings.first;
    if (!this.isDestroyed) this.cost.load(() => this.giveUp());
  }

  /**
   * Show the run that a command of the visitor's has begun; the page follows.
   * @param {string} url
   * @param {RunPayload} news
   */
  follow(url, news) {
    this.begun.url = url;
    this.data = this.begun.with(this.data);
    this.shown = this.data;
    this.connection.currency.draw("");
    this.clear();
    this.answer = { ...IDLE, status: "waiting" };
    this.announcer.note("");
    this.connection.poller.startWith(url, news);
  }

  /**
   * The network travels with every answer where it is small, and less often where it is large.
   * @param {Poller} poller
   */
  askForWeights(poller) {
    const { refreshInterval, weights } = this.lowerPanel;
    const now = performance.now() / 1000;
    const isDue = refreshInterval !== null && !document.hidden && now - this.weightsAsked >= refreshInterval;
    poller.weights = isDue ? weights.version : null;
    if (isDue) this.weightsAsked = now;
  }

  /** Begin a run. */
  begin() {
    this.clear();
    this.answer = this.data.run_url ? { ...IDLE, status: "waiting" } : IDLE;
    this.announcer.note("");
    this.connection.poller.start(this.data.run_url);
  }

  clear() {
    this.cost.curves.clear();
    this.lowerPanel.clear();
  }

  describeNetwork() {
    const { texts, language, network } = this.data;
    const style = { texts, colors: this.colors, font: this.font, language };
    this.lowerPanel.update(network, style);
  }

  /**
   * Take over what the picture of the network shows of the hyperparameters, which the run may have got without the page.
   * @param {RunPayload} answer
   */
  takeHyperparameters({ l2, batch_size }) {
    const { network } = this.data;
    if (network.l2 === l2 && network.batch_size === batch_size) return;
    this.data = { ...this.data, network: { ...network, l2, batch_size } };
    this.describeNetwork();
  }

  /** @param {RunPayload} answer */
  receive(answer) {
    const before = this.answer;
    const isFirst = before.generation === undefined;
    const isNew = answer.reset || (!isFirst && answer.generation !== before.generation);
    if (isNew) this.clear();
    this.answer = answer;
    this.buttons.settle();
    this.takeHyperparameters(answer);
    this.lowerPanel.receive(answer);
    this.runs.receive(answer, before);
    this.cost.receive(answer, before, isNew || isFirst);
    this.showState();
    this.connection.currency.learn(answer.fingerprint);
    this.box.dataset.current = String(this.connection.currency.isCurrent && this.begun.url === null);
  }

  showState() {
    this.lowerPanel.setStatus(this.answer.status);
    this.buttons.show(this.answer, this.data);
    this.doctor.follow(this.data, this.answer);
    showNumbers(this.box, this.find, this.answer, this.cost.curves.train.length, this.data);
    this.announcer.tell(this.answer, this.data);
    this.title?.put(tabWords(this.answer));
  }

  paint() {
    const { font, palette, colors } = pageColors(this.box, this.data.palette);
    this.font = font;
    this.colors = colors;
    for (const [name, color] of Object.entries(palette)) this.box.style.setProperty(`--dnn-live-${name}`, color);
  }

  lose() {
    this.answer = { ...this.answer, status: GONE, rate: null, remaining: null };
    this.showState();
    this.announcer.note(this.data.fingerprint === GONE ? "" : this.data.texts.run_gone);
    this.connection.currency.learn(GONE);
  }

  giveUp() {
    this.connection.poller.halt();
    if (!this.isUnreachable && !this.isDestroyed) this.component.setTriggerValue("unreachable", true);
    this.isUnreachable = true;
  }

  destroy() {
    this.isDestroyed = true;
    this.title?.destroy();
    this.connection.destroy();
    this.buttons.destroy();
    this.endOffers();
    this.runs.destroy();
    this.lowerPanel.destroy();
    this.cost.destroy();
  }
}
