// The one Plotly chart: its DOM node is made once; afterwards it is given what to show, at most four times a second.
// @ts-check

import { drawnRuns, nearestRun } from "../runs/nearest_run.js";
import { textScale } from "../ui/text_scale.js";
import { layout, measured, traces } from "./cost_figure.js";
import { costAxis, WHOLE_AXIS } from "./cost_range.js";
import { sayMeanings } from "./line_meaning.js";

/** @import { CostModel } from "./cost_figure.js" */
/** @import { Texts } from "../ui/skeleton.js" */

const PAUSE_MS = 250;
const DRAG_PAUSE_MS = 100;
const RETRY_MS = 2000;
const IDLE_SHARE = 3; // a slow machine rests three times as long as it draws

/** @type {Promise<PlotlyLibrary> | null} */
let loading = null;

/**
 * plotly.js, once per page.
 * @param {string} url
 * @returns {Promise<PlotlyLibrary>}
 */
export function loadPlotly(url) {
  if (window.Plotly?.react) return Promise.resolve(window.Plotly);
  loading ??= fetchPlotly(url).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/**
 * plotly.js, asked for once more where that fails.
 * @param {string} url
 * @returns {Promise<PlotlyLibrary>}
 */
export function loadPlotlyPatiently(url) {
  return loadPlotly(url).catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    return loadPlotly(url);
  });
}

/**
 * @param {string} url
 * @returns {Promise<PlotlyLibrary>}
 */
function fetchPlotly(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(url, document.baseURI).href;
    script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("plotly.js defines no Plotly")));
    script.onerror = () => reject(new Error(`plotly.js could not be loaded from ${url}`));
    document.head.append(script);
  });
}

export class Chart {
  isDrawn = false;
  updates = 0;
  /** @type {ReturnType<typeof setTimeout> | null} */
  timer = null;
  nextDraw = 0;
  /** @type {CostModel | null} */
  model = null;
  /** The cost axis of the run, which may end below a spike. */
  axis = WHOLE_AXIS;
  /** Whether the visitor wants to see all of a spike. */
  showsAll = false;
  /** Whether the chart has an axis of fixed length, with less than two points to show. */
  isFixed = false;
  /** The run of the model that is shown; another one begins with an axis of its own. */
  revision = "";
  /** @type {PlotlyElement["on"]} What was listened to: Plotly forgets its listeners when it draws anew. */
  heard = undefined;
  /** Called with the run whose curve the pointer is at, or none. @type {(run: string | null) => void} */
  onRun = () => {};

  /**
   * @param {PlotlyLibrary} Plotly
   * @param {PlotlyElement} element
   * @param {{ texts: Texts, language: string }} words
   */
  constructor(Plotly, element, { texts, language }) {
    this.Plotly = Plotly;
    this.element = element;
    this.config = configuration(texts, language);
    this.observer = new ResizeObserver(() => {
      if (this.isDrawn && this.model && this.element.clientWidth > 0) this.show(this.model);
    });
    this.observer.observe(element);
    sayMeanings(element, () => this.model?.references ?? []);
  }

  /**
   * Name the buttons of the chart in another language; the next drawing does it.
   * @param {{ texts: Texts, language: string }} words
   */
  speak({ texts, language }) {
    this.config = configuration(texts, language);
  }

  /**
   * Show a model, now or as soon as the last drawing is a quarter of a second ago. The first costs of an empty chart, and a
   * change marked by hand, are not kept waiting.
   * @param {CostModel} model
   */
  show(model) {
    const isAwaited = this.model !== null && this.isAwaited(model, this.model);
    this.model = model;
    if (isAwaited && this.timer !== null) clearTimeout(this.timer);
    if (isAwaited) this.wait(0);
    else if (this.timer === null) this.wait(Math.max(0, this.nextDraw - performance.now()));
  }

