// What the visitor has chosen of the list of runs: which curves are drawn, the baseline, which cost. They outlive a reload.
// @ts-check

const STORED = "dnn-runs";
const MAX_TICKED = 60;

export class Choices {
  /** Ids of the runs whose curves are drawn, the latest last. @type {Set<string>} */ ticked = new Set();
  /** Id of the run that the others are compared with. @type {string | null} */ baseline = null;
  /** "train" or "test" cost. */
  measure = "train";

  constructor() {
    const stored = read();
    if (Array.isArray(stored.ticked)) this.ticked = new Set(stored.ticked.map(String));
    if (typeof stored.baseline === "string") this.baseline = stored.baseline;
    if (stored.measure === "test") this.measure = "test";
  }

  /**
   * @param {string} run
   * @param {boolean} isTicked
   */
  tick(run, isTicked) {
    this.ticked.delete(run);
    if (isTicked) this.ticked.add(run);
    this.store();
  }

  /** @param {string} run */
  setBaseline(run) {
    this.baseline = run;
    this.store();
  }

  /** @param {string} measure */
  setMeasure(measure) {
    this.measure = measure;
    this.store();
  }

  store() {
    const { ticked, baseline, measure } = this;
    try {
      localStorage.setItem(STORED, JSON.stringify({ ticked: [...ticked].slice(-MAX_TICKED), baseline, measure }));
    } catch {
      return; // a browser that stores nothing forgets them with the page
    }
  }
}

/** @returns {Record<string, unknown>} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? "{}") ?? {};
  } catch {
    return {};
  }
}
