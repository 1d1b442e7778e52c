// The cost over the iterations: the curves of a run, the chart that shows them with its controls, and its words.
// @ts-check

import { buttonData } from "../ui/elements.js";
import { save } from "../ui/export.js";
import { ChartControls } from "./chart_controls.js";
import { ChartSummary } from "./chart_summary.js";
import { Chart, loadPlotlyPatiently } from "./cost_chart.js";
import { RunCurves } from "./run_curves.js";
import { ENDED, nameCosts } from "./run_numbers.js";

/** @import { ChartOptions, LiveViewData, RunPayload } from "../connection/wire.js" */
/** @import { Find } from "../ui/skeleton.js" */
/** @import { RunState } from "./run_numbers.js" */

/**
 * @typedef {{ data: LiveViewData, answer: RunState, colors: Record<string, string>, font: string }} Shown what the page and the
 * run are at the moment
 */

export class CostPanel {
  curves = new RunCurves();
  /** @type {Chart | null} */ chart = null;
  isDestroyed = false;
  /** What the page had to say of the chart that was drawn last. */
  shownForPage = "";

  /**
   * @param {HTMLElement} box
   * @param {Find} find
   * @param {object} handlers
   * @param {() => Shown} handlers.shown
   * @param {(options: ChartOptions) => void} handlers.onOptions
   */
  constructor(box, find, { shown, onOptions }) {
    this.box = box;
    this.find = find;
    this.shown = shown;
    this.host = find("chart");
    this.summary = new ChartSummary(this.host);
    this.options = new ChartControls(box, { onChange: () => this.draw(), onSend: onOptions });
    box.addEventListener("click", (event) => {
      const { export: format } = buttonData(event);
      if (format) save(format, this.curves.train, this.chart, shown().colors.background);
    });
  }

  /** @param {() => void} onUnreachable called where Plotly is not to be had */
  load(onUnreachable) {
    loadPlotlyPatiently(this.shown().data.plotly_url).then((Plotly) => {
      if (this.isDestroyed) return;
      this.chart = new Chart(Plotly, this.host, this.shown().data);
      this.draw();
    }, onUnreachable);
  }

  /**
   * Take what is new about the run, and draw it where that is anything for the chart, since a drawing takes 50 ms: a run that
   * has just begun to train has no costs yet.
   * @param {RunPayload} answer
   * @param {RunState} before
   * @param {boolean} isNew whether all of it is
   */
  receive(answer, before, isNew) {
    const isOther = ENDED.has(answer.status) !== ENDED.has(before.status) || answer.iterations !== before.iterations;
    const hasGrown = this.curves.append(answer);
    const { dataset } = this.host;
    dataset.cursor = String(answer.cursor);
    dataset.generation = String(answer.generation);
    dataset.changes = String(this.curves.changes.size);
    if (hasGrown || isNew || isOther) this.draw();
    this.summary.write(this.curves.train, answer, this.shown().data, isNew || ENDED.has(answer.status));
  }

  /** Draw what the page has changed of the chart; most of what it sends anew is as it was, and a drawing takes 50 ms. */
  drawForPage() {
    const { colors, font, data, answer } = this.shown();
    const { run_url, language, texts, references, network } = data;
    const { scale, smoothing } = this.options;
    const shown = JSON.stringify([run_url, language, texts, references, network.l2, colors, font, scale, smoothing]);
    if (shown !== this.shownForPage) this.draw();
    this.shownForPage = shown;
    this.summary.write(this.curves.train, answer, data, true);
  }

  draw() {
    const { colors, font, answer, data } = this.shown();
    const { scale, smoothing } = this.options;
    const { train, trainData, test, changes } = this.curves;
    const { texts, references } = data;
    this.box.dataset.empty = String(train.length === 0);
    const hasPenalty = this.curves.hasPenalty(data.network.l2);
    nameCosts(this.box, this.find, hasPenalty, texts);
    this.chart?.show({
      ...{ train, trainData, hasPenalty, test, scale, smoothing, colors, font, texts, references },
      ...{ changes: [...changes.values()], total: answer.iterations, hasEnded: ENDED.has(answer.status) },
      revision: `${data.run_url} ${answer.generation}`,
    });
  }

  destroy() {
    this.isDestroyed = true;
    this.chart?.destroy();
  }
}
