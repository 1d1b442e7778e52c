// What the modules of the pages find in the browser beside the DOM: plotly.js, and what Streamlit hands to a component.

/** The functions of plotly.js that the charts use; figures are plain objects. It comes without types of its own. */
interface PlotlyLibrary {
  react(element: HTMLElement, data: any[], layout: any, config?: any): Promise<unknown>;
  purge(element: HTMLElement): void;
  downloadImage(figure: { data: any[]; layout: any }, options: object): Promise<string>;
}

/** An element in which plotly.js has drawn. */
interface PlotlyElement extends HTMLElement {
  _dragging?: boolean;
  _fullLayout?: any;
  on?(event: string, handler: (event: any) => void): void;
}

interface Window {
  Plotly?: PlotlyLibrary;
  /** The part of a lesson that was open last. */
  dnnOpenedPart?: { step: string; part: string; title: string };
  /** The question whose hints were drawn last, and how many of them. */
  dnnReadHints?: { question: string; count: number };
  /** How often the answers were asked to be printed. */
  dnnPrinted?: number;
}

/** The argument of a component's default function: its element, what the page sent, and how to send something back. */
interface StreamlitComponent<Data, Values = any> {
  parentElement: HTMLElement & { [key: symbol]: any; dnnLive?: any };
  data: Data;
  setTriggerValue<Name extends keyof Values>(name: Name, value: Values[Name]): void;
}
