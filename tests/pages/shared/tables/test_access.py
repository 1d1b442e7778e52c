"""Access to tables: a visitor reaches her own, others only by a share of its owner, on every way into the app."""

from __future__ import annotations

import gc
import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from dnn.background.commands import StepIterations
from dnn.background.offers import RunOffer
from dnn.background.replay.recipe import Recipe
from dnn.background.run import TABLE_GONE
from dnn.background.services import get_run_manager, get_visitor_tables
from dnn.configuration import DatasetConfig, RunConfig
from dnn.configuration.variations import VARIATIONS, Trial
from dnn.datasets.contents import CONTENTS, MissingContent, to_letters
from dnn.datasets.contents.letters import TABLE
from dnn.export import EXPORTS
from pages.locale.languages import LANGUAGES, translations
from pages.menu import COMPARE, MENU, TRAIN
from pages.server import data_documents, network_documents
from pages.server.comparison.comparison_text import ComparedRun, write_comparison, write_run
from pages.server.network_documents import offer_network
from pages.server.paths import DATA, NETWORKS, NOTEBOOK, REPLAY
from pages.server.runs import table_keys
from pages.shared.session import table_access
from pages.shared.session.link import default_config, to_query
from pages.shared.session.link_tables import BETWEEN
from tests.dnn.background.running import SOON, ended
from tests.pages.opened import control, read, said
from tests.pages.server.runs.test_commands import request
from tests.pages.shared.tables.remains import cached, marked, remains
from tests.pages.shared.tables.visitors import (
    Visitor,
    address_of,
    config,
    forget,
    link_to,
    sentences,
    shown_config,
    small_table,
    table,
)

ASK = "ask its owner to share it"
CONTENT = table(1)
USUAL = default_config().dataset


def compared_text(until: int = 20) -> str:
    recipes = (replace(config(CONTENT), seed=seed) for seed in (1, 2))
    return write_comparison([ComparedRun(Recipe(each, until), n, n) for n, each in enumerate(recipes, start=1)])


def test_a_link_to_a_table_opens_for_its_owner_alone_until_she_shares_it() -> None:
    owner, other = Visitor(), Visitor()
    digest, tables = owner.keeps(CONTENT), get_visitor_tables()
    assert shown_config(owner.opens(**link_to(CONTENT))).dataset == config(CONTENT).dataset
    refused = other.opens(**link_to(CONTENT))
    assert ASK in read(sentences(refused)) and shown_config(refused).dataset == USUAL
    refused.button(key="look_for_table").click().run()
    assert shown_config(refused).dataset == USUAL
    tables.share(owner.key, digest)
    refused.button(key="look_for_table").click().run()
    assert shown_config(refused).dataset == config(CONTENT).dataset
    assert "look_for_table" not in [button.key for button in refused.button]
    taken = other.opens(**link_to(CONTENT))
    assert not taken.error and shown_config(taken).dataset == config(CONTENT).dataset
    tables.end_sharing(owner.key, digest)
    taken.run()
    assert not taken.exception and ASK in read(sentences(taken)) and shown_config(taken).dataset == USUAL


@pytest.mark.parametrize("page", [None, *(name for name in MENU if name != TRAIN.name)])
def test_no_page_crashes_when_the_table_on_it_is_deleted(page: str | None) -> None:
    visitor = Visitor()
    run_id = visitor.trains(CONTENT)
    test = visitor.opens(page, run=run_id, **link_to(CONTENT))
    assert shown_config(test).dataset == config(CONTENT).dataset
    get_visitor_tables().delete(visitor.key, CONTENT.digest)
    test.run()
    assert not test.exception and ASK in read(sentences(test)) and shown_config(test).dataset == USUAL
    again = visitor.opens(page, run=run_id, **link_to(CONTENT))
    assert shown_config(again).dataset == USUAL
    if page is None:
        assert str(TABLE_GONE) in read(sentences(again))


