"""The tables of the guide for lessons, made of what the reader takes; `python -m tests.lesson_guide` writes them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from dnn.configuration import RunConfig
from dnn.configuration.variations import VARIATIONS
from dnn.errors import ConfigurationError
from dnn.lessons.path.experiments import EXPERIMENTS, facts_of
from dnn.lessons.path.questions import QUESTIONS
from dnn.text.messages import Text
from pages.locale.languages import translations
from tests.conftest import ROOT
from tests.dnn.lesson_files.whole_lesson import SECTIONS

GUIDES = {"en": "docs/lessons.md", "zh": "docs/lessons.zh.md"}
NETWORK = RunConfig.from_dict(
    {
        "dataset": {"name": "circles", "samples": 60},
        "architecture": {"hidden": [{"units": 3, "activation": "tanh"}]},
        "hyperparameters": {"iterations": 3},
    }
)
"""A network that every experiment can be made with."""
TITLES: dict[str, tuple[str, str]] = {
    "the lesson": ("the lesson", "一课"),
    "a step": ("a step, an entry of `steps`", "一步：`steps` 的一项"),
    "try": ("`try`", "`try`"),
    "a run": ("a run, an entry of `runs`", "一次运行：`runs` 的一项"),
    "predict a number": ("`predict`, `kind: number`", "`predict`，`kind: number`"),
    "predict a choice": ("`predict`, `kind: choice`", "`predict`，`kind: choice`"),
    "predict an order": ("`predict`, `kind: order`", "`predict`，`kind: order`"),
    "predict a curve": ("`predict`, `kind: curve`", "`predict`，`kind: curve`"),
    "predict an answer": ("`predict`, `kind: question`", "`predict`，`kind: question`"),
    "see": ("`see`", "`see`"),
    "a choice of see": ("a choice of `see`", "`see` 的一个选项"),
    "a choice of predict": ("a choice of `predict`", "`predict` 的一个选项"),
    "a condition": ("a condition, `when` and `until`", "条件：`when` 与 `until`"),
    "a question": ("a question, an entry of `check`, and `ask`", "一道题：`check` 的一项，以及 `ask`"),
}
MEANINGS: dict[str, tuple[str, str]] = {
    "the lesson/title": ("what it is about", "标题"),
    "the lesson/aim": ("what a learner can do afterwards, in one sentence", "学完能做什么，一句话"),
    "the lesson/minutes": ("about how long it takes, 1 to 6", "大约几分钟，1 至 6"),
    "the lesson/configuration": (
        "the network and its data, as the JSON of a run has them (Take away → Configuration)",
        "网络与数据，写法与一次运行的 JSON 相同（带走 → 配置）",
    ),
    "the lesson/units": (
        "for each hidden layer the fewest and the most units; each learner's are drawn",
        "每个隐藏层的节点数范围；每位学生各自抽取",
    ),
    "the lesson/left_out_seeds": (
        "seeds whose network does not show it; yours are 0 to 3",
        "不合适的种子；自编课可用 0 至 3",
    ),
    "the lesson/steps": ("1 to 6 steps", "1 至 6 步"),
    "a step/title": ("what it is about", "标题"),
    "a step/text": ("what has to be known before, half a page at most", "事先须知，至多半页"),
    "a step/page": (
        "the page that shows the same freely, by its address, `train` say",
        "可自由探索同一内容的页面地址，如 `train`",
    ),
    "a step/configuration": ("sections that differ from the lesson's", "与全课不同的配置小节"),
    "a step/predict": ("what the learner commits to first", "学生先作的预测"),
    "a step/try": ("the experiment", "实验"),
    "a step/see": ("what was seen, asked before anything is explained", "看到了什么（先问，后解释）"),
    "a step/explain": ("what is said after that", "随后的解释"),
    "a step/check": ("up to 4 questions about the learner's own network", "至多 4 道关于自己网络的题"),
    "a step/extra": ("a task for who is ahead", "学有余力者的任务"),
    "try/experiment": ("one of the table of experiments", "下面实验表中的一个"),
    "try/task": ("what the learner is to do", "学生要做的事"),
    "try/options": ("those of the experiment", "实验的选项"),
    "try/runs": ("up to 8 runs side by side, of the experiment `runs` alone", "并排的至多 8 次运行，只用于实验 `runs`"),
    "try/controls": (
        "what the learner may change: a name, and 2 to 12 values; all else is locked",
        "学生可改的设置：名称与 2 至 12 个值；其余锁定",
    ),
    "try/until": ("the condition under which the task is done", "任务完成的条件"),
    "try/lines": ("facts that stand as lines on the chart, each with its words", "图中作为横线的实验结果，各附文字"),
    "a run/label": ("what it is called", "名称"),
    "a run/changes": ("sections of the configuration that differ", "不同的配置小节"),
    "a run/value": ("the number that was tried, for questions", "所试的数，供题目使用"),
    "a run/seed_shift": ("1, 2, … for other weights than the learner's own, up to 20", "1、2……：换一组权重，至多 20"),
    "see/question": ("what is asked", "问题"),
    "see/choices": (
        "2 to 6 sentences of which exactly one is what the experiment shows",
        "2 至 6 句，其中恰有一句是实验所示",
    ),
    "a choice of see/text": ("the sentence", "句子"),
    "a choice of see/because": ("why it is right or wrong", "为什么对或错"),
    "a choice of see/when": ("the condition under which it is right", "何时为对"),
    "a choice of see/right": ("`true` where it is right whatever is found", "无论实验结果如何都对时写 `true`"),
    "a condition/fact": ("a fact of the experiment", "一个实验结果的名称"),
    "a condition/above": ("it is larger: than a number, or than another fact", "大于一个数或另一个结果"),
    "a condition/below": ("it is smaller, likewise", "小于，同上"),
    "a condition/equals": ("it is this number or this word", "等于这个数或这个词"),
    "a condition/times": ("multiplies the other fact, 0.85 say", "另一个结果要乘的数，如 0.85"),
    "a question/kind": ("one of the table of questions", "下面题目表中的一种"),
    "a question/options": ("its options; what is left out is drawn", "其选项；不写的随机抽取"),
}
for _kind in ("a number", "a choice", "an order", "a curve", "an answer"):
    MEANINGS |= {
        f"predict {_kind}/kind": ("how it is predicted", "预测的方式"),
        f"predict {_kind}/question": ("what is asked", "问题"),
    }
MEANINGS |= {
    "predict a number/fact": ("the fact that is predicted", "所预测的实验结果"),
    "predict a number/from": ("the left end of the slider", "滑块左端"),
    "predict a number/to": ("its right end", "滑块右端"),
    "predict a number/step": ("between two of its values, at most 1,000 of them", "步长，至多 1000 步"),
    "predict a number/unit": ("what stands behind the number", "数后的单位"),
    "predict a choice/choices": ("2 to 6 sentences; reasons may be left out", "2 至 6 句；理由可不写"),
    "predict an order/fact": (
        "the fact by which the runs are ordered, `final_cost` say",
        "排序所依的结果，如 `final_cost`",
    ),
    "predict an answer/ask": ("the question whose answer is predicted", "以其答案为预测的题"),
}
for _key in ("text", "because", "when", "right"):
    MEANINGS[f"a choice of predict/{_key}"] = MEANINGS[f"a choice of see/{_key}"]
KINDS: dict[str, tuple[str, str]] = {
    "a text": ("text", "文本"),
    "a number": ("number", "数"),
    "whole": ("whole number", "整数"),
    "a list": ("list", "列表"),
    "a section": ("section", "小节"),
    "true or false": ("true or false", "true 或 false"),
    "a number, or the name of a fact": ("number, or name of a fact", "数，或实验结果的名称"),
}
HEADS: dict[str, tuple[str, str]] = {
    "keys": ("| section | key | | takes | meaning |", "| 小节 | 键 | | 取值 | 含义 |"),
    "experiments": ("| experiment | options | facts |", "| 实验 | 选项 | 实验结果 |"),
    "controls": ("| control | values |", "| 控件 | 取值 |"),
    "questions": ("| question | what is asked | options |", "| 题目 | 所问 | 选项 |"),
}
NEEDED = ("needed", "必需")
NONE = "–"


def tables(language: str) -> dict[str, str]:
    """Every table of the guide in a language, by its name."""
    rows = {
        "keys": _key_rows(language),
        "experiments": _experiment_rows(language),
        "controls": _control_rows(language),
        "questions": _question_rows(language),
    }
    return {name: _table(HEADS[name][_at(language)], rows[name]) for name in rows}


def _at(language: str) -> int:
    return list(GUIDES).index(language)


def _table(head: str, rows: Iterable[Iterable[str]]) -> str:
    lines = [head, "|" + " --- |" * (head.count("|") - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _key_rows(language: str) -> list[list[str]]:
    at, rows = _at(language), []
    for section, (_path, keys, needed) in SECTIONS.items():
        for number, (key, (kind, _wrong)) in enumerate(keys.items()):
            title = TITLES[section][at] if number == 0 else ""
            meaning = MEANINGS[f"{section}/{key}"][at]
            rows.append([title, f"`{key}`", NEEDED[at] if key in needed else "", KINDS[kind][at], meaning])
    return rows


def _experiment_rows(language: str) -> list[list[str]]:
    rows = []
    for name, kind in EXPERIMENTS.items():
        checks = {option: each.check for option, each in kind.options.items()}
        found = facts_of(name, (NETWORK,), ("",), (), (1.0,))
        rows.append([f"`{name}`", _options(checks, language), _names(found)])
    return rows


def _names(facts: Mapping[str, Any]) -> str:
    """Names of facts, a number behind them as `_k`."""
    return ", ".join(dict.fromkeys(f"`{re.sub(r'_[0-9]+$', '_k', name)}`" for name in facts))


def _control_rows(language: str) -> list[list[str]]:
    rows = []
    for name, variation in VARIATIONS.items():
        values = ", ".join(f"`{value}`" for value, _title in variation.options)
        rows.append([f"`{name}`", values or variation.title.render(translations(language))])
    return rows


def _question_rows(language: str) -> list[list[str]]:
    say = translations(language)
    return [[f"`{name}`", kind.title.render(say), _options(kind.options, language)] for name, kind in QUESTIONS.items()]


def _options(checks: Mapping[str, Any], language: str) -> str:
    """Options with what each is expected to be, as its refusal says it."""
    return "; ".join(f"`{name}`: {_expected(name, check, language)}" for name, check in checks.items()) or NONE


def _expected(name: str, check: Any, language: str) -> str:
    try:
        check(name, [])
    except ConfigurationError as refused:
        expected = dict(refused.message.values)["expected"]
        assert isinstance(expected, Text)
        return expected.render(translations(language))
    raise AssertionError(f"{name} takes a list")


def marked(name: str) -> re.Pattern[str]:
    """The place of a table in a guide."""
    return re.compile(rf"(<!-- table: {name} -->\n).*?(?=\n<!-- end -->)", re.DOTALL)


def main() -> None:
    """Write the tables into the guides."""
    for language, guide in GUIDES.items():
        text = (ROOT / guide).read_text("utf-8")
        for name, table in tables(language).items():
            text, count = marked(name).subn(lambda found, table=table: found[1] + table, text)  # type: ignore[misc]
            assert count == 1, (guide, name)
        (ROOT / guide).write_text(text, "utf-8")
    sys.stdout.write(", ".join(GUIDES.values()) + "\n")


if __name__ == "__main__":
    main()
