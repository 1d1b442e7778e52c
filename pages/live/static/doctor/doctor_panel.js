// The doctor on the page: the opinion in few words in the card of the run's state and at the foot of a telephone, the findings
// with their reasons and remedies below the network.
// @ts-check

import { buttonData, query } from "../ui/elements.js";
import { icon, write } from "../ui/skeleton.js";
import { escapeHtml, symbol } from "../ui/words.js";

/** @import { DiagnosisDocument, FindingDocument } from "../connection/wire.js" */
/** @import { Find, Texts } from "../ui/skeleton.js" */

const PLAIN_SYMBOL = /\b(d?[WbZA])\[(\w+)\]/g;

export class DoctorPanel {
  written = "";

  /**
   * @param {Find} find
   * @param {(rule: string) => void} onRemedy called with the finding whose remedy is to be tried
   */
  constructor(find, onRemedy) {
    this.summaries = [find("doctor-summary"), find("doctor-bar")];
    this.details = /** @type {HTMLDetailsElement} */ (find("findings"));
    this.onRemedy = onRemedy;
    for (const summary of this.summaries) summary.addEventListener("click", (event) => this.goToFindings(event));
    this.details.addEventListener("click", (event) => {
      const { remedy } = buttonData(event);
      if (remedy) this.onRemedy(remedy);
    });
  }

  /** @param {MouseEvent} event */
  goToFindings(event) {
    if (!(event.target instanceof Element) || !event.target.closest("a")) return;
    event.preventDefault();
    this.details.open = true;
    this.details.scrollIntoView({ block: "center" });
    query(this.details, "summary").focus({ preventScroll: true });
  }

  /**
   * Show an opinion, where it is another one.
   * @param {DiagnosisDocument | null} opinion
   * @param {{ texts: Texts, isOwn: boolean }} words whether the run is the visitor's, who can try a remedy
   */
  show(opinion, { texts, isOwn }) {
    const { title, names, words, findings } = opinion ?? {
      title: texts.diagnosis_none,
      names: "",
      words: "",
      findings: [],
    };
    const written = JSON.stringify([title, words, findings, isOwn, texts.try_remedy]);
    if (written === this.written) return;
    this.written = written;
    this.summaries.forEach((summary) => {
      summary.innerHTML = summaryOf(title, names, findings);
      summary.dataset.findings = String(findings.length);
    });
    const { details } = this;
    const isEmpty = !words && !findings.length;
    if (details.dataset.findings !== String(findings.length)) details.open = findings.length > 0;
    details.dataset.findings = String(findings.length);
    details.hidden = isEmpty;
    write(query(details, "summary span"), title);
    query(details, "div").innerHTML = findings.length
      ? findings.map((finding) => row(finding, isOwn, texts)).join("")
      : `<p>${inSymbols(words)}</p>`;
  }
}

/**
 * Words in which W[1] stands as the book writes it, as HTML.
 * @param {string} words
 */
export function inSymbols(words) {
  return escapeHtml(words).replace(PLAIN_SYMBOL, (_match, letter, layer) => symbol(letter, layer));
}

/**
 * @param {string} title
 * @param {string} names
 * @param {FindingDocument[]} findings
 */
function summaryOf(title, names, findings) {
  if (!findings.length) return title && `<p>${icon("stethoscope")}${escapeHtml(title)}</p>`;
  return `<p>${icon("stethoscope")}<a href="#findings">${escapeHtml(names)}</a></p><p>${inSymbols(findings[0].seen)}</p>`;
}

/**
 * @param {FindingDocument} finding
 * @param {boolean} isOwn
 * @param {Texts} texts
 */
function row({ rule, title, seen, advice, can_be_tried }, isOwn, texts) {
  const button =
    can_be_tried && isOwn
      ? `<button type="button" data-remedy="${escapeHtml(rule)}" title="${escapeHtml(texts.try_remedy_help)}">${escapeHtml(texts.try_remedy)}</button>`
      : "";
  return (
    `<div class="dnn-finding" data-rule="${escapeHtml(rule)}"><div><p><b>${escapeHtml(title)}</b> · ${inSymbols(seen)}</p>` +
    `<p>${inSymbols(advice)}</p></div>${button}</div>`
  );
}