def test_a_table_that_is_deleted_while_the_page_is_drawn_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor()
    visitor.keeps(CONTENT)
    test = visitor.opens(**link_to(CONTENT))
    monkeypatch.setattr(table_access, "settle", lambda: get_visitor_tables().delete(visitor.key, CONTENT.digest))
    test.run()
    assert not test.exception and ASK in read(sentences(test))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_whose_table_is_gone_is_listed_with_the_reason_and_its_curve(language: str) -> None:
    visitor = Visitor()
    run_id = visitor.trains(CONTENT)
    get_visitor_tables().delete(visitor.key, CONTENT.digest)
    body = json.dumps({"owner": visitor.key, "language": language})
    answer = request("POST", NOTEBOOK, body, content_type="application/json")
    (row,) = answer.json()["runs"]
    assert (row["id"], row["status"]) == (run_id, "read_only") and row["train_cost"] is not None
    assert row["read_only"] == TABLE_GONE.render(translations(language))
    assert row["score"] == "accuracy" and row["sizes"] == [4, 8, 5, 1]
    curve = request("GET", f"api/runs/{run_id}/curve").json()
    assert len(curve["points"][0]) > 0
    test = visitor.opens(routes=False, lang=language)
    assert not test.exception


def looked_at(visitor: Visitor, seed: int) -> str:
    """The digest of a table after the visitor has trained on it, and seen it on every page and by every route. The
    table as it was made is nowhere any more."""
    content = marked(seed)
    run_id, mine = visitor.trains(content, standardize=False), config(content, standardize=False)
    run = ComparedRun(Recipe(mine, 20), 1, 1)
    compared = write_comparison([run, ComparedRun(Recipe(replace(mine, seed=9), 20), 2, 2)])
    for page in [None, *(name for name in MENU if name != TRAIN.name)]:
        test = visitor.opens(page, run=run_id, compare=compared, **to_query(mine))
        assert shown_config(test).dataset == mine.dataset
    query = {"run": write_run(run), "last": 20, "count": 5, "key": table_keys.key_for(visitor.key, mine.dataset)}
    token = data_documents.offer(mine.dataset)
    for path in (f"{DATA}/{token}", f"api/runs/{run_id}/diagnosis", f"{REPLAY}?{urlencode(query)}"):
        assert request("GET", path).status_code == 200
    return content.digest


def delete_one(visitor: Visitor, digest: str) -> None:
    get_visitor_tables().delete(visitor.key, digest)


def delete_all(visitor: Visitor, digest: str) -> None:
    body = json.dumps({"owner": visitor.key, "action": {"name": "delete_all"}})
    assert request("POST", NOTEBOOK, body, content_type="application/json").json()["runs"] == []


@pytest.mark.parametrize(("delete", "seed"), [(delete_one, 11), (delete_all, 12)])
def test_nothing_of_a_deleted_table_is_left_in_the_server(delete: Callable[[Visitor, str], None], seed: int) -> None:
    visitor = Visitor()
    digest = looked_at(visitor, seed)
    assert len(remains(seed)) > 5 and len(cached(digest)) > 5 and get_visitor_tables().content(digest) is not None
    delete(visitor, digest)
    assert remains(seed) == [] and cached(digest) == []
    assert get_visitor_tables().listed(visitor.key) == [] and get_visitor_tables().content(digest) is None
    with pytest.raises(MissingContent):
        CONTENTS.get(digest)


def test_what_the_collector_of_garbage_passes_over_is_searched_too() -> None:
    held = [marked(9)]
    gc.freeze()
    assert remains(9)
    held.clear()
    assert remains(9) == []


def test_a_comparison_on_somebody_else_s_table_is_refused_in_a_sentence() -> None:
    owner, other = Visitor(), Visitor()
    digest = owner.keeps(CONTENT)
    assert not owner.opens(COMPARE.name, compare=compared_text()).error
    refused = other.opens(COMPARE.name, compare=compared_text())
    assert ASK in read(sentences(refused)) and refused.get("bidi_component") is not None
    get_visitor_tables().share(owner.key, digest)
    assert not other.opens(COMPARE.name, compare=compared_text()).error


