"""The figures on a page: every experiment that does not train has one, which draws any network and keeps the answer
back until the learner has tried."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dnn.lessons.path.experiments import EXPERIMENTS, facts_of
from pages.learn.path.figures import FIGURES
from tests.pages.learn.path.figures.networks import NETWORKS, OPTIONS
from tests.pages.opened import SLOWEST, said

SCRIPT = str(Path(__file__).with_name("script.py"))


def page(**query: str) -> AppTest:
    """The page of script.py."""
    test = AppTest.from_file(SCRIPT, default_timeout=SLOWEST)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def drawn(test: AppTest) -> str:
    """All that the figures show, pictures and tables as they are written."""
    pictures = [json.loads(each.proto.json).get("svg", "") for each in test.get("bidi_component")]
    tables = [each.proto.body for each in test.get("html") if "<style" not in each.proto.body]
    return "\n".join((said(test), *(each.value for each in test.code), *pictures, *tables))


def test_every_experiment_that_does_not_train_has_a_figure() -> None:
    assert list(FIGURES) == [name for name, kind in EXPERIMENTS.items() if not kind.trains]
    assert list(OPTIONS) == list(FIGURES)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("tried", ["0", "1"])
def test_any_network_is_drawn(network: str, tried: str) -> None:
    choice = str(list(NETWORKS).index(network) % 3)
    test = page(network=network, tried=tried, choice=choice)
    shown = drawn(test)
    assert [each.value for each in test.subheader] == list(FIGURES)
    assert 'role="img"' in shown
    assert shown.count('aria-label="') >= 5 and 'aria-label=""' not in shown
    assert (network, choice) != ("lesson", "0") or not test.error


def test_a_mistake_that_the_network_cannot_have_is_said() -> None:
    test = page(network="no hidden layer", figure="mistake", tried="1", choice="2")
    assert len(test.error) == 1 and "hidden" in test.error[0].value


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("layers", ["l = 3", "n<tspan", "$L=3$"]),
        ("shapes", ["(4, 2)", "(3, 350)"]),
        ("unit_sum", ["0.0450", "0.0146"]),
        ("mistake", ["broadcast", "(3,\\,200)"]),
        ("iteration", ["dA[1], 4 × 8", "dW[3], 1 × 3", "1/8"]),
        ("cache", ["16,800", "Z<sup>", "12,600"]),
        ("saturated", ["`inf", "nan`", "`0.0`"]),
    ],
)
def test_the_answer_stands_there_after_the_try_alone(kind: str, answers: list[str], language: str) -> None:
    before, after = (drawn(page(figure=kind, tried=tried, lang=language)) for tried in "01")
    assert [answer for answer in answers if answer in before] == []
    assert [answer for answer in answers if answer not in after] == []


@pytest.mark.parametrize(("kind", "answer"), [("layers", "$L=3$"), ("shapes", "broadcast")])
def test_what_was_seen_is_not_said_before_she_says_it(kind: str, answer: str) -> None:
    asked, seen = (drawn(page(figure=kind, tried="1", seen=seen)) for seen in "01")
    assert answer not in asked and answer in seen


@pytest.mark.parametrize("kind", ["layers", "shapes", "unit_sum", "saturated"])
def test_a_picture_takes_the_same_room_before_the_try_and_after(kind: str) -> None:
    sizes = []
    for tried in "01":
        shown = drawn(page(figure=kind, tried=tried, network="softmax"))
        sizes.append([part.split('"')[0] for part in shown.split('viewBox="')[1:]])
    assert sizes[0] == sizes[1] and sizes[0]


def test_what_is_drawn_is_what_the_experiment_has_found() -> None:
    config = NETWORKS["lesson"]
    found = facts_of("unit_sum", (config,), ("",), ())
    shown = drawn(page(figure="unit_sum", tried="1"))
    assert f"**{found['z']:.2f}**" in shown and f"{found['product_2']:.2f}" in shown
    found = facts_of("cache", (config,), ("",), (("way", "nothing"),))
    shown = drawn(page(figure="cache", tried="1"))
    assert f"{found['multiplications']:,.0f}" in shown and f"{found['again']:,.0f}" in shown


def test_one_way_and_the_other_have_the_same_dW() -> None:
    """The figure of the mean has an eighth of the numbers of dZ, and the same ones in dW and db."""
    means, examples = (
        {part.split(",")[0]: re.findall(r"<td>(.+?)</td>", part.split("</table>")[0]) for part in parts[1:]}
        for parts in (
            drawn(page(figure="iteration", tried="1", choice=choice)).split('aria-label="') for choice in "01"
        )
    )
    assert means.keys() == examples.keys() and len(means) == 2 + 3 * 8
    for l in "123":
        assert means[f"dW[{l}]"] == examples[f"dW[{l}]"] and means[f"db[{l}]"] == examples[f"db[{l}]"]
        mean, example = ([float(cell.replace("−", "-")) for cell in grids[f"dZ[{l}]"]] for grids in (means, examples))
        assert example == pytest.approx([8 * each for each in mean], abs=1e-3) and max(map(abs, example)) > 0.01


def test_a_mistake_that_shows_later_names_its_line() -> None:
    shown = drawn(page(figure="mistake", tried="1", choice="1"))
    assert "Z[l] = W[l] @ A[l-1] + b[l]" in shown and "at iteration 2" in shown
    assert "$(3,)$" in shown


def test_the_first_layer_ends_the_way_back() -> None:
    test = drawn(page(figure="iteration", tried="1"))
    found = [test.index(f'aria-label="dW[{l}], ') for l in (3, 2, 1)]
    assert found == sorted(found)
