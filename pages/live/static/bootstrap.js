// The only script that travels with the page itself: it fetches the live view and hands it the component.
// @ts-check
//
// Streamlit calls the default function again with every change of data or theme, and sends this text again each time; so it
// is tiny, and what has to last between calls hangs on the component's own element, or on the window.

const SERVED = Symbol.for("dnn.served");

/**
 * Whether the modules are served here, asked once a document. To load one does not tell: a browser keeps it for ever, also
 * where another server, without the routes, has come in the place of the one that it has it from.
 * @param {string} url of a module
 * @returns {Promise<boolean>}
 */
function isServed(url) {
  const { [SERVED]: known } = /** @type {Record<symbol, Promise<boolean>>} */ (/** @type {unknown} */ (window));
  const asked =
    known ??
    fetch(url, { method: "HEAD", cache: "no-store" }).then(
      ({ status, headers }) => status >= 500 || /javascript/.test(headers.get("content-type") ?? ""),
      () => true, // no answer at all: the way there is away, not the route
    );
  return Object.assign(window, { [SERVED]: asked })[SERVED];
}

/**
 * Show a component with the module at its `module_url`.
 * @param {StreamlitComponent<{ module_url: string, height?: number }, { unreachable: boolean }>} component
 * @returns {() => void} ends it
 */
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  parentElement.dnnLive ??= { url: null, loading: null, component: null, unmount: null, gone: false };
  const state = parentElement.dnnLive;
  state.component = component;
  state.gone = false;
  const box = parentElement.querySelector(".dnn-live, .dnn-live-plotly, .dnn-lesson");
  if (box instanceof HTMLElement && data.height) box.style.setProperty("--dnn-live-height", `${data.height}px`);

  if (state.url !== data.module_url) {
    state.url = data.module_url;
    const url = new URL(data.module_url, document.baseURI).href;
    const giveUp = (/** @type {unknown} */ reason) => {
      console.warn("The live view could not be loaded.", reason);
      if (!state.gone) setTriggerValue("unreachable", true);
    };
    state.loading = import(url);
    state.loading
      .then(() => isServed(url))
      .then((/** @type {boolean} */ found) => found || giveUp("It is not served here."), giveUp);
  }
  state.loading.then(
    (/** @type {{ mount: (component: object) => () => void }} */ view) => {
      if (!state.gone && state.component === component) state.unmount = view.mount(component);
    },
    () => {},
  );

  return () => {
    state.gone = true;
    state.unmount?.();
    delete parentElement.dnnLive;
  };
}
