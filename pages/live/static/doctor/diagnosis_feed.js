// The doctor's opinion on a run, fetched again whenever there may be another one: every few seconds while the run trains, and
// once wherever it has come to rest.
// @ts-check

import { MOVING } from "../cost/run_numbers.js";

/** @import { RunState } from "../cost/run_numbers.js" */
/** @import { DiagnosisDocument } from "../connection/wire.js" */

const RETRY_MS = 4000;
const TIMEOUT_MS = 15_000;

export class DiagnosisFeed {
  /** What was examined last: the run, its language, and where it rests. */
  examined = "";
  /** The time at which a run in training is examined again. */
  due = 0;
  isFetching = false;

  /**
   * @param {(opinion: DiagnosisDocument | null) => void} onOpinion called with each opinion, and with null where there is
   * none on the run that is shown
   * @param {(url: string) => Promise<DiagnosisDocument | null>} [load] null for a run that the server does not have
   */
  constructor(onOpinion, load = fetchDiagnosis) {
    this.onOpinion = onOpinion;
    this.load = load;
  }

  /**
   * Follow a run.
   * @param {string | null} runUrl
   * @param {RunState} state
   * @param {string} language
   */
  follow(runUrl, state, language) {
    const run = `${runUrl} ${language} ${state.generation}`;
    if (!this.examined.startsWith(run)) {
      this.examined = run;
      this.due = 0;
      this.onOpinion(null);
    }
    if (!runUrl || state.generation === undefined || this.isFetching) return;
    const isMoving = MOVING.has(state.status);
    const now = performance.now();
    const place = isMoving ? run : `${run} ${state.status} ${state.iteration} ${state.cursor}`;
    if (isMoving ? now < this.due : place === this.examined && now < this.due) return;
    this.examine(run, place, `${runUrl}/diagnosis?language=${language}`);
  }

  /**
   * @param {string} run
   * @param {string} place
   * @param {string} url
   */
  async examine(run, place, url) {
    this.isFetching = true;
    this.examined = place;
    this.due = Infinity;
    let seconds = null;
    try {
      const opinion = await this.load(url);
      if (!this.examined.startsWith(run)) return;
      this.onOpinion(opinion);
      seconds = opinion?.again_after ?? null;
    } catch {
      seconds = RETRY_MS / 1000; // the connection, which the polls tell of
    } finally {
      this.isFetching = false;
      if (seconds !== null && this.examined.startsWith(run)) this.due = performance.now() + 1000 * seconds;
    }
  }
}

/**
 * @param {string} url
 * @returns {Promise<DiagnosisDocument | null>}
 */
async function fetchDiagnosis(url) {
  const response = await fetch(new URL(url, document.baseURI), {
    cache: "no-store",
    credentials: "same-origin",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`the doctor answered ${response.status}`);
  return response.json();
}
