"""What axe-core finds on the pages: nothing, in both languages, both themes, while training and with menus open.

On the way through the pages, which costs more than what is asked there, other things are asked of each as well.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from dnn.export import EXPORTS
from pages.locale.languages import LANGUAGES, translations
from pages.menu import APP, MENU, TRAIN, MenuEntry
from tests.journeys.visitor import ATTEMPTS, PHONE, SOON, Visitor
from tests.node_packages import installed

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EXCEPTIONS = {
    "label": "label:has(math) input",
    "region": "body > :not(#root), body > :not(#root) *",
    "list": "[data-testid=stSidebarNavItems]",
    "listitem": "[data-testid=stSidebarNavItems] li",
    "presentation-role-conflict": "[data-testid=stFileUploaderDropzone]",
}
"""Elements that keep to a rule, or are Streamlit's. axe reads no MathML, which is all the name of a choice that is a
formula alone. What Streamlit opens over the page, menus and lists, hangs on the body, beside the page's landmarks. Its
menu of pages on a telephone is a list of groups, each of them an element of no role with a heading and the entries; its
box for files has no role, and a name."""
CUT = {"label-content-name-mismatch": ".dnn-step-chart .block"}
"""Of a block that the edge of a telephone cuts in two axe reads what can be seen alone, which is no name."""
QUESTION = "set=1&question=5"
"""Its choices are formulas."""
COMPARISON = "compare=number.1*data.circles*iterations.20**number.2*learning_rate.0.3"
AT_REST = """() => document.getAnimations().every(({ effect, playState }) =>
  playState !== 'running' || effect.getComputedTiming().endTime === Infinity)"""
"""What fades in, or from one colour to another, has arrived; what pulses for ever may."""
RUN = """([only, exceptions]) => axe.run(document, {
  runOnly: only, resultTypes: ['violations'], rules: only.type === 'tag' ? { 'target-size': { enabled: true } } : {},
}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes
  .filter(({ target }) => !(id in exceptions && document.querySelector(target.at(-1))?.matches(exceptions[id])))
  .map(({ html, target, failureSummary }) => `${id}: ${html.slice(0, 200)} at ${target}: ${failureSummary}`)))"""
SMALL = """() => [...document.querySelectorAll('button, a, [role=button], [role=tab], [role=radio], input, select')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((element) => {
    const target = element.closest('label') ?? element, { width, height } = target.getBoundingClientRect();
    return width > 1 && (width < 24 || height < 24) && target.closest('.dnn-live, .dnn-step');
  })
  .map((element) => `${element.outerHTML.slice(0, 160)} is ${element.getBoundingClientRect().height} high`)"""
"""Targets of the live view and of the stepper that are smaller than 24 pixels either way."""
OPENERS = {
    "menu of pages": "[data-testid=stTopNav] button",
    "select": ".st-key-control_data button",
    "popover": ".st-key-more_hyperparameters button",
    "main menu": "[data-testid=stMainMenu] button",
    "links to share": ".st-key-share_button button >> visible=true",
    "files to bring in": ".st-key-bring_in_button button >> visible=true",
}
TABS = ("gradients", "activations", "network")
POPPED = "[role=menu], [role=listbox], [role=dialog], [data-testid=stPopoverBody], [data-testid=stMainMenuPopover]"
PICTURES = """() => [...document.querySelectorAll('.js-plotly-plot, canvas, svg')]
  .filter((picture) => picture.checkVisibility() && picture.getBoundingClientRect().width > 40)
  .filter((picture) => picture.matches('.js-plotly-plot') || !picture.parentElement.closest('.js-plotly-plot'))
  .filter((picture) => !picture.closest('#js-plotly-tester, [aria-hidden=true], button, [role=button], .katex'))
  .filter((picture) => {
    const named = picture.closest('[role=img], [role=figure], [role=group], [role=application]');
    return !named || !(named.getAttribute('aria-label') || named.getAttribute('aria-labelledby') || '').trim();
  }).map((picture) => `nameless: ${picture.outerHTML.slice(0, 200)}`)"""
"""Charts, canvases and drawings larger than an icon that have no name; in one, off the page, Plotly measures."""
TOO_WIDE = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => `${box.tagName} is ${box.scrollWidth} wide`)"""
"""The document and the box of the page that scrolls, where they scroll sideways."""
NARROW = ({"width": 320, "height": 640}, {"width": 720, "height": 450})
"""The smallest window, and one of 1,440 pixels that is magnified to 200 %."""
WORDS = """() => [...document.querySelectorAll('body *')].flatMap((element) => [
  element.children.length ? '' : element.textContent, element.value, element.title, element.placeholder,
  element.getAttribute('aria-label')]).filter((words) => typeof words === 'string' && words)"""
"""All words of the document, those in fields and names included."""
CHINESE = f"({WORDS})().some((words) => /[\\u4e00-\\u9fff]/.test(words.replaceAll('中文', '')))"
"""True while anything on the page is in Chinese, but the name of that language."""
STANDS = """(scheme) => {
  const app = document.querySelector('[data-testid=stApp]');
  const views = [...document.querySelectorAll('.dnn-live, .dnn-step, .dnn-live-plotly')];
  return getComputedStyle(app).colorScheme === scheme && app.dataset.testScriptState === 'notRunning'
    && views.every((view) => view.childElementCount > 0 && (view.dataset.done ?? 'true') === 'true');
}"""
"""The script has run, in a scheme's colours, and its live parts are drawn."""


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (installed() / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(
    page: Page, axe: str, rules: list[str] | None = None, exceptions: dict[str, str] = EXCEPTIONS
) -> list[str]:
    """What breaks the rules, or some of them alone, on a page as it stands."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe)
    page.wait_for_function(AT_REST, timeout=SOON)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found: list[str] = page.evaluate(RUN, [only, exceptions])
    return found


def settle(page: Page, scheme: str = "light") -> None:
    """Wait until a page stands, in the colours of a scheme."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SOON)
    page.wait_for_function(STANDS, arg=scheme, timeout=SOON)


def choose_language(page: Page, language: str) -> None:
    """Press the name of a language in the page's frame."""
    page.locator(".st-key-frame_header").get_by_text(LANGUAGES[language].name, exact=True).click(timeout=SOON)
    expect(page.locator("html")).to_have_attribute("lang", language, timeout=SOON)


def expect_words_of(page: Page, entry: MenuEntry, language: str) -> None:
    """The heading, the title and the language of the document are those of an entry of the menu."""
    catalogue = translations(language)
    heading = (entry.heading or entry.title).render(catalogue)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=SOON)
    expect(page).to_have_title(f"{entry.title.render(catalogue)} · {APP.render(catalogue)}", timeout=SOON)
    expect(page.locator("html")).to_have_attribute("lang", language, timeout=SOON)


def open_all(page: Page) -> None:
    """Open what is folded, and press the key that reaches what scrolls."""
    for heading in page.locator("[data-testid=stExpander] details:not([open]) > summary").all():
        heading.click(timeout=SOON)
    page.keyboard.press("Tab")


def prefer_dark(page: Page) -> None:
    """Let the browser prefer dark pages, which the app follows; again where Streamlit was not listening yet."""
    for _attempt in range(ATTEMPTS):
        page.emulate_media(color_scheme="dark")
        try:
            page.wait_for_function(STANDS, arg="dark", timeout=SOON / ATTEMPTS)
        except TimeoutError:
            page.emulate_media(color_scheme="light")
        else:
            return
    raise AssertionError(f"{page.url} never became dark")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("names", [tuple(MENU)[::2], tuple(MENU)[1::2]], ids=["one half", "the other"])
def test_no_page_breaks_a_rule(visit: Callable[..., Visitor], axe: str, names: tuple[str, ...]) -> None:
    """In the dark, where all but the colours is the same, the rules of contrast alone are run.

    Every picture has a name, too, the menu marks the group of the page, and another language reaches all words at once.
    """
    visitor = visit(page=None, locale="zh-CN")
    page, found = visitor.page, []
    for name in names:
        entry = MENU[name]
        page.emulate_media(color_scheme="light")
        page.goto(f"{visitor.url}/{'' if entry is TRAIN else name}?lang=zh&{QUESTION}&{COMPARISON}")
        for language in ("zh", "en"):
            if language == "en":
                choose_language(page, "en")
                page.wait_for_function(f"() => !{CHINESE}", timeout=SOON)
            expect_words_of(page, entry, language)
            settle(page)
            if language == "zh":
                visitor.expect_no_shift()
            group = [entry.group.render(translations(language))] if entry.group else []
            expect(page.get_by_test_id("stTopNav").locator("strong")).to_have_text(group)
            found += [f"{name}, {language}, light: {each}" for each in violations(page, axe)]
        page.wait_for_load_state("networkidle")
        found += [f"{name}: {each}" for each in page.evaluate(PICTURES)]
        prefer_dark(page)
        found += [f"{name}, dark: {each}" for each in violations(page, axe, ["color-contrast"])]
    if found:
        raise AssertionError("\n".join(found))


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh", "dark")])
def test_nor_while_training_with_menus_open(
    visit: Callable[..., Visitor], axe: str, language: str, scheme: str
) -> None:
    """The run is one of which the doctor has something to say."""
    visitor = visit(f"?lang={language}&iterations=1000000&learning_rate=10", theme=scheme)
    page, found = visitor.page, []
    settle(page, scheme)
    visitor.wait_for_picture()
    visitor.press("train")
    expect(page.locator("[data-role=doctor-summary] a")).to_be_visible(timeout=SOON)
    for tab in TABS:
        page.locator(f"[data-tab={tab}]").press("Enter")
        expect(page.locator(f"#dnn-net-panel-{tab}")).to_be_visible()
        page.keyboard.press("Tab")
        found += [f"training, {tab}: {each}" for each in violations(page, axe)]
        found += [f"training, {tab}: {each}" for each in page.evaluate(PICTURES)]
    for name, opener in OPENERS.items():
        page.locator(opener).first.click(timeout=SOON)
        expect(page.locator(POPPED).first).to_be_visible(timeout=SOON)
        found += [f"{name}: {each}" for each in violations(page, axe)]
        page.keyboard.press("Escape")
        expect(page.locator(POPPED)).to_have_count(0, timeout=SOON)
    if found:
        raise AssertionError("\n".join(found))


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh", "dark")])
def test_nor_in_what_is_shown_before_it_is_taken_away(
    visit: Callable[..., Visitor], axe: str, language: str, scheme: str
) -> None:
    """A text, a picture and a page that scrolls."""
    visitor = visit(f"?lang={language}&iterations=20", theme=scheme)
    page, found = visitor.page, []
    visitor.press("train")
    visitor.wait_for_status("finished")
    page.locator(".st-key-take_away_button button >> visible=true").first.click(timeout=SOON)
    for name, shown in (("numpy", "code:not(:empty)"), ("chart_png", ".picture img"), ("html", ".picture .page")):
        form = EXPORTS[name]
        if name != "numpy":
            page.locator(".st-key-take_away_form [data-testid=stSelectbox]").click(timeout=SOON)
            title = form.title.render(translations(language))
            page.locator("[role=listbox] [role=option]").get_by_text(title, exact=True).click(timeout=SOON)
        expect(page.locator(f".st-key-take_away {shown}").first).to_be_visible(timeout=SOON)
        page.keyboard.press("Tab")  # lets it reach what scrolls
        found += [f"{name}: {each}" for each in violations(page, axe)]
    if found:
        raise AssertionError("\n".join(found))


@pytest.mark.parametrize(("data", "scheme"), [("digits", "light"), ("breast_cancer", "dark")])
def test_nor_beside_a_run_that_has_ended(visit: Callable[..., Visitor], axe: str, data: str, scheme: str) -> None:
    """With mistaken examples, the card of a unit, and a weight that is refused."""
    visitor = visit(f"?lang=en&data={data}&iterations=20", theme=scheme)
    page = visitor.page
    visitor.press("train")
    visitor.wait_for_status("finished")
    expect(page.locator("[data-number]").first).to_be_visible(timeout=SOON)
    found = [f"mistaken examples: {each}" for each in violations(page, axe)]
    visitor.unit(1, 1).click()
    field = page.locator(".dnn-net-weights input").first
    field.fill("much")
    field.press("Enter")
    expect(page.locator(".dnn-net-expected")).to_be_visible()
    found += [f"a card: {each}" for each in violations(page, axe)]
    if found:
        raise AssertionError("\n".join(found))


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("locale", "languages", "names"),
    [("en-GB", ("en", "zh"), tuple(MENU)[::2]), ("zh-CN", ("zh", "en"), tuple(MENU)[1::2])],
    ids=["one half", "the other"],
)
def test_every_page_stands_on_a_telephone(
    visit: Callable[..., Visitor], axe: str, locale: str, languages: tuple[str, str], names: tuple[str, ...]
) -> None:
    """No rule is broken, with all that can be opened open; of everything that can be pressed 24 pixels each way are its
    own, in the other language too. Each page has one heading of the first order, its own title and the language of its
    document, is no wider than the telephone, and leaves no error in the console: in the language of the browser, in
    which it opens, and in the other one. Nor is it wider than narrower windows.
    """
    visitor = visit(page=None, locale=locale, size=PHONE, touch=True)
    page, found = visitor.page, []
    for name in names:
        page.goto(f"{visitor.url}/{'' if MENU[name] is TRAIN else name}?{QUESTION}&{COMPARISON}")
        for language in languages:
            if language != languages[0]:
                visitor.expect_no_shift()
                choose_language(page, language)
            settle(page)
            expect_words_of(page, MENU[name], language)
            assert (name, language, page.evaluate(TOO_WIDE)) == (name, language, [])
            assert visitor.errors == []
            if language == languages[0]:
                open_all(page)
            rules = None if language == languages[0] else ["target-size"]
            found += [f"{name}, {language}: {each}" for each in violations(page, axe, rules, EXCEPTIONS | CUT)]
            found += [f"{name}, {language}: {each}" for each in page.evaluate(SMALL)]
        for window in NARROW:
            page.set_viewport_size(window)
            fits = f"() => innerWidth === {window['width']} && ({TOO_WIDE})().length === 0"
            page.wait_for_function(fits, timeout=SOON)
        page.set_viewport_size(PHONE)
    if found:
        raise AssertionError("\n".join(found))
