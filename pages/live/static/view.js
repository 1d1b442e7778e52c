// The live view of a training run: polls the run's route, keeps the curves, and has them drawn.

import { EditQueue } from "./connection/edit_queue.js";
import { Poller } from "./connection/poll.js";
import { Chart, loadPlotly } from "./cost/cost_chart.js";
import { ENDED, showFacts, showNumbers, summary } from "./cost/run_numbers.js";
import { Series } from "./cost/series.js";
import { LowerPanel } from "./tabs/lower_panel.js";
import { downloadPicture, downloadTable } from "./ui/export.js";
import { schemeFor } from "./ui/scheme.js";
import { build, label, write } from "./ui/skeleton.js";

const SUMMARY_MS = 4000;
const IDLE = { status: "idle", iteration: 0, iterations: null, epoch: 0, rate: null, remaining: null, stop: null };
const VIEW = Symbol.for("dnn.live-view");

// Show a component's data in its element; called again, it takes over the new data. Returns what ends the view.
export function mount(component) {
  const element = component.parentElement;
  const view = (element[VIEW] ??= new View(element));
  view.update(component);
  return () => {
    view.destroy();
    delete element[VIEW];
  };
}

class View {
  constructor(element) {
    this.box = element.querySelector(".dnn-live") ?? element.appendChild(document.createElement("div"));
    this.box.classList.add("dnn-live");
    this.find = build(this.box);
    this.host = this.find("chart");
    Object.assign(this, { train: new Series(), test: new Series(), changes: new Map(), answer: IDLE });
    Object.assign(this, { data: null, chart: null, scale: "linear", smoothing: 0, told: null, summarised: -Infinity });
    this.editQueue = new EditQueue((list) => this.component?.setTriggerValue("edits", list));
    this.lowerPanel = new LowerPanel(this.find("below"), this.editQueue);
    this.poller = new Poller({
      beforeAsking: (poller) => this.askForWeights(poller),
      onAnswer: (answer) => this.take(answer),
      onConnection: (lost) => this.note(lost ? this.data.texts.connection_lost : ""),
      onGone: () => this.lose(),
      onUnreachable: () => this.giveUp(),
    });
    this.listen();
  }

  listen() {
    this.box.addEventListener("click", (event) => {
      const { scale, export: format } = event.target.closest("button")?.dataset ?? {};
      if (scale) {
        this.set({ scale });
        this.sendChartOptions();
      }
      if (format) this.save(format);
    });
    this.find("smoothing").addEventListener("input", ({ target }) => this.set({ smoothing: Number(target.value) }));
    this.find("smoothing").addEventListener("change", () => this.sendChartOptions());
  }

  // The options of the chart belongs to the link, so the page is told of it, and may ask for another.
  sendChartOptions() {
    const { scale, smoothing } = this;
    this.chartOptions = JSON.stringify({ scale, smoothing });
    this.component?.setTriggerValue("chart_options", { scale, smoothing });
  }

  takeChartOptions({ scale, smoothing }) {
    const options = JSON.stringify({ scale, smoothing });
    if (options === this.chartOptions) return;
    this.chartOptions = options;
    Object.assign(this, { scale, smoothing });
    this.find("smoothing").value = String(smoothing);
  }

  set(wanted) {
    Object.assign(this, wanted);
    for (const button of this.box.querySelectorAll("[data-scale]")) {
      button.setAttribute("aria-pressed", String(button.dataset.scale === this.scale));
    }
    write(this.box.querySelector("output"), this.smoothing.toFixed(2));
    this.draw();
  }

  update(component) {
    const before = this.data;
    this.component = component;
    this.data = component.data;
    if (this.data.height) this.box.style.setProperty("--dnn-live-height", `${this.data.height}px`);
    this.box.lang = this.data.language;
    label(this.box, this.data.texts);
    showFacts(this.box.querySelector(".dnn-live-facts"), this.data.facts ?? []);
    this.paint();
    if (this.data.chart_options) this.takeChartOptions(this.data.chart_options);
    if (!before) this.loadChart();
    this.editQueue.take(this.data.edits_done ?? 0);
    this.lowerPanel.update(
      this.data.network,
      this.data.texts,
      this.colors,
      this.font,
      this.data.language,
      this.editQueue.done,
    );
    if (this.data.run_url !== before?.run_url) this.begin();
    else if (this.data.nonce !== before.nonce) this.poller.pollNow();
    this.set({});
    this.showState();
    this.describe(true);
  }

  // The network travels with every answer where it is small, and less often where it is large.
  askForWeights(poller) {
    const { refreshInterval, version } = this.lowerPanel;
    const now = performance.now() / 1000;
    const isDue =
      refreshInterval !== null && !document.hidden && now - (this.weightsAsked ?? -Infinity) >= refreshInterval;
    poller.weights = isDue ? version : null;
    if (isDue) this.weightsAsked = now;
  }