def test_the_route_of_replays_wants_the_key_that_the_page_has_given() -> None:
    owner, other = Visitor(), Visitor()
    digest, dataset = owner.keeps(CONTENT), config(CONTENT).dataset
    text = write_run(ComparedRun(Recipe(config(CONTENT), 20), 1, 1))

    def status(key: str | None) -> int:
        query = {"run": text, "last": 20, "count": 5} | ({} if key is None else {"key": key})
        return request("GET", f"{REPLAY}?{urlencode(query)}").status_code

    key, hers = table_keys.key_for(owner.key, dataset), table_keys.key_for(other.key, dataset)
    assert key is not None and key != hers and owner.key not in key and digest[:12] not in key
    assert [status(each) for each in (key, hers, None, "", "x" * 10_000, owner.key)] == [200, 422, 422, 422, 422, 422]
    other_table = table(2)
    owner.keeps(other_table)
    assert status(table_keys.key_for(owner.key, config(other_table).dataset)) == 422
    get_visitor_tables().delete(owner.key, digest)
    assert status(key) == 422


def test_nobody_works_out_where_the_examples_can_be_fetched() -> None:
    owner = Visitor()
    owner.keeps(CONTENT)
    dataset = config(CONTENT).dataset
    token = data_documents.offer(dataset)
    answer = request("GET", f"{DATA}/{token}")
    assert answer.status_code == 200 and answer.json()["train"]["count"] > 0
    guessed = data_documents._DOCUMENTS.offer(dataset, dataset.to_dict())
    assert guessed != token
    assert json.loads(gzip.decompress(data_documents.document(token) or b""))["features"] == list(CONTENT.feature_names)
    get_visitor_tables().delete(owner.key, CONTENT.digest)
    assert request("GET", f"{DATA}/{token}").status_code == 404


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_no_browser_keeps_what_is_made_of_a_table(encoding: str) -> None:
    owner = Visitor()
    owner.keeps(CONTENT)
    mine, moons = config(CONTENT), replace(config(CONTENT), dataset=DatasetConfig.from_dict({"name": "moons"}))

    def header(path: str) -> str:
        answer = request("GET", path, Accept_Encoding=encoding)
        assert answer.status_code == 200, answer.text
        return answer.headers["cache-control"]

    assert header(f"{DATA}/{data_documents.offer(mine.dataset)}") == "private, no-store"
    query = {"run": write_run(ComparedRun(Recipe(mine, 20), 1, 1)), "last": 20, "count": 5}
    key = table_keys.key_for(owner.key, mine.dataset)
    assert header(f"{REPLAY}?{urlencode(query | {'key': key})}") == "no-store"
    for path in (f"{DATA}/{data_documents.offer(moons.dataset)}", f"{NETWORKS}/{offer_network(mine)}"):
        assert header(path) == "public, max-age=31536000, immutable"


def test_initial_weights_say_nothing_of_a_table() -> None:
    """The document of a network may be kept by browsers: another table of as many features has the same one."""
    documents = {network_documents.describe(config(table(seed)))["theta"] for seed in (1, 2)}
    assert len(documents) == 1


def test_who_watches_a_run_sees_it_and_takes_nothing_of_its_table() -> None:
    owner, guest = Visitor(), Visitor()
    run_id = owner.trains(CONTENT)
    test = guest.opens(routes=False, run=run_id, **link_to(CONTENT))
    assert not test.error and shown_config(test).dataset == config(CONTENT).dataset
    assert "somebody else's run" in said(test)
    test.button(key="train").click().run()
    assert not test.exception and ASK in read(sentences(test))
    assert get_run_manager().notebook.listed(guest.key) == []
    test.button(key="take_away_button").click().run()
    for name in EXPORTS:
        test.selectbox(key="take_away_form").set_value(name).run()
        assert not test.exception and not test.code and ASK in read(said(test)), name
    get_run_manager().notebook.delete(run_id, owner.key)
    test.run()
    assert not test.exception and shown_config(test).dataset == USUAL


def test_a_guest_tries_nothing_around_the_run_that_she_watches() -> None:
    owner, guest = Visitor(), Visitor()
    owner.trains(CONTENT)
    offered = get_run_manager().offer(RunOffer(guest.key, config(CONTENT), None, None))
    tries = {"name": "try_several", "run": offered, "tries": [{"choice": "l2", "values": [0, 1]}], "seeds": 1}
    body = json.dumps({"owner": guest.key, "action": tries})
    answer = request("POST", NOTEBOOK, body, content_type="application/json")
    assert answer.status_code == 422 and ASK in answer.json()["error"]
    step = {"owner": guest.key, "command": {"name": "step_iterations", "count": 1}}
    answer = request("POST", f"api/runs/{offered}/commands", json.dumps(step), content_type="application/json")
    assert answer.status_code == 422 and ASK in answer.json()["error"]


