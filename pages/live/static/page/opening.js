// A page that is opened is shown once it stands: Streamlit draws it piece by piece, and each piece moves the others.
// @ts-check
//
// This script stands in the document's head; the style of what is not shown yet comes with it in the document. A page that
// the visitor turns to keeps the menu in sight meanwhile.

{
  const { classList } = document.documentElement;
  const [OPENING, TURNING] = ["dnn-opening", "dnn-turning"];
  const UNCHANGED_FRAMES = 3; // pictures a page is seen to stand in before it is shown
  const [OPENING_LIMIT, TURNING_LIMIT] = [10000, 6000]; // milliseconds after which it is shown as it is
  const UNFINISHED = "[data-testid=stSkeleton], .dnn-step:empty, .dnn-live:empty, .dnn-room:empty, .dnn-wall:empty";
  const PICTURES = "[data-testid=stBidiComponentIsolated]";
  const DRAWN = "svg, canvas, button, input, .picture > *"; // what the app's own elements have once they are drawn
  let path = location.pathname;
  let frames = 0;
  let limit = 0;

  /** True once the script has run, and what it shows has come. */
  const stands = () =>
    document.querySelector("[data-testid=stApp][data-test-script-state=notRunning] h1") !== null &&
    document.querySelector(UNFINISHED) === null &&
    [...document.querySelectorAll(PICTURES)].every((host) => host.shadowRoot?.querySelector(DRAWN));

  const check = () => {
    frames = stands() ? frames + 1 : 0;
    if (frames >= UNCHANGED_FRAMES || performance.now() > limit) classList.remove(OPENING, TURNING);
    else requestAnimationFrame(check);
  };

  /**
   * Show nothing of the page until it stands.
   * @param {string} name
   * @param {number} longest
   */
  const hide = (name, longest) => {
    const isHidden = classList.contains(OPENING) || classList.contains(TURNING);
    classList.add(name);
    frames = 0;
    limit = performance.now() + longest;
    if (!isHidden) requestAnimationFrame(check);
  };

  const turn = () => {
    if (location.pathname !== path) hide(TURNING, TURNING_LIMIT);
    path = location.pathname;
  };

  hide(OPENING, OPENING_LIMIT);
  addEventListener("popstate", turn);
  addEventListener("dnn-address", turn); // which history.js tells of
}
