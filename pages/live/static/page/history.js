// The browser's history: an address that is completed after its page was opened is no entry of its own; and what stands
// behind the # of a link of TensorFlow Playground, which no server is sent, is moved before it.
// @ts-check
//
// Streamlit opens a page under its bare address and writes the query afterwards, each time as a new entry, so that Back
// would lead to the same page without its query. An entry is complete once its query was written; what completes one takes
// its place. This script stands in the document's head, before Streamlit's own.

{
  const { pushState, replaceState } = History.prototype;

  /** @type {History["pushState"]} */
  History.prototype.pushState = function (state, unused, url) {
    const isSamePage = url === undefined || url === null || new URL(url, location.href).pathname === location.pathname;
    const completes = isSamePage && !this.state?.isComplete;
    const write = completes ? replaceState : pushState;
    write.call(this, { ...state, isComplete: isSamePage }, unused, url);
  };

  /** @type {History["replaceState"]} */
  History.prototype.replaceState = function (state, unused, url) {
    replaceState.call(this, { ...state, isComplete: true }, unused, url);
  };

  if (location.hash.includes("networkShape=") && !location.search) {
    replaceState.call(history, null, "", `${location.pathname}?${location.hash.slice(1)}`);
  }

  // A link that was copied from here has its query already; it names the language, as every address does that is written.
  if (new URLSearchParams(location.search).has("lang")) history.replaceState(history.state, "");
}
