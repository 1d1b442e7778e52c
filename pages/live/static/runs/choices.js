// What the visitor has chosen of the list of runs: which curves are drawn, the baseline, which cost, whether old runs may go.
// @ts-check

const STORED = "dnn-runs";
const MAX_TICKED = 60;

export class Choices {
  /** Ids of the runs whose curves are drawn, the latest last. @type {Set<string>} */ ticked = new Set();
  /** Id of the run that the others are compared with. @type {string | null} */ baseline = null;
  /** "train" or "test" cost. */
  measure = "train";
  /** Whether the oldest runs may go without a question. */ letsGo = false;

  constructor() {
    const stored = read();
    if (Array.isArray(stored.ticked)) this.ticked = new Set(stored.ticked.map(String));
    if (typeof stored.baseline === "string") this.baseline = stored.baseline;
    this.letsGo = stored.letsGo === true;
    if (stored.measure === "test") this.measure = "test";
  }

  /**
   * @param {string[]} runs
   * @param {boolean} isTicked
   */
  tick(runs, isTicked) {
    for (const run of runs) {
      this.ticked.delete(run);
      if (isTicked) this.ticked.add(run);
    }
    this.store();
  }

  /** @param {{ ticked: string[], baseline: string | null, measure: string }} choices */
  replace({ ticked, baseline, measure }) {
    this.ticked = new Set(ticked);
    this.baseline = baseline;
    this.measure = measure;
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

  /** @param {boolean} letsGo */
  setLetsGo(letsGo) {
    this.letsGo = letsGo;
    this.store();
  }

  store() {
    const { ticked, baseline, measure, letsGo } = this;
    try {
      const stored = { ticked: [...ticked].slice(-MAX_TICKED), baseline, measure, letsGo };
      localStorage.setItem(STORED, JSON.stringify(stored));
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