  // A run, from its beginning.
  begin() {
    this.clear();
    this.told = null;
    this.answer = this.data.run_url ? { ...IDLE, status: "waiting" } : IDLE;
    this.note("");
    this.poller.start(this.data.run_url);
  }

  clear() {
    this.train.clear();
    this.test.clear();
    this.changes.clear();
    this.lowerPanel.clear();
  }

  loadChart(isSecondTry = false) {
    loadPlotly(this.data.plotly_url).then(
      (Plotly) => {
        if (!this.component) return;
        this.chart = new Chart(Plotly, this.host, this.data);
        this.draw();
      },
      () => (isSecondTry ? this.giveUp() : setTimeout(() => this.loadChart(true), 2000)),
    );
  }

  take(answer) {
    const isFirst = this.answer.generation === undefined;
    const isNew = answer.reset || (!isFirst && answer.generation !== this.answer.generation);
    if (isNew) this.clear();
    const before = this.answer;
    this.answer = answer;
    const { iteration = [], test_cost = [] } = answer.evaluations ?? {};
    const changes = answer.changes ?? [];
    const added = this.train.append(...(answer.points ?? [[], []])) + this.test.append(iteration, test_cost);
    for (const change of changes) this.keep(change);
    this.lowerPanel.take(answer);
    this.showState();
    this.host.dataset.cursor = answer.cursor;
    this.host.dataset.generation = answer.generation;
    if (added + changes.length > 0 || isNew || isFirst || before.status !== answer.status) this.draw();
    this.describe(isNew || isFirst || ENDED.has(answer.status));
    this.tellEnd(answer);
  }

  showState() {
    this.lowerPanel.setStatus(this.answer.status);
    showNumbers(this.box, this.find, this.answer, this.train.length, this.data);
  }

  // Several changes of one field at one iteration are one change.
  keep(change) {
    const key = `${change.iteration} ${change.field}`;
    this.changes.set(key, { ...change, old: this.changes.has(key) ? this.changes.get(key).old : change.old });
  }

  tellEnd({ status, generation, iteration }) {
    if (!ENDED.has(status)) this.told = null;
    else if (this.told !== `${generation} ${status}`) {
      this.told = `${generation} ${status}`;
      this.component.setTriggerValue("ended", { status, generation, iteration });
    }
  }

  draw() {
    this.box.dataset.empty = String(this.train.length === 0);
    if (!this.chart) return;
    const { train, test, scale, smoothing, colors, answer, data } = this;
    this.chart.show({
      train,
      test,
      scale,
      smoothing,
      colors,
      texts: data.texts,
      references: data.references,
      font: this.font,
      changes: [...this.changes.values()],
      total: answer.iterations,
      ended: ENDED.has(answer.status),
      revision: `${data.run_url} ${answer.generation}`,
    });
  }

  // The page's own colours where Streamlit tells them, else those of the palette.
  paint() {
    const style = getComputedStyle(this.box);
    const own = (name) =>
      style
        .getPropertyValue(name)
        .trim()
        .replace(/^unset$/, "");
    const background = own("--st-background-color");
    const palette = schemeFor(background, this.data.palette);
    this.font = own("--st-font") || style.fontFamily;
    const text = own("--st-text-color") || palette.text;
    this.colors = { ...palette, text, background: background || palette.background };
    for (const [name, color] of Object.entries(palette)) this.box.style.setProperty(`--dnn-live-${name}`, color);
  }

  describe(isUrgent) {
    if (!isUrgent && performance.now() - this.summarised < SUMMARY_MS) return;
    this.summarised = performance.now();
    this.host.setAttribute("aria-label", summary(this.train, this.answer.latest, this.data));
  }

  note(text) {
    const element = this.find("note");
    element.hidden = !text;
    write(element, text);
  }

  save(format) {
    const name = `cost-${this.train.length ? this.train.lastX : 0}`;
    if (format === "table") downloadTable(this.train, name);
    else if (this.chart?.drawn) {
      downloadPicture(this.chart.Plotly, this.host, { background: this.colors.background, name });
    }
  }

  lose() {
    this.answer = { ...this.answer, status: "gone", rate: null, remaining: null };
    this.showState();
    this.note(this.data.texts.run_gone);
  }

  giveUp() {
    this.poller.halt();
    if (!this.unreachable) this.component?.setTriggerValue("unreachable", true);
    this.unreachable = true;
  }

  destroy() {
    this.poller.destroy();
    this.lowerPanel.destroy();
    this.editQueue.destroy();
    this.chart?.destroy();
    this.component = null;
  }
}
