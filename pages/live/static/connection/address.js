// The address bar, where it follows a command that no rerun of the page comes after. A host that shows the app in a frame has
// the bar to itself, and is told as Streamlit tells it.
// @ts-check

/**
 * Write parameters into the address, as a new entry of the history; nothing happens where they stand there already.
 * @param {Record<string, string | null>} query null for a parameter that is to be left out
 */
export function writeQuery(query) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(query)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href === location.href) return;
  history.pushState(history.state, "", url);
  const { parent } = window;
  if (parent !== window)
    parent.postMessage({ stCommVersion: 1, type: "SET_QUERY_PARAM", queryParams: url.search }, "*");
}
