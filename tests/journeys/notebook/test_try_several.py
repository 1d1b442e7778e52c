"""Several values of a setting tried side by side: a learner finds the best learning rate, and learns what luck is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.conftest import Server
from tests.journeys.notebook.runs_list import SHORT, Visit, rows, train
from tests.journeys.visitor import LONG, SOON, Visitor

RESULTS = {
    "en": ("Best after 300 iterations: α = ", "Same weights at iteration 0 ✓", "could be luck"),
    "zh": ("300 次迭代后最佳：α = ", "第 0 次迭代时权重相同 ✓", "可能是运气"),
}


def begin(visitor: Visitor) -> None:
    """Train what the form proposes."""
    visitor.press("try_several")
    visitor.page.locator(".dnn-sweep-form [type=submit]").click(timeout=SOON)


def wait_for_result(visitor: Visitor) -> str:
    """Wait until all have ended; the sentence."""
    visitor.page.wait_for_selector("[data-role=sweep-progress]", state="hidden", timeout=LONG)
    expect(visitor.page.locator(".dnn-sweep-best")).to_be_visible(timeout=SOON)
    return visitor.shows("sweep-sentence").inner_text()


@pytest.mark.parametrize("language", RESULTS)
def test_a_learner_finds_the_best_of_five_learning_rates_in_three_clicks(visit: Visit, language: str) -> None:
    visitor = visit(f"{SHORT}&lang={language}")
    best, alike, luck = RESULTS[language]
    begin(visitor)
    sentence = wait_for_result(visitor)
    assert sentence.startswith(best)
    expect(visitor.shows("sweep-luck")).to_contain_text(luck)
    expect(visitor.shows("runs-start")).to_contain_text(alike)
    expect(rows(visitor)).to_have_count(5)
    value = re.findall(r"α = ([\d.]+)", sentence)[0]
    costs = dict(
        zip(*(visitor.page.locator(f".dnn-sweep li {part}").all_inner_texts() for part in ("span", "b")), strict=True)
    )
    assert len(costs) == 5 and min(costs, key=lambda name: float(costs[name])) == f"α = {value}"
    visitor.page.wait_for_function(
        """names => document.querySelector('[data-role=chart]').data.filter(({ name, x }) => name && x.length > 1)
            .map(({ name }) => name).sort().join() === names""",
        arg=",".join(sorted(costs)),
        timeout=SOON,
    )
    assert visitor.page.locator(".dnn-sweep canvas:visible").count() == 5
    visitor.page.locator("[data-sweep=open]").click()
    visitor.wait_for_link("learning_rate", value)
    visitor.wait_for_iteration(300)
    assert visitor.errors == []


def test_one_that_diverges_is_named_and_the_others_go_on(visit: Visit) -> None:
    visitor = visit("?data=plane&hidden=4.linear&iterations=400&pace=full")
    visitor.press("try_several")
    form = visitor.page.locator(".dnn-sweep-form")
    form.locator("[name=values]").first.fill("0.01, 1000")
    form.locator("[type=submit]").click()
    assert re.search(
        r"Best after 400 iterations: α = 0.01 .*α = 1000 diverged at iteration \d+\.", wait_for_result(visitor)
    )


def test_several_seeds_are_drawn_with_their_range(visit: Visit) -> None:
    visitor = visit(SHORT)
    begin(visitor)
    wait_for_result(visitor)
    visitor.page.get_by_role("button", name="Try 5 seeds").click()
    expect(rows(visitor)).to_have_count(30, timeout=SOON)
    wait_for_result(visitor)
    expect(visitor.shows("sweep-luck")).to_have_text(re.compile("spread of the seeds|ranges of the seeds overlap"))
    visitor.page.wait_for_function(
        "() => document.querySelector('[data-role=chart]').data.filter(({ fill }) => fill === 'tonexty').length === 5",
        timeout=SOON,
    )
    assert visitor.page.evaluate("document.querySelector('[data-role=chart]')._fullLayout.xaxis.range[1]") >= 300
    assert "–" in visitor.page.locator(".dnn-sweep li b").first.inner_text()


def test_options_are_ticked_and_what_is_wrong_is_said(visit: Visit) -> None:
    visitor = visit(SHORT)
    visitor.press("try_several")
    form = visitor.page.locator(".dnn-sweep-form")
    form.locator("[name=choice]").first.select_option("activation")
    expect(form.locator("[type=checkbox]:checked")).to_have_count(4)
    expect(form.locator("[type=submit]")).to_have_text("Train 4 runs")
    for _ in range(3):
        form.locator("[type=checkbox]:checked").last.uncheck()
    expect(form.locator("[data-role=sweep-problem]")).to_have_text("Expected 2 to 8 values, got 1.")
    expect(form.locator("[type=submit]")).to_be_disabled()
    form.locator("[name=choice]").first.select_option("batch_size")
    expect(form.locator("[name=values]").first).to_have_value("full, 256, 64, 16")
    form.locator("[name=values]").first.fill("fast, 3")
    expect(form.locator("[data-role=sweep-problem]")).to_contain_text("Expected numbers separated by commas")
    form.locator("[name=values]").first.fill("64, 0")
    form.locator("[type=submit]").click()
    expect(visitor.shows("runs-message")).to_contain_text("Expected batch_size to be", timeout=SOON)
    form.get_by_role("button", name="Cancel").click()
    expect(form).to_be_hidden()


GRIDS = {"en": ("Learning rate α × L2 regularisation λ", ", "), "zh": ("学习率 α × L2 正则化系数 λ", "、")}


@pytest.mark.parametrize("language", GRIDS)
def test_two_settings_at_once_make_a_heat_map_whose_cells_can_be_opened(visit: Visit, language: str) -> None:
    title, comma = GRIDS[language]
    visitor = visit(f"{SHORT}&lang={language}")
    visitor.press("try_several")
    form = visitor.page.locator(".dnn-sweep-form")
    form.locator("[name=choice]").last.select_option("l2")
    form.locator("[name=values]").first.fill("0.03, 0.3, 1000")
    form.locator("[name=values]").last.fill("0, 1")
    form.locator("[name=seeds]").select_option("5")
    expect(form.locator("[type=submit]")).to_contain_text("30")
    form.locator("[name=seeds]").select_option("1")
    form.locator("[type=submit]").click()
    visitor.page.wait_for_selector("[data-role=sweep-progress]", state="hidden", timeout=LONG)
    expect(visitor.shows("sweep-title")).to_have_text(title)
    cells = visitor.page.locator(".dnn-sweep [data-cell]")
    expect(cells).to_have_count(6)
    expect(visitor.page.locator("[data-cell].dnn-sweep-best")).to_have_count(1)
    costs = [float(text) for text in cells.all_inner_texts() if re.fullmatch(r"[\d.]+", text)]
    assert len(costs) >= 4  # the largest rate diverges, or comes to a cost with a power of ten
    best = visitor.page.locator("[data-cell].dnn-sweep-best")
    assert float(best.inner_text()) == min(costs)
    assert str(best.get_attribute("data-cell")) in visitor.shows("sweep-sentence").inner_text()
    cells.first.click()
    visitor.page.keyboard.press("ArrowDown")
    chosen = visitor.page.locator("[data-cell][aria-pressed=true]")
    expect(chosen).to_have_attribute("data-cell", f"α = 0.03{comma}λ = 1")
    expect(visitor.page.locator(".dnn-sweep-cell canvas")).to_be_visible(timeout=SOON)
    visitor.page.locator("[data-sweep=open_cell]").click()
    visitor.wait_for_link("l2", "1")
    visitor.wait_for_link("learning_rate", "0.03")
    visitor.wait_for_iteration(300)
    assert visitor.errors == []


def test_more_runs_than_a_sweep_may_have_are_not_begun(visit: Visit) -> None:
    visitor = visit(SHORT)
    visitor.press("try_several")
    form = visitor.page.locator(".dnn-sweep-form")
    form.locator("[name=choice]").last.select_option("seed")
    form.locator("[name=seeds]").select_option("5")
    expect(form.locator("[data-role=sweep-problem]")).to_have_text(
        "Expected at most 64 runs at once, got 125; try fewer values or fewer seeds."
    )
    expect(form.locator("[type=submit]")).to_be_disabled()
    form.locator("[name=choice]").last.select_option("")
    expect(form.locator("[type=submit]")).to_have_text("Train 25 runs")


def test_the_visitor_s_own_run_goes_on_and_the_others_are_paused_and_ended(visit: Visit) -> None:
    visitor = visit("?iterations=1000000&pace=100")
    visitor.press("train")
    visitor.wait_for_iteration(20)
    begin(visitor)
    expect(rows(visitor)).to_have_count(6, timeout=SOON)
    here = int(visitor.value("iteration"))
    visitor.wait_for_iteration(here + 50)
    visitor.page.locator("[data-sweep=pause]").click()
    expect(visitor.page.locator("[data-sweep=pause]")).to_have_text("Continue", timeout=SOON)
    visitor.wait_for_iteration(here + 100)
    visitor.page.locator("[data-sweep=cancel]").click()
    expect(rows(visitor)).to_have_count(1, timeout=SOON)
    expect(visitor.page.locator(".dnn-sweep")).to_be_hidden()


def test_a_sweep_is_there_after_a_restart(start_server: Callable[..., Server], visit: Visit, tmp_path: object) -> None:
    server = start_server(DNN_STORE="database", DNN_DATA=str(tmp_path))
    visitor = visit(SHORT, url=server.url)
    begin(visitor)
    sentence = wait_for_result(visitor)
    expect(visitor.shows("runs-limit")).not_to_contain_text("end with the server")
    server.end()
    start_server(port=int(server.url.rsplit(":", 1)[1]), DNN_STORE="database", DNN_DATA=str(tmp_path))
    visitor.open(SHORT)
    assert wait_for_result(visitor) == sentence
    expect(rows(visitor)).to_have_count(5)


def test_the_form_is_opened_by_its_key(visit: Visit) -> None:
    visitor = visit(SHORT)
    train(visitor)
    visitor.page.keyboard.press("v")
    expect(visitor.page.locator(".dnn-sweep-form")).to_be_visible(timeout=SOON)
