// The doctor of the run on the page: its opinion is fetched and shown as the run goes on.
// @ts-check

import { isOwnRun } from "../connection/begun_run.js";
import { DiagnosisFeed } from "./diagnosis_feed.js";
import { DoctorPanel } from "./doctor_panel.js";

/** @import { DiagnosisDocument, LiveViewData } from "../connection/wire.js" */
/** @import { RunState } from "../cost/run_numbers.js" */
/** @import { Find } from "../ui/skeleton.js" */

export class Doctor {
  /** @type {DiagnosisDocument | null} */ opinion = null;
  /** @type {LiveViewData | null} */ data = null;

  /**
   * @param {Find} find
   * @param {(rule: string) => void} onRemedy called with the finding whose remedy is to be tried
   */
  constructor(find, onRemedy) {
    this.panel = new DoctorPanel(find, onRemedy);
    this.feed = new DiagnosisFeed((opinion) => {
      this.opinion = opinion;
      this.show();
    });
  }

  /**
   * @param {LiveViewData} data
   * @param {RunState} state
   */
  follow(data, state) {
    this.data = data;
    this.feed.follow(data.run_url, state, data.language);
    this.show();
  }

  show() {
    if (!this.data) return;
    this.panel.show(this.opinion, { texts: this.data.texts, isOwn: isOwnRun(this.data) });
  }
}