def test_a_visitor_who_turns_out_to_be_the_owner_gets_the_table_of_her_link() -> None:
    """On a host that forwards no cookies her browser says who she is once the page is drawn."""
    owner, unknown = Visitor(), Visitor()
    owner.keeps(CONTENT)
    test = unknown.opens(**link_to(CONTENT))
    assert shown_config(test).dataset == USUAL
    test.session_state["values"]["visitor"] = owner.key
    test.run()
    assert not test.error and shown_config(test).dataset == config(CONTENT).dataset


def test_a_small_table_rides_in_the_link_and_needs_no_store() -> None:
    owner, other, content = Visitor(), Visitor(), small_table(3)
    owner.keeps(content)
    test = owner.opens(**link_to(content))
    link = address_of(test)
    assert link[TABLE] == to_letters(content)
    get_visitor_tables().delete_all(owner.key)
    forget(content)
    taken = other.opens(**link)
    assert not taken.error and shown_config(taken).dataset == config(content).dataset
    assert control(taken.selectbox, "data").value == "table"
    assert get_visitor_tables().listed(other.key) == []
    run = get_run_manager().start(config(content, 20), other.key)
    (kept,) = get_visitor_tables().listed(other.key)
    assert (kept.digest, kept.name) == (content.digest, "*x1*, *x2*")
    assert get_run_manager().wait_until(run.id, ended, SOON).status == "finished"


def begun_at_once(visitor: Visitor, mine: RunConfig) -> object:
    return get_run_manager().start(mine, visitor.key)


def begun_by_an_offer(visitor: Visitor, mine: RunConfig) -> object:
    run_id = get_run_manager().offer(RunOffer(visitor.key, mine, None, None))
    assert get_visitor_tables().listed(visitor.key) == []
    return get_run_manager().command(run_id, visitor.key, StepIterations(1))


def begun_by_a_sweep(visitor: Visitor, mine: RunConfig) -> object:
    return get_run_manager().sweeps.start(visitor.key, mine, [Trial(VARIATIONS["l2"], (0.0, 1.0))])


BEGINNINGS = [begun_at_once, begun_by_an_offer, begun_by_a_sweep]


@pytest.mark.parametrize("begin", BEGINNINGS)
def test_the_tables_of_links_are_stored_when_they_are_trained_on(begin: Callable[[Visitor, RunConfig], object]) -> None:
    visitor, tables = Visitor(), get_visitor_tables()
    contents = [table(seed, m=6, n_x=1) for seed in range(20, 28)]
    together = BETWEEN.join(to_letters(each) or "" for each in contents)
    test = visitor.opens(**link_to(contents[0]), table=together)
    assert not test.error and tables.listed(visitor.key) == []
    begin(visitor, config(contents[0], 20))
    assert [kept.digest for kept in tables.listed(visitor.key)] == [contents[0].digest]


def test_the_address_of_a_deleted_table_does_not_store_it_again() -> None:
    visitor, tables, content = Visitor(), get_visitor_tables(), small_table(30)
    visitor.trains(content)
    address = address_of(visitor.opens(**link_to(content)))
    assert TABLE in address
    tables.delete(visitor.key, content.digest)
    again = visitor.opens(**address)
    assert not again.error and shown_config(again).dataset == config(content).dataset
    assert tables.listed(visitor.key) == []
    tables.delete_all(visitor.key)
    again.run()
    assert ASK in read(sentences(again)) and shown_config(again).dataset == USUAL


def test_a_server_that_was_started_again_has_the_table_of_a_link_by_the_link() -> None:
    visitor, content = Visitor(), small_table(31)
    letters = to_letters(content) or ""
    assert not visitor.opens(**link_to(content), table=letters).error
    get_visitor_tables().delete_all(visitor.key)  # as a restart does with what was in memory alone
    assert ASK in read(sentences(visitor.opens(**link_to(content))))
    again = visitor.opens(**link_to(content), table=letters)
    assert not again.error and shown_config(again).dataset == config(content).dataset


def test_a_large_table_is_in_no_link() -> None:
    owner = Visitor()
    owner.keeps(CONTENT)
    assert TABLE not in owner.opens(**link_to(CONTENT)).query_params


