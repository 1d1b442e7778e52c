// The only script that travels with the page itself: it fetches the live view and hands it the component.
// @ts-check
//
// Streamlit calls the default function again with every change of data or theme, and sends this text again each time; so it
// is tiny, and what has to last between calls hangs on the component's own element.

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
    state.loading = import(new URL(data.module_url, document.baseURI).href);
    state.loading.catch((/** @type {unknown} */ error) => {
      console.warn("The live view could not be loaded.", error);
      if (!state.gone) setTriggerValue("unreachable", true);
    });
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
