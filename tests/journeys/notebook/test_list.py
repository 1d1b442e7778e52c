"""Every run is stored by itself: the list below the chart, curves beside one another, the ghost of the run before."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.notebook.runs_list import SHORT, Visit, act, bits, drawn, other, row, rows, train, wait_for_curve
from tests.journeys.visitor import PHONE, SOON

WORDS = {
    "en": ("Runs", "baseline", "Before: α 0.1 → 0.3", "Same weights at iteration 0", "Learning rate α, exactly"),
    "zh": ("训练记录", "基准", "上一次：α 0.1 → 0.3", "第 0 次迭代时权重相同", "学习率 α（精确值）"),
}


@pytest.mark.parametrize("language", WORDS)
def test_runs_are_listed_by_themselves_by_what_differs(visit: Visit, language: str) -> None:
    visitor = visit(f"{SHORT}&lang={language}")
    heading, baseline, ghost, alike, exactly = WORDS[language]
    expect(visitor.page.locator(".dnn-runs")).to_be_hidden()
    first = train(visitor)
    expect(visitor.page.locator(".dnn-runs h2")).to_contain_text(heading)
    expect(rows(visitor)).to_have_count(1)
    visitor.enter(exactly, 0.3)
    visitor.wait_for_link("learning_rate", "0.3")
    assert train(visitor) == first  # the same run, begun again; its course before is a run of its own
    expect(rows(visitor)).to_have_count(2)
    before = other(visitor, first)
    expect(row(visitor, before).locator("th button")).to_have_text(baseline)
    expect(row(visitor, first).locator("th button")).to_have_text("α 0.1 → 0.3")
    heads = visitor.page.locator(".dnn-runs thead button").all_inner_texts()
    assert "α" in heads and not {"Units", "节点数", "λ"} & set(heads)
    expect(visitor.page.locator(".dnn-ghost")).to_contain_text(ghost)
    wait_for_curve(visitor, f"ghost-{before}")
    row(visitor, before).locator("input").check()
    wait_for_curve(visitor, f"run-{before}")
    expect(visitor.shows("runs-start")).to_contain_text(alike)
    assert visitor.errors == []


def test_the_ghost_is_toggled_by_a_key_and_stays_away_once_it_is_dismissed(visit: Visit) -> None:
    visitor = visit(SHORT)
    train(visitor)
    visitor.press("reset")
    ghost = visitor.page.locator(".dnn-ghost")
    expect(ghost).to_contain_text("Before: same settings", timeout=SOON)
    before = other(visitor, visitor.link["run"])
    wait_for_curve(visitor, f"ghost-{before}")
    assert drawn(visitor)[f"ghost-{before}"]["points"] == 300
    visitor.page.keyboard.press("g")
    wait_for_curve(visitor, f"ghost-{before}", is_there=False)
    expect(ghost.locator("[data-ghost=toggle]")).to_have_attribute("aria-pressed", "false")
    visitor.page.keyboard.press("g")
    wait_for_curve(visitor, f"ghost-{before}")
    ghost.get_by_role("button", name="Take the curve").click()
    expect(ghost).to_be_hidden()
    visitor.wait_for_page()
    visitor.page.reload()
    expect(rows(visitor)).to_have_count(1, timeout=SOON)
    expect(ghost).to_be_hidden()


def test_the_ghost_of_another_network_is_there_before_its_first_iteration(visit: Visit) -> None:
    visitor = visit(SHORT)
    first = train(visitor)
    visitor.page.locator("[data-arrange=add_layer]").click()
    expect(visitor.page.locator(".dnn-ghost")).to_contain_text("Units 8 · 5 → 8 · 5 · 5", timeout=SOON)
    wait_for_curve(visitor, f"ghost-{first}")
    second = train(visitor)
    assert second != first and f"ghost-{first}" in drawn(visitor)
    expect(rows(visitor)).to_have_count(2)


def test_a_row_and_its_curve_are_one(visit: Visit) -> None:
    visitor = visit(SHORT)
    first = train(visitor)
    visitor.press("new_weights")
    train(visitor)
    stored = other(visitor, first)
    row(visitor, stored).locator("input").check()
    wait_for_curve(visitor, f"run-{stored}")
    row(visitor, stored).hover()
    width = f"document.querySelector('[data-role=chart]').data.find(({{ uid }}) => uid === 'run-{stored}').line.width"
    visitor.page.wait_for_function(f"() => {width} > 3", timeout=SOON)
    row(visitor, first).hover()
    visitor.page.wait_for_function(f"() => {width} < 3", timeout=SOON)
    at = visitor.page.evaluate(
        """uid => {
            const chart = document.querySelector('[data-role=chart]');
            chart.scrollIntoView({ block: 'center' });
            const { xaxis, yaxis } = chart._fullLayout;
            const { x, y } = chart.data.find((trace) => trace.uid === uid);
            const box = chart.getBoundingClientRect();
            const others = chart.data.filter((trace) => trace.uid !== uid && trace.visible !== 'legendonly');
            const away = (i) => Math.min(...others.map((other) => Math.abs(other.y[other.x.indexOf(x[i])] - y[i]))
                .filter(Number.isFinite));
            let at = 10;  // where it is farthest from the other curves, which are of weights drawn anew each time
            for (let i = 10; i < x.length - 10; i++) if (away(i) > away(at) && away(i) < Infinity) at = i;
            return [box.left + xaxis._offset + xaxis.d2p(x[at]), box.top + yaxis._offset + yaxis.d2p(y[at])];
        }""",
        f"run-{stored}",
    )
    visitor.page.mouse.move(*at)
    expect(row(visitor, stored)).to_have_class("dnn-runs-marked", timeout=SOON)


def test_a_click_brings_a_run_back_with_weights_and_curve_and_it_can_be_branched(visit: Visit) -> None:
    visitor = visit(f"{SHORT}&batch_size=32&optimizer=adam")
    first = train(visitor)
    before = bits(visitor)
    visitor.page.locator("[data-arrange=remove_layer]").click()
    visitor.wait_for_link("hidden", "8.tanh")
    second = train(visitor)
    act(visitor, first, "open")
    visitor.wait_for_link("run", first)
    assert bits(visitor) == before and "hidden" not in visitor.link
    act(visitor, first, "branch")
    expect(rows(visitor)).to_have_count(3, timeout=SOON)
    branch = visitor.link["run"]
    assert branch not in (first, second) and bits(visitor) == before
    expect(row(visitor, branch)).to_contain_text("branch of #1 at iteration 300", timeout=SOON)
    visitor.enter("Iterations", 400)
    train(visitor)
    visitor.page.get_by_role("button", name="Undo", exact=True).click()  # back to the run that it is a branch of
    visitor.wait_for_link("run", first)


def test_names_notes_and_stars_are_written_and_shown_as_they_are(visit: Visit) -> None:
    visitor = visit(SHORT)
    run = train(visitor)
    act(visitor, run, "edit")
    visitor.page.get_by_label("Name", exact=True).fill("<b>*mine*</b> & $x$")
    visitor.page.get_by_label("Note", exact=True).fill("one\n[two](https://example.org)")
    visitor.page.get_by_role("button", name="Save", exact=True).click()
    expect(row(visitor, run).locator("th button")).to_have_text("<b>*mine*</b> & $x$", timeout=SOON)
    expect(row(visitor, run).locator("th p")).to_have_text("one\n[two](https://example.org)")
    act(visitor, run, "star")
    star = row(visitor, run).locator("[data-run-action=star]")
    expect(star).to_have_attribute("aria-pressed", "true", timeout=SOON)
    visitor.press("new_weights")
    train(visitor)
    visitor.page.get_by_role("button", name="Starred", exact=True).click()
    expect(rows(visitor)).to_have_count(1)
    stored = rows(visitor).get_attribute("data-run")
    visitor.page.get_by_role("button", name="Starred", exact=True).click()
    row(visitor, str(stored)).locator("input").check()
    wait_for_curve(visitor, f"run-{stored}")
    expect(visitor.page.locator(".legendtext", has_text="<b>*mine*</b> & $x$")).to_be_visible(timeout=SOON)
    visitor.wait_for_page()
    visitor.page.reload()
    expect(row(visitor, str(stored)).locator("th button")).to_have_text("<b>*mine*</b> & $x$", timeout=SOON)


def test_a_deleted_run_can_be_had_back_and_all_of_them_are_gone_for_good(visit: Visit) -> None:
    visitor = visit(SHORT)
    first = train(visitor)
    visitor.press("new_weights")
    train(visitor)
    stored = other(visitor, first)
    act(visitor, stored, "delete")
    expect(rows(visitor)).to_have_count(1, timeout=SOON)
    assert visitor.page.request.get(f"{visitor.app_url}/api/runs/{stored}/curve").status == 404
    message = visitor.shows("runs-message")
    expect(message).to_contain_text("Run #1 was deleted.")
    message.get_by_role("button", name="Undo").click()
    expect(rows(visitor)).to_have_count(2, timeout=SOON)
    visitor.page.get_by_role("button", name="Delete all my runs, tables and lessons").click()
    expect(visitor.shows("runs-confirm")).to_contain_text("Delete 2 runs and all your tables and lessons for good?")
    visitor.page.get_by_role("button", name="Cancel", exact=True).click()
    expect(rows(visitor)).to_have_count(2)
    visitor.page.get_by_role("button", name="Delete all my runs, tables and lessons").click()
    visitor.page.get_by_role("button", name="Delete for good").click()
    expect(visitor.page.locator(".dnn-runs")).to_be_hidden(timeout=SOON)
    for run in (first, stored):
        assert visitor.page.request.get(f"{visitor.app_url}/api/runs/{run}/curve").status == 404


def test_rows_are_sorted_and_found(visit: Visit) -> None:
    visitor = visit(SHORT)
    train(visitor)
    for _ in range(2):
        visitor.press("new_weights")
        train(visitor)
    costs = visitor.page.locator(".dnn-runs td[data-column=train_cost] > :first-child")
    head = visitor.page.locator(".dnn-runs th").filter(has_text="train cost")
    for direction, is_reversed in (("ascending", False), ("descending", True)):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", direction)
        shown = [float(text.split()[0]) for text in costs.all_inner_texts()]
        assert shown == sorted(shown, reverse=is_reversed) and len(set(shown)) == 3
    expect(visitor.page.locator(".dnn-runs td[data-column=train_cost] strong")).to_have_count(1)
    visitor.page.get_by_placeholder("Find a run").fill("baseline")
    expect(rows(visitor)).to_have_count(1)
    visitor.page.get_by_placeholder("Find a run").fill("")
    expect(rows(visitor)).to_have_count(3)


@pytest.mark.parametrize("axis", ["epochs", "examples", "seconds"])
def test_the_chart_counts_what_is_asked_for(visit: Visit, axis: str) -> None:
    visitor = visit(f"{SHORT}&batch_size=100")
    train(visitor)
    visitor.shows("axis").select_option(axis)
    visitor.wait_for_link("axis", axis)
    last = "document.querySelector('[data-role=chart]').data.find(({ uid }) => uid === 'train').x.at(-1)"
    m, batches = 350, 4
    expected = {"epochs": 300 / batches, "examples": 300 * m / batches}
    visitor.page.wait_for_function(f"() => {last} !== 300", timeout=SOON)
    found = visitor.page.evaluate(last)
    assert found == expected[axis] if axis in expected else 0 < found < 60
    visitor.wait_for_page()
    visitor.page.reload()
    expect(visitor.shows("axis")).to_have_value(axis, timeout=SOON)


def test_on_a_phone_the_list_scrolls_within_itself(visit: Visit) -> None:
    visitor = visit(SHORT, size=PHONE, touch=True)
    run = train(visitor)
    visitor.page.locator(".dnn-runs").scroll_into_view_if_needed()
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    act(visitor, run, "star")
    expect(row(visitor, run).locator("[data-run-action=star]")).to_have_attribute("aria-pressed", "true", timeout=SOON)


def test_what_is_chosen_stands_in_the_link_and_changes_nobody_else_s_list(visit: Visit) -> None:
    visitor = visit(SHORT)
    train(visitor)
    visitor.press("new_weights")
    second = train(visitor)
    first = other(visitor, second)
    row(visitor, first).get_by_role("checkbox").check()
    visitor.page.locator(".dnn-runs [data-measure=test]").click()
    visitor.wait_for_link("curves", first[:8])
    visitor.wait_for_link("measure", "test")
    wait_for_curve(visitor, f"run-{first}")
    link = f"?{visitor.query}"
    visitor.page.evaluate("() => localStorage.removeItem('dnn-runs')")
    visitor.open(link)
    wait_for_curve(visitor, f"run-{first}")
    expect(visitor.page.locator(".dnn-runs [data-measure=test]")).to_have_attribute("aria-pressed", "true")
    act(visitor, second, "baseline")
    visitor.wait_for_link("baseline", second[:8])
    other_visitor = visit(SHORT)
    train(other_visitor)
    other_visitor.press("new_weights")
    own = other(other_visitor, train(other_visitor))
    row(other_visitor, own).get_by_role("checkbox").check()
    other_visitor.wait_for_link("curves", own[:8])
    other_visitor.open(link)
    wait_for_curve(other_visitor, f"run-{own}")
    assert other_visitor.errors == []
