// The only script that travels with the page itself: it fetches the live view and hands it the component.
//
// Streamlit calls the default function again with every change of data or theme, and sends this text again each time;
// so it is tiny, and what has to last between calls hangs on the component's own element.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const kept = (parentElement.dnnLive ??= { url: null, loading: null, component: null, unmount: null, gone: false });
  kept.component = component;
  kept.gone = false;
  const box = parentElement.querySelector(".dnn-live");
  if (box && data.height) box.style.setProperty("--dnn-live-height", `${data.height}px`);

  if (kept.url !== data.module_url) {
    kept.url = data.module_url;
    kept.loading = import(new URL(data.module_url, document.baseURI).href);
    kept.loading.catch((error) => {
      console.warn("The live view could not be loaded.", error);
      if (!kept.gone) setTriggerValue("unreachable", true);
    });
  }
  kept.loading.then(
    (view) => {
      if (!kept.gone && kept.component === component) kept.unmount = view.mount(component);
    },
    () => {},
  );

  return () => {
    kept.gone = true;
    kept.unmount?.();
    delete parentElement.dnnLive;
  };
}
