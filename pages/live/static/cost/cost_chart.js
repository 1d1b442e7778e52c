// The one Plotly chart: its DOM node is made once; afterwards it is told what to show, at most four times a second.

import { textScale } from "../ui/text_scale.js";
import { layout, traces } from "./cost_figure.js";

const PAUSE_MS = 250;
const DRAG_PAUSE_MS = 100;
const IDLE_SHARE = 3; // a slow machine rests three times as long as it draws

let loading = null;

// plotly.js, once per page.
export function loadPlotly(url) {
  if (window.Plotly?.react) return Promise.resolve(window.Plotly);
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(url, document.baseURI).href;
    script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("plotly.js defines no Plotly")));
    script.onerror = () => reject(new Error(`plotly.js could not be loaded from ${url}`));
    document.head.append(script);
  }).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

export class Chart {
  constructor(Plotly, element, { texts, language }) {
    Object.assign(this, { Plotly, element, drawn: false, updates: 0, timer: null, nextDraw: 0, model: null });
    this.config = configuration(texts, language);
    this.observer = new ResizeObserver(() => {
      if (this.drawn && this.element.clientWidth > 0) this.show(this.model);
    });
    this.observer.observe(element);
  }

  // Show a model (see cost_figure.js), now or as soon as the last drawing is a quarter of a second ago.
  show(model) {
    this.model = model;
    if (this.timer === null) this.wait(Math.max(0, this.nextDraw - performance.now()));
  }

  wait(milliseconds) {
    this.timer = setTimeout(() => this.draw(), milliseconds);
  }

  draw() {
    this.timer = null;
    if (this.element._dragging) return this.wait(DRAG_PAUSE_MS); // leave a zoom in progress alone
    const start = performance.now();
    const { clientWidth: width, clientHeight: height } = this.element;
    const shown = layout({ ...this.model, width, height, touched: touched(), letters: textScale(width) });
    this.Plotly.react(this.element, traces(this.model), { ...shown, width, height }, this.config);
    this.drawn = true;
    this.updates += 1;
    this.nextDraw = start + Math.max(PAUSE_MS, (1 + IDLE_SHARE) * (performance.now() - start));
    Object.assign(this.element.dataset, { updates: this.updates, points: this.model.train.length });
  }

  destroy() {
    clearTimeout(this.timer);
    this.observer.disconnect();
    if (this.drawn) this.Plotly.purge(this.element);
  }
}

function touched() {
  return matchMedia("(pointer: coarse)").matches;
}

// A finger has no need of the button that lets it draw a frame, and a phone no room.
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
