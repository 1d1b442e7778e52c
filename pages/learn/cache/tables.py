"""Tables of the benefit and the cost of the cache: multiply-adds and time of each layer, bytes of each array; and of
the activation functions with g' from a alone."""

from __future__ import annotations

from collections.abc import Mapping

from dnn.activations import ACTIVATIONS
from dnn.lessons.activation_slope import lost_from, unit_slope
from dnn.lessons.recomputation import WAYS, Shape, Timing, held_bytes, layer_bytes, layer_work
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, say, strong

ON, OFF = "everything", "nothing"


def work_table(shape: Shape, m: int, timing: Timing, chosen: int) -> str:
    """Multiply-adds and time of every layer with the cache and without, and in all; the chosen layer in bold."""
    on, off = (layer_work(way, shape.sizes, m) for way in (ON, OFF))
    times = {way: timing.seconds.get((shape, way)) for way in (ON, OFF)}
    rows = []
    for with_cache, without in zip(on, off, strict=True):
        l = with_cache.l
        seconds = [None if each is None else each[l - 1] for each in times.values()]
        row = [str(l), *_compared(with_cache.total, without.total, *seconds)]
        row.insert(3, f"{without.again:,}")
        rows.append([strong(cell) for cell in row] if l == chosen else row)
    totals = sum(each.total for each in on), sum(each.total for each in off)
    whole = [None if each is None else sum(each) for each in times.values()]
    last = [_("in all"), *_compared(*totals, *whole)]
    last.insert(3, f"{sum(each.again for each in off):,}")
    rows.append([strong(cell) for cell in last])
    heads = (
        *(_("layer"), _("multiply-adds, cache on"), _("cache off"), _("of these, recomputed"), _("off / on")),
        *(_("time, cache on"), _("cache off"), _("off / on")),
    )
    return markdown(heads, rows, "lrrrrrrr")


def _compared(on: int, off: int, seconds_on: float | None, seconds_off: float | None) -> list[str]:
    times = ["–", "–", "–"]
    if seconds_on is not None and seconds_off is not None:
        times = [duration(seconds_on), duration(seconds_off), f"{seconds_off / seconds_on:.2f}"]
    return [f"{on:,}", f"{off:,}", f"{off / on:.2f}", *times]


def duration(seconds: float) -> str:
    """ "34 µs", "1.52 ms" """
    return f"{seconds * 1e6:,.0f} µs" if seconds < 1e-3 else f"{seconds * 1e3:,.3g} ms"


def memory_table(shape: Shape, m: int, itemsize: int) -> str:
    """Bytes of X, Z and A, each and together, and of W and b, per layer and in all."""
    rows = layer_bytes(shape.sizes, m, itemsize)
    lines = [
        [
            "$0$: $X$" if row.l == 0 else f"${row.l}$",
            "–" if row.l == 0 else f"{row.Z:,}",
            f"{row.A:,}",
            f"{row.Z + row.A:,}",
            "–" if row.l == 0 else f"{row.parameters:,}",
        ]
        for row in rows
    ]
    Z, A = sum(row.Z for row in rows), sum(row.A for row in rows)
    totals = (Z, A, Z + A, sum(row.parameters for row in rows))
    lines.append([strong(cell) for cell in (_("in all"), *(f"{total:,}" for total in totals))])
    heads = (
        *(_("layer"), _("$Z^{[l]}$, bytes"), _("$A^{[l]}$, bytes"), _("Z and A, bytes")),
        _("$W^{[l]},\\,b^{[l]}$, bytes, kept anyway"),
    )
    return markdown(heads, lines, "lrrrr")


def ways_table(shape: Shape, m: int, itemsize: int, timing: Timing) -> str:
    """The four ways: bytes held, multiply-adds, time."""
    rows = []
    for way, entry in WAYS.items():
        seconds = timing.total(shape, way)
        rows.append(
            [
                say(entry.title),
                f"{held_bytes(way, shape.sizes, m, itemsize):,}",
                f"{sum(work.total for work in layer_work(way, shape.sizes, m)):,}",
                "–" if seconds is None else duration(seconds),
            ]
        )
    heads = (_("what forward propagation keeps"), _("bytes kept"), _("multiply-adds"), _("time"))
    return markdown(heads, rows, "lrrr")


def activation_table(chosen: str, z: float, precision: str) -> str:
    """All activation functions: g', g' with a alone, and both at the unit's z."""
    rows = []
    for name, entry in ACTIVATIONS.items():
        unit = unit_slope(name, z, precision)
        title = say(entry.title)
        rows.append(
            [
                strong(title) if name == chosen else title,
                f"${entry.derivative_latex}$",
                _no() if entry.derivative_from_output is None else _yes(entry.derivative_from_output_latex),
                f"{unit.a:.4g}",
                f"{unit.slope:.4g}",
                "–" if unit.slope_from_output is None else f"{unit.slope_from_output:.4g}",
                _lost(*lost_from(name, precision)),
            ]
        )
    heads = (
        *(_("Activation"), _("slope $g'(z)$"), _("$g'$ from $a$ alone?")),
        *(_("value of $a$"), _("value of $g'(z)$"), _("$g'$ from $a$"), _("rounds to 0 from")),
    )
    return markdown(heads, rows, "lllrrrl")


def _yes(formula: str) -> str:
    return f":material/check: ${formula}$"


def _no() -> str:
    return ":material/close: " + _("two $z$ have the same $a$")


def _lost(below: float | None, above: float | None) -> str:
    """The ranges of z, below and above 0, in which no digit is left."""
    if below is not None and above is not None and abs(below + above) < 0.005:
        return rf"$\lvert z\rvert\ge {above:.4g}$"
    sides = [rf"$z\le {below:.4g}$" if below is not None else "", rf"$z\ge {above:.4g}$" if above is not None else ""]
    return ", ".join(filter(None, sides)) or "–"


def totals(shape: Shape, m: int) -> Mapping[str, int]:
    """Multiply-adds in all, by way."""
    return {way: sum(work.total for work in layer_work(way, shape.sizes, m)) for way in WAYS}
