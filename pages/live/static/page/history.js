// The browser's history: an address that is completed after its page was opened is no entry of its own; and what stands
// behind the # of a link of TensorFlow Playground, which no server is sent, is moved before it.
// @ts-check
//
// Streamlit opens a page under its bare address and writes the query afterwards, each time as a new entry, so that Back
// would lead to the same page without its query. An entry is complete once its query was written; what completes one takes
// its place. On a busy machine Streamlit writes the query of the page that is opened first, still under the address of the
// page before, and then the page's own: the second takes the place of the first. This script stands in the document's head,
// before Streamlit's own.

{
  const { pushState, replaceState } = History.prototype;
  let pressed = -Infinity; // when the visitor last pressed anything
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, ({ timeStamp }) => (pressed = timeStamp), true);
  }

  /**
   * The address that an entry is written for.
   * @param {string | URL | null | undefined} url
   */
  const addressOf = (url) => new URL(url ?? "", location.href);

  /**
   * True for an entry with the query of a page that has not got its address yet: nothing was pressed since it was written.
   * @param {URL} address of the page
   * @param {any} state of the entry
   */
  const isBegun = (address, state) => address.search === location.search && state?.written > pressed;

  /** @type {History["pushState"]} */
  History.prototype.pushState = function (state, unused, url) {
    const address = addressOf(url);
    const isSamePage = address.pathname === location.pathname;
    const completes = isSamePage ? !this.state?.isComplete : isBegun(address, this.state);
    const isComplete = isSamePage || address.searchParams.has("lang");
    const written = isSamePage ? performance.now() : -Infinity;
    (completes ? replaceState : pushState).call(this, { ...state, isComplete, written }, unused, url);
    dispatchEvent(new Event("dnn-address"));
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
