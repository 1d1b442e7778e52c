"""A run as something to take away: programs that repeat it, its network, its numbers, reports.

form.py          Export, an entry of EXPORTS
trained_run.py   TrainedRun, which forms with a network in them are written from
parts.py         what the programs share; numpy_script.py, pytorch_script.py, keras_script.py, notebook.py
program_data.py  the data in a program, or beside it
onnx_graph.py    the one file that knows the package onnx
tables.py        CSV; weights.py: NumPy's archive; report.py: Markdown; html_report.py: a page with drawings
chart_files.py   the cost chart by itself, in three forms; pictures/ draws it
"""

from __future__ import annotations

from dnn.configuration import RunConfig
from dnn.export.chart_files import chart_html, chart_png, chart_svg
from dnn.export.form import Export
from dnn.export.html_report import html_report
from dnn.export.keras_script import keras_script
from dnn.export.notebook import notebook
from dnn.export.numpy_script import numpy_script
from dnn.export.onnx_opset import OPSET
from dnn.export.program_data import parts_beside, table_beside
from dnn.export.pytorch_script import pytorch_script
from dnn.export.report import report
from dnn.export.tables import costs_table, predictions_table
from dnn.export.trained_run import TrainedRun, test_curve, trained
from dnn.export.weights import weights_archive
from dnn.shapes import shape_table
from dnn.text.messages import Text
from dnn.validation.checks import one_of

__all__ = ["EXPORTS", "Export", "TrainedRun", "export", "test_curve", "trained"]


def _json(config: RunConfig) -> str:
    return config.to_json() + "\n"


def _onnx(run: TrainedRun) -> bytes:
    from dnn.export.onnx_graph import onnx_model  # the package may be missing, and takes half a second

    return onnx_model(run)


EXPORTS: dict[str, Export] = {
    each.name: each
    for each in (
        Export(
            name="numpy",
            title=Text("NumPy script"),
            help=Text("The whole run in plain NumPy, in the course's notation; it prints the same costs."),
            extension="py",
            language="python",
            media_type="text/x-python",
            of_configuration=numpy_script,
            files_beside=parts_beside,
        ),
        Export(
            name="pytorch",
            title=Text("PyTorch script"),
            help=Text("The same network, initial weights and batches in PyTorch; it prints the same costs."),
            extension="py",
            language="python",
            media_type="text/x-python",
            of_configuration=pytorch_script,
            files_beside=parts_beside,
        ),
        Export(
            name="keras",
            title=Text("Keras script"),
            help=Text("The same run in Keras 3, the course's optimiser written out; it prints the same costs."),
            extension="py",
            language="python",
            media_type="text/x-python",
            of_configuration=keras_script,
            files_beside=parts_beside,
        ),
        Export(
            name="notebook",
            title=Text("Jupyter notebook"),
            help=Text("The functions of the course's assignments one by one, with shapes and gradients checked."),
            extension="ipynb",
            language="json",
            media_type="application/x-ipynb+json",
            of_configuration=notebook,
            files_beside=parts_beside,
        ),
        Export(
            name="onnx",
            title=Text("ONNX model"),
            help=Text(
                "The trained network for other programs (opset {opset}): one example a row as drawn, "
                "standardised in the graph.",
                opset=OPSET,
            ),
            extension="onnx",
            language="",
            media_type="application/octet-stream",
            of_run=_onnx,
            requires="onnx",
        ),
        Export(
            name="weights",
            title=Text("Weights"),
            help=Text("W1, b1, W2, b2, … of the trained network as NumPy's archive."),
            extension="npz",
            language="",
            media_type="application/octet-stream",
            of_run=weights_archive,
        ),
        Export(
            name="json",
            title=Text("Configuration"),
            help=Text("The file that python -m dnn train reads."),
            extension="json",
            language="json",
            media_type="application/json",
            of_configuration=_json,
            files_beside=table_beside,
        ),
        Export(
            name="costs",
            title=Text("Costs"),
            help=Text("Cost and test cost by iteration, under the settings as lines that begin with #."),
            extension="csv",
            language="csv",
            media_type="text/csv",
            of_run=costs_table,
        ),
        Export(
            name="predictions",
            title=Text("Predictions"),
            help=Text("Every example with its features as drawn, its label and what the network says of it."),
            extension="csv",
            language="csv",
            media_type="text/csv",
            of_run=predictions_table,
        ),
        Export(
            name="chart_svg",
            title=Text("Cost chart (SVG)"),
            help=Text("The cost curve as a drawing that stays sharp at any size."),
            extension="svg",
            language="xml",
            media_type="image/svg+xml",
            of_run=chart_svg,
        ),
        Export(
            name="chart_png",
            title=Text("Cost chart (PNG)"),
            help=Text("The cost curve as a picture for slides and documents."),
            extension="png",
            language="",
            media_type="image/png",
            of_run=chart_png,
            requires="pillow",
            module="PIL",
        ),
        Export(
            name="chart_html",
            title=Text("Cost chart (HTML)"),
            help=Text("The cost curve as a page that needs no server and no internet; points tell their numbers."),
            extension="html",
            language="html",
            media_type="text/html",
            of_run=chart_html,
        ),
        Export(
            name="dimensions_markdown",
            title=Text("Dimensions (Markdown)"),
            help=Text("The shape of every matrix as a Markdown table."),
            extension="md",
            language="markdown",
            media_type="text/markdown",
            of_configuration=lambda config: shape_table(config).to_text("markdown"),
        ),
        Export(
            name="dimensions_latex",
            title=Text("Dimensions (LaTeX)"),
            help=Text("The shape of every matrix as a LaTeX table."),
            extension="tex",
            language="latex",
            media_type="application/x-tex",
            of_configuration=lambda config: shape_table(config).to_text("latex"),
        ),
        Export(
            name="markdown",
            title=Text("Report"),
            help=Text("The settings, the network and its dimension table."),
            extension="md",
            language="markdown",
            media_type="text/markdown",
            of_configuration=report,
        ),
        Export(
            name="html",
            title=Text("Report with pictures"),
            help=Text("One page for any browser: result, cost curve, network, settings, dimensions."),
            extension="html",
            language="html",
            media_type="text/html",
            of_run=html_report,
        ),
    )
}
"""All exports by name, in the order of the menu."""


def export(config: RunConfig, to: str) -> str:
    """The run as a text of the form `to`, one of those EXPORTS that need the configuration alone.

    The program of a run on a large table reads a file beside it, which `EXPORTS[to].beside(config)` has.

    Raises:
        ConfigurationError: there is no such form, or it needs a trained network.
        MissingContent: the data are a table that is not stored here.
    """
    return EXPORTS[one_of("to", to, tuple(EXPORTS))].write(config)
