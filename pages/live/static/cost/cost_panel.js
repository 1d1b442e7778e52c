// The cost over the iterations: the curves of a run, the chart that shows them with its controls, and its words.
// @ts-check

import { positions } from "../runs/axis.js";
import { buttonData } from "../ui/elements.js";
import { save } from "../ui/export.js";
import { ChartControls } from "./chart_controls.js";
import { ChartSummary } from "./chart_summary.js";
import { Chart, loadPlotlyPatiently } from "./cost_chart.js";
import { RunCurves } from "./run_curves.js";
import { ENDED, nameCosts } from "./run_numbers.js";

/** @import { ChartOptions, LiveViewData, RunPayload } from "../connection/wire.js" */
/** @import { Runs } from "../runs/runs.js" */
/** @import { Find } from "../ui/skeleton.js" */
/** @import { RunState } from "./run_numbers.js" */
/** @import { Series } from "./series.js" */

/**
 * @typedef {{
 *   data: LiveViewData, answer: RunState, colors: Record<string, string>, font: string, runs: Runs
 * }} Shown what the page and the run are at the moment, and the curves of other runs
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
      this.chart.onRun = (run) => this.shown().runs.hover(run);
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
    const { scale, smoothing, axis } = this.options;
    const shown = JSON.stringify([
      run_url,
      language,
      texts,
      references,
      network.l2,
      colors,
      font,
      scale,
      smoothing,
      axis,
    ]);
    if (shown !== this.shownForPage) this.draw();
    this.shownForPage = shown;
    this.summary.write(this.curves.train, answer, data, true);
  }

  draw() {
    const { colors, font, answer, data, runs } = this.shown();
    const { scale, smoothing, axis } = this.options;
    const lines = runs.lines(axis);
    const position = positions(axis, this.curves.course(data.network));
    const on = (/** @type {Series} */ series) => (axis === "iterations" ? series : moved(series, position));
    const { train, trainData, test } = this.curves;
    const changes = [...this.curves.changes.values()].map((each) => ({ ...each, iteration: position(each.iteration) }));
    const total = answer.iterations === null || axis === "seconds" ? null : position(answer.iterations);
    const { texts, references } = data;
    this.box.dataset.empty = String(train.length === 0 && lines.length === 0);
    const hasPenalty = this.curves.hasPenalty(data.network.l2);
    nameCosts(this.box, this.find, hasPenalty, texts);
    this.chart?.show({
      ...{ train: on(train), trainData: on(trainData), test: on(test), hasPenalty, lines, axis },
      ...{ scale, smoothing, colors, font, texts, references, changes, total, hasEnded: ENDED.has(answer.status) },
      revision: `${data.run_url} ${answer.generation} ${axis}`,
    });
  }

  destroy() {
    this.isDestroyed = true;
    this.chart?.destroy();
  }
}

/**
 * A curve on another axis.
 * @param {Series} series
 * @param {(iteration: number) => number} position
 */
function moved({ x, y, length }, position) {
  const placed = x.map(position);
  return { x: placed, y, length, lastX: length ? placed[length - 1] : -Infinity };
}