def test_a_visitor_who_may_keep_no_more_opens_such_a_link_too() -> None:
    visitor, tables, content = Visitor(), get_visitor_tables(), small_table(4)
    for seed in range(get_run_manager().settings.tables_per_visitor):
        tables.keep(visitor.key, table(seed, m=2, n_x=1), "one of many")
    letters = to_letters(content)
    assert letters is not None
    test = visitor.opens(**link_to(content), table=letters)
    assert not test.error and shown_config(test).dataset == config(content).dataset
    forget(content)
    test.run()
    assert not test.error and not tables.may_use(Visitor().key, content.digest)


GOOD = to_letters(small_table(5)) or ""
OTHER = to_letters(small_table(6)) or ""


@pytest.mark.parametrize(
    "letters",
    ["", "1", "x" * 2_000, "1" + "A" * 2_999, GOOD[:-5], OTHER, "..", "." * 500, "<b>*x*</b>", "\0", GOOD * 3],
    ids=["empty", "version", "x", "A", "cut", "another table", "dots", "many dots", "markup", "NUL", "too long"],
)
def test_hostile_letters_are_a_sentence_and_the_page_stays(letters: str) -> None:
    test = Visitor().opens(**link_to(small_table(5)), table=letters)
    assert shown_config(test).dataset == USUAL and ASK in read(sentences(test))


def test_a_comparison_carries_the_small_tables_of_its_runs() -> None:
    owner, other, content = Visitor(), Visitor(), small_table(7)
    owner.keeps(content)
    recipes = [Recipe(replace(config(content), seed=seed), 20) for seed in (1, 2)]
    text = write_comparison([ComparedRun(each, n, n) for n, each in enumerate(recipes, start=1)])
    link = address_of(owner.opens(COMPARE.name, compare=text))
    assert link[TABLE] == to_letters(content)
    get_visitor_tables().delete_all(owner.key)
    forget(content)
    assert not other.opens(COMPARE.name, compare=text, table=link[TABLE]).error
    assert set(to_query(config(content))) <= set(link_to(content))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_shares_her_table_in_the_dialog_and_ends_it(language: str) -> None:
    owner, say = Visitor(), translations(language).gettext
    digest, tables = owner.keeps(CONTENT, "<b>*mine*</b>"), get_visitor_tables()
    test = owner.opens(lang=language, **link_to(CONTENT))
    test.button(key="share_button").click().run()
    assert "<b>*mine*</b>" in read(said(test)) and digest[:12] in said(test)
    assert test.button(key="share_table_0").label == say("Share the table with the links")
    test.button(key="share_table_0").click().run()
    assert not test.exception and tables.may_use(Visitor().key, digest)
    assert test.button(key="share_table_0").label == say("End sharing of the table")
    test.button(key="share_table_0").click().run()
    assert not tables.may_use(Visitor().key, digest)


def test_the_dialog_says_that_a_small_table_is_in_the_link() -> None:
    owner, content = Visitor(), small_table(8)
    owner.keeps(content)
    test = owner.opens(**link_to(content))
    test.button(key="share_button").click().run()
    assert "links for its settings hold it" in said(test)
    assert "share_table_0" not in [button.key for button in test.button]
    (settings,) = [
        json.loads(each.proto.json) for each in test.get("bidi_component") if each.key == "share_link_settings"
    ]
    assert f"table={to_letters(content)}" in settings["address"]


def test_a_guest_is_told_that_the_table_is_somebody_else_s() -> None:
    owner, guest = Visitor(), Visitor()
    run_id = owner.trains(CONTENT)
    test = guest.opens(run=run_id, **link_to(CONTENT))
    test.button(key="share_button").click().run()
    assert "somebody else's table" in said(test) and "share_table_0" not in [button.key for button in test.button]


@pytest.mark.parametrize(("content", "words"), [(CONTENT, "this server stores"), (small_table(9), "the link to these")])
def test_what_is_taken_away_says_where_the_examples_are(content: object, words: str) -> None:
    owner = Visitor()
    owner.keeps(content)  # type: ignore[arg-type]
    test = owner.opens(**link_to(content))  # type: ignore[arg-type]
    test.button(key="take_away_button").click().run()
    for name in ("json", "markdown", "html"):
        test.selectbox(key="take_away_form").set_value(name).run()
        assert words in said(test), name
