"""GET api/runs/ID/diagnosis?language=CODE: the doctor's opinion on a run, in words."""

from __future__ import annotations

from gettext import NullTranslations

from starlette.requests import Request
from starlette.responses import Response

from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.background.wire import DiagnosisDocument, FindingDocument
from dnn.lessons.diagnosis import RULES, Finding
from dnn.network import parameter_count
from dnn.text.messages import Enumeration
from pages.locale.languages import LANGUAGES, translations
from pages.server.errors import NO_STORE, error_response
from pages.server.json_response import FastJSONResponse
from pages.server.page_document import browser_language
from pages.server.paths import RUN_ID
from pages.server.runs.opinions import Opinion, opinion_on

MIN_SECONDS = 4.0
"""Seconds between two examinations of a run in training; more where many runs train."""
FIRST_SECONDS = 1.0
"""Seconds until a run is examined that was just about to begin."""
MAX_EXAMINATIONS_A_SECOND = 8.0
"""Examinations per second on the whole server; one takes about 15 ms."""
MAX_PARAMETERS = 200_000
"""Networks with more parameters are examined when they rest."""


def get_diagnosis(request: Request) -> Response:
    """Answer one request. No coroutine, since an examination takes its time."""
    run_id, asked = request.path_params["run_id"], request.query_params.get("language", "")
    run = get_run_manager().get(run_id) if RUN_ID.fullmatch(run_id) else None
    if run is None:
        return error_response("unknown run")
    language = asked if asked in LANGUAGES else browser_language(request.headers)
    return FastJSONResponse(diagnosis(run, translations(language)), headers=NO_STORE)


def diagnosis(run: RunSnapshot | None, catalogue: NullTranslations) -> DiagnosisDocument:
    """The opinion on a run in the language of a catalogue; without a run there is nothing to examine."""
    _ = catalogue.gettext
    again_after = examination_seconds(get_run_manager().count_active()) if run is not None and run.moving else None
    has_begun = run is not None and run.state is not None and (run.iteration > 0 or run.stop is not None)
    if run is None or not has_begun:
        return _silent(_("Diagnosis: nothing trained yet"), again_after and FIRST_SECONDS)
    if run.moving and parameter_count(run.config) > MAX_PARAMETERS:
        return _silent(_("Diagnosis: at the next pause, since the network is large"), again_after)
    opinion = opinion_on(run)
    if opinion is None:
        return _silent("", again_after)
    return {
        "title": _title(opinion, catalogue),
        "names": _names(opinion, catalogue),
        "words": "" if opinion.findings else _without_findings(opinion, catalogue),
        "findings": [_finding(finding, catalogue) for finding in opinion.findings],
        "again_after": again_after,
    }


def examination_seconds(active: int) -> float:
    """Seconds between two examinations of each of `active` runs; a run that ends is examined in any case."""
    return max(MIN_SECONDS, active / MAX_EXAMINATIONS_A_SECOND)


def _silent(title: str, again_after: float | None) -> DiagnosisDocument:
    return {"title": title, "names": "", "words": "", "findings": [], "again_after": again_after}


def _names(opinion: Opinion, catalogue: NullTranslations) -> str:
    return Enumeration(finding.title for finding in opinion.findings).render(catalogue) if opinion.findings else ""


def _title(opinion: Opinion, catalogue: NullTranslations) -> str:
    _ = catalogue.gettext
    if opinion.findings:
        return _("Diagnosis: {findings}").format(findings=_names(opinion, catalogue))
    return _("Diagnosis: too early to tell") if opinion.is_too_early else _("Diagnosis: no problems found")


def _without_findings(opinion: Opinion, catalogue: NullTranslations) -> str:
    """The words for an opinion without findings."""
    _, ngettext = catalogue.gettext, catalogue.ngettext
    if opinion.is_too_early:
        return ngettext(
            "{count} cost since the start or the last change is too few to judge the trend.",
            "{count} costs since the start or the last change are too few to judge the trend.",
            opinion.costs,
        ).format(count=opinion.costs)
    words = _(
        "None of the {count} rules found a problem. After {iterations} iterations J is {cost}; that of a "
        "constant prediction is {baseline}."
    )
    return words.format(
        count=len(RULES),
        iterations=f"{opinion.iteration:,}",
        cost=f"{opinion.cost:.4g}",
        baseline=f"{opinion.baseline:.4g}",
    )


def _finding(finding: Finding, catalogue: NullTranslations) -> FindingDocument:
    return {
        "rule": finding.rule,
        "title": finding.title.render(catalogue),
        "seen": finding.seen.render(catalogue),
        "advice": catalogue.gettext("{before} {after}").format(
            before=finding.why.render(catalogue), after=finding.remedy.render(catalogue)
        ),
        "can_be_tried": finding.remedied is not None,
    }
