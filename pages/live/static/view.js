// The live view of a training run: polls the run's route, holds the curves, and has them drawn.
// @ts-check

import { ButtonRow } from "./buttons/button_row.js";
import { GONE } from "./connection/page_currency.js";
import { RunConnection } from "./connection/run_connection.js";
import { ChartControls } from "./cost/chart_controls.js";
import { ChartSummary } from "./cost/chart_summary.js";
import { Chart, loadPlotlyPatiently } from "./cost/cost_chart.js";
import { RunCurves } from "./cost/run_curves.js";
import { ENDED, nameCosts, showFacts, showNumbers, tabWords } from "./cost/run_numbers.js";
import { DiagnosisFeed } from "./doctor/diagnosis_feed.js";
import { DoctorPanel } from "./doctor/doctor_panel.js";
import { LowerPanel } from "./tabs/lower_panel.js";
import { Announcer } from "./ui/announcer.js";
import { DocumentTitle } from "./ui/document_title.js";
import { buttonData, query } from "./ui/elements.js";
import { save } from "./ui/export.js";
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
  curves = new RunCurves();
  answer = IDLE;
  /** @type {LiveViewData | null} The data shown last. */
  shown = null;
  /** @type {Chart | null} */ chart = null;
  weightsAsked = -Infinity;
  /** @type {DocumentTitle | null} */ title = null;
  isDestroyed = false;
  isUnreachable = false;
  font = "";
  /** @type {string | null} The run that a command of this view's has begun, until the page is drawn for it. */
  begun = null;
  /** What the page had to say of the chart that was drawn last. */
  shownOnChart = "";
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
    this.host = this.find("chart");
    this.summary = new ChartSummary(this.host);
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
      onSpeedLimit: (limit) => editQueue.add("speed_limit", { limit }),
    });
    this.doctor = new DoctorPanel(this.find, (rule) => editQueue.add("remedy", { rule }));
    this.diagnosis = new DiagnosisFeed((opinion) => this.doctor.show(opinion, this.onDoctor()));
    this.options = new ChartControls(this.box, {
      onChange: () => this.draw(),
      onSend: (options) => this.component.setTriggerValue("chart_options", options),
    });
    this.box.addEventListener("click", (event) => {
      const { export: format } = buttonData(event);
      if (format) save(format, this.curves.train, this.chart, this.colors.background);
    });
  }

  /** @param {Component} component */
  update(component) {
    const before = this.shown;
    const data = this.withBegun(component.data);
    this.component = component;
    this.data = data;
    this.shown = data;
    this.buttons.settle();
    if (data.names_document) this.title ??= new DocumentTitle();
    if (before && before.language !== data.language) this.chart?.speak(data);
    if (data.height) this.box.style.setProperty("--dnn-live-height", `${data.height}px`);
    this.box.lang = data.language;
    label(this.box, data.texts);
    showFacts(query(this.box, ".dnn-live-facts"), data.facts ?? []);
    this.paint();
    if (data.chart_options) this.options.apply(data.chart_options);
    if (!before) this.loadChart();
    const { editQueue } = this.connection;
    editQueue.confirm(data.edits_done ?? 0);
    const style = { texts: data.texts, colors: this.colors, font: this.font, language: data.language };
    this.lowerPanel.update(data.network, style, editQueue.done);
    const { isOther, isRedrawn } = this.connection.follow(data, before);
    if (isRedrawn && data.fingerprint === GONE) this.announcer.note(""); // the page says it above
    if (isOther) this.begin();
    this.options.show();
    this.drawForPage();
    this.showState();
    this.summary.write(this.curves.train, this.answer, data, true);
  }

  /**
   * What the page shows, and the run that was begun here, as long as the page does not know of it.
   * @param {LiveViewData} data
   * @returns {LiveViewData}
   */
  withBegun(data) {
    if (this.begun !== data.own_run_url || data.run_url === this.begun) this.begun = null;
    return this.begun === null ? data : { ...data, run_url: this.begun, fingerprint: "" };
  }

  /**
   * Show the run that a command of the visitor's has begun; the page follows.
   * @param {string} url
   * @param {RunPayload} news
   */
  follow(url, news) {
    this.begun = url;
    this.data = this.withBegun(this.data);
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
    this.curves.clear();
    this.lowerPanel.clear();
  }

  loadChart() {
    loadPlotlyPatiently(this.data.plotly_url).then(
      (Plotly) => {
        if (this.isDestroyed) return;
        this.chart = new Chart(Plotly, this.host, this.data);
        this.draw();
      },
      () => this.giveUp(),
    );
  }

  /** @param {RunPayload} answer */
  receive(answer) {
    const before = this.answer;
    const isFirst = before.generation === undefined;
    const isNew = answer.reset || (!isFirst && answer.generation !== before.generation);
    if (isNew) this.clear();
    this.answer = answer;
    this.buttons.settle();
    const hasGrown = this.curves.append(answer);
    this.lowerPanel.receive(answer);
    this.showState();
    this.host.dataset.cursor = String(answer.cursor);
    this.host.dataset.generation = String(answer.generation);
    this.host.dataset.changes = String(this.curves.changes.size);
    if (hasGrown || isNew || isFirst || before.status !== answer.status) this.draw();
    this.summary.write(this.curves.train, answer, this.data, isNew || isFirst || ENDED.has(answer.status));
    this.connection.currency.learn(answer.fingerprint);
  }

  showState() {
    this.lowerPanel.setStatus(this.answer.status);
    this.buttons.show(this.answer, this.data);
    this.diagnosis.follow(this.data.run_url, this.answer, this.data.language);
    this.doctor.show(this.doctor.opinion, this.onDoctor());
    showNumbers(this.box, this.find, this.answer, this.curves.train.length, this.data);
    this.announcer.tell(this.answer, this.data);
    this.title?.put(tabWords(this.answer));
  }

  /** What the doctor's words depend on, but for the opinion. */
  onDoctor() {
    const { texts, run_url, own_run_url } = this.data;
    return { texts, isOwn: run_url !== null && run_url === own_run_url };
  }

  /** Draw what the page has changed of the chart; most of what it sends anew is as it was, and a drawing takes 50 ms. */
  drawForPage() {
    const { colors, font, data, options } = this;
    const { run_url, language, texts, references, network } = data;
    const { scale, smoothing } = options;
    const shown = JSON.stringify([run_url, language, texts, references, network.l2, colors, font, scale, smoothing]);
    if (shown !== this.shownOnChart) this.draw();
    this.shownOnChart = shown;
  }

  draw() {
    const { colors, font, answer, data } = this;
    const { scale, smoothing } = this.options;
    const { train, trainData, test, changes } = this.curves;
    this.box.dataset.empty = String(train.length === 0);
    const hasPenalty = this.curves.hasPenalty(data.network.l2);
    nameCosts(this.box, this.find, hasPenalty, data.texts);
    this.chart?.show({
      ...{
        train,
        trainData,
        hasPenalty,
        test,
        scale,
        smoothing,
        colors,
        font,
        texts: data.texts,
        references: data.references,
      },
      ...{ changes: [...changes.values()], total: answer.iterations, hasEnded: ENDED.has(answer.status) },
      revision: `${data.run_url} ${answer.generation}`,
    });
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
    this.lowerPanel.destroy();
    this.chart?.destroy();
  }
}