  /**
   * @param {CostModel} model
   * @param {CostModel} before
   */
  isAwaited(model, before) {
    const isFirst = model.train.length > 0 && this.element.dataset.points === "0";
    const isOther = model.axis !== before.axis || drawnRuns(model.lines) !== drawnRuns(before.lines);
    return isFirst || isOther || model.changes.length > before.changes.length;
  }

  /**
   * Where the cost axis ends; null where it has room for all costs.
   * @param {CostModel} model
   */
  findLimit(model) {
    if (model.revision !== this.revision) {
      this.revision = model.revision;
      this.axis = WHOLE_AXIS;
      this.showsAll = false;
    }
    if (model.scale !== "linear") return null;
    const references = model.references.map(({ value }) => value);
    this.axis = costAxis(measured(model), references, { hasEnded: model.hasEnded, previous: this.axis });
    return this.showsAll ? null : this.axis.limit;
  }

  /** A double-click on a chart that is not zoomed shows all of a spike, and the next one cuts it off again. */
  listen() {
    const { element } = this;
    if (element.on === this.heard) return;
    this.heard = element.on;
    element.on?.("plotly_doubleclick", () => {
      if (this.isZoomed()) return;
      this.showsAll = !this.showsAll && this.axis.limit !== null;
      if (this.model) this.show(this.model);
    });
    element.on?.("plotly_relayout", () => {
      if (this.model) this.show(this.model);
    });
    element.on?.("plotly_hover", (event) => this.onRun(nearestRun(event, element)));
    element.on?.("plotly_unhover", () => this.onRun(null));
  }

  /** @param {number} milliseconds */
  wait(milliseconds) {
    this.timer = setTimeout(() => this.draw(), milliseconds);
  }

  draw() {
    this.timer = null;
    const { model } = this;
    if (!model) return;
    if (this.element._dragging) {
      this.wait(DRAG_PAUSE_MS); // leave a zoom in progress alone
      return;
    }
    const start = performance.now();
    const { clientWidth: width, clientHeight: height } = this.element;
    const size = { width, height, touched: touched(), letters: textScale(width) };
    const limit = this.findLimit(model);
    const config = { ...layout(model, size, limit), width, height };
    const marked = this.isZoomed() ? null : limit;
    this.isFixed = "range" in config.xaxis; // before Plotly writes into it
    this.Plotly.react(this.element, traces(model, marked, size.touched), config, this.config);
    this.listen();
    this.isDrawn = true;
    this.updates += 1;
    this.nextDraw = start + Math.max(PAUSE_MS, (1 + IDLE_SHARE) * (performance.now() - start));
    this.element.dataset.updates = String(this.updates);
    this.element.dataset.points = String(model.train.length);
    this.element.dataset.marks = String(model.changes.length);
  }

  /** Whether the visitor looks at a part of the chart, or at more than it showed. */
  isZoomed() {
    const { _fullLayout: shown } = this.element;
    return shown !== undefined && !this.isFixed && !(shown.xaxis.autorange && shown.yaxis.autorange);
  }

  destroy() {
    if (this.timer !== null) clearTimeout(this.timer);
    this.observer.disconnect();
    if (this.isDrawn) this.Plotly.purge(this.element);
  }
}

/** A pointer that is a finger. */
function touched() {
  return matchMedia("(pointer: coarse)").matches;
}

/**
 * The options of Plotly. A finger has no need of the button that lets it draw a frame, and a phone no room.
 * @param {Texts} texts
 * @param {string} language
 */
function configuration(texts, language) {
  const dictionary = {
    Zoom: texts.zoom,
    Pan: texts.pan,
    "Zoom in": texts.zoom_in,
    "Zoom out": texts.zoom_out,
    "Reset axes": texts.reset_axes,
    "Double-click to zoom back out": texts.zoom_back,
  };
  return {
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    responsive: false, // the element is observed instead: a sidebar changes its width without changing the window's
    displayModeBar: "hover",
    modeBarButtons: [[...(touched() ? [] : ["zoom2d"]), "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
    doubleClick: "autosize",
    locale: language,
    locales: { [language]: { dictionary, format: {} } },
  };
}
