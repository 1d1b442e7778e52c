"""The wire: the type of everything that the server sends to a browser, and of everything that a browser sends back.

The modules in pages/live/static use the same names and keys, as JSDoc types in connection/wire.js. Arrays of numbers
travel as text: float32 in base64, least byte first, row after row, unless said otherwise.
"""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

# A run, as its route sends it.


class RunQuery(TypedDict):
    """The query of a poll: where the browser stands in the run, and, where it asks for the network, the version that it
    knows; -1 for nothing known."""

    since: float
    generation: int
    weights: NotRequired[int]


class CommandRequest(TypedDict):
    """The body of a command to a run: the command as dnn.background.command_documents reads it, the key of the run's
    owner, the language in which a refusal is to be said, and where the browser stands in the run, as in a poll."""

    command: dict[str, Any]
    owner: NotRequired[str]
    language: NotRequired[str]
    since: NotRequired[float]
    generation: NotRequired[int]
    weights: NotRequired[int]


class ErrorDocument(TypedDict):
    """The answer of a route to an address or a query that it does not know."""

    error: str


class EvaluationColumns(TypedDict):
    """The evaluations since the browser's cursor, one list a quantity.

    Both costs are without L2. The lists of `norms_iteration` and after hold fewer evaluations, evenly spread; each has
    one number a layer.
    """

    iteration: list[int]
    train_data_cost: list[float | None]
    test_cost: list[float | None]
    train_score: list[float | None]
    test_score: list[float | None]
    norms_iteration: list[int]
    gradient_norms: list[list[float | None]]
    bias_gradient_norms: list[list[float | None]]
    update_ratios: list[list[float | None]]


class LatestPayload(TypedDict):
    """The newest value of each number of a run; None where there is none yet, or where it is not finite.

    `cost` and `train_cost` are J, L2 included; `train_data_cost` and `test_cost` are without it.
    """

    iteration: int | None
    cost: float | None
    train_cost: float | None
    train_data_cost: float | None
    test_cost: float | None
    train_score: float | None
    test_score: float | None


class NetworkPayload(TypedDict):
    """All parameters θ (P,) of a run's network, in the order of dnn.network.flatten."""

    version: int
    iteration: int
    theta: str


class ChangePayload(TypedDict):
    """A hyperparameter, or an entry of W or b, that was changed before `iteration`."""

    iteration: int
    field: str
    old: float | str | None
    new: float | str | None


class StopPayload(TypedDict):
    """The end of a run: the reason, and, where a number was no longer finite, the layer and the quantity."""

    reason: str
    iteration: int
    layer: int | None
    quantity: str | None


class UndoPayload(TypedDict):
    """A command that can be undone or redone: its name, and when it was given or undone, in seconds since 1970."""

    action: str
    at: float


class RunPayload(TypedDict):
    """The difference between a run and what a browser knows of it.

    `fingerprint` is another one whenever a page has to be drawn anew for the run, as dnn.background.fingerprint says.
    `goes_on` is True while it goes on to its end, as Pause would stop it. `points` holds iterations and costs;
    `poll_after` and `remaining` are seconds; `rate` is iterations a second; `suspended` is the limit, "visitor" or
    "server", that suspends the run, or "workers" where none can be reached. `crowd` is the number of runs that take
    turns where they are so many that browsers are asked to poll more slowly; `unsaved` says that runs cannot be saved
    at present. `time` holds iterations and the seconds of computing that they
    took. `previous` is the run whose place it took on the page, to be compared with it; `undo` and `redo` are
    what these two would take back or bring again. The answer to a command that changes hyperparameters has the `query`
    of a link to them, None for what such a link leaves out.
    """

    run: str
    fingerprint: str
    status: str
    goes_on: bool
    suspended: str | None
    generation: int
    reset: bool
    cursor: float
    iteration: int
    iterations: int
    epoch: int
    rate: float | None
    remaining: float | None
    poll_after: float
    crowd: int | None
    unsaved: bool
    time: list[list[int] | list[float]]
    previous: str | None
    undo: UndoPayload | None
    redo: UndoPayload | None
    points: list[list[int] | list[float | None]]
    evaluations: EvaluationColumns
    latest: LatestPayload
    network: NetworkPayload | None
    changes: list[ChangePayload]
    stop: StopPayload | None
    l2: float
    batch_size: int | None
    query: NotRequired[dict[str, str | None]]


class CurveEvaluations(TypedDict):
    """The costs without L2 of a run's evaluations."""

    iteration: list[int]
    train_data_cost: list[float | None]
    test_cost: list[float | None]


class CurveBand(TypedDict):
    """The noise of mini-batches: the last iteration of each bucket, its smallest, largest and mean cost."""

    iteration: list[int]
    low: list[float | None]
    high: list[float | None]
    mean: list[float | None]


class CurveDocument(TypedDict):
    """All costs of a run as they are stored: `points` are iterations and costs, `time` iterations and the seconds of
    computing that they took, `batches` first iterations and batch sizes of the m = `examples` training examples; None
    for full batches. `examples` is 0 where its configuration cannot be read. `band` is empty where a cost is that of
    all examples, and has no noise."""

    run: str
    generation: int
    iteration: int
    examples: int
    batches: list[list[int | None]]
    points: list[list[int] | list[float | None]]
    evaluations: CurveEvaluations
    band: CurveBand
    time: list[list[int] | list[float]]


class TestCosts(TypedDict):
    """The costs on the test part of a run's evaluations."""

    iteration: list[int]
    test_cost: list[float | None]


class DrawnCurve(TypedDict):
    """A CurveDocument, as far as a curve that is one of many is drawn, in few points: those of `points` and of
    `evaluations` have all minima, maxima and ends of the stretches that they stand for."""

    examples: int
    batches: list[list[int | None]]
    points: list[list[int] | list[float | None]]
    evaluations: TestCosts
    band: CurveBand
    time: list[list[int] | list[float]]


class CurvesDocument(TypedDict):
    """The curves of several runs by their ids; those that there are none of are missing."""

    curves: dict[str, DrawnCurve]


class DrawnCosts(TypedDict):
    """The costs of a run that is one of many: `points` are iterations and costs, with all minima, maxima and ends of
    the stretches that they stand for; `status` and `stop` say whether there will be more, and where a number was no
    longer finite."""

    generation: int
    iteration: int
    status: str
    stop: StopPayload | None
    points: list[list[int] | list[float | None]]


class CostsDocument(TypedDict):
    """The costs of several runs by their ids; those that there are none of are missing."""

    runs: dict[str, DrawnCosts]


class NotebookRequest(TypedDict):
    """The body of a request for a visitor's runs: what she does to one of them before, None for nothing; her key and
    her language."""

    action: dict[str, Any] | None
    owner: NotRequired[str]
    language: NotRequired[str]


class TriedValue(TypedDict):
    """A setting that a sweep varies, at its value in one run: the name of the variation, what it is called, its name
    among the settings of the run; the value, and that in words."""

    choice: str
    title: str
    setting: str
    value: float | str | None
    text: str


class NotebookRow(TypedDict):
    """A run of the list, as dnn.background.notebook.entry says. `settings` are texts by the names of the document's
    labels; runs with the same `data` have costs that can be compared, those with the same `start` began with the same
    weights. `tries` are the settings that its sweep varies. `sizes` and `activations` are those of its network, output
    included. `read_only` is the reason why the run cannot be continued, None where it can; its settings and `data` may
    be empty then."""

    id: str
    number: int
    colour: int
    created: float
    name: str
    note: str
    is_starred: bool
    parent: str | None
    parent_iteration: int | None
    sweep: str | None
    tries: list[TriedValue]
    sizes: list[int]
    activations: list[str]
    status: str
    generation: int
    stop: str | None
    iteration: int
    epoch: int
    train_cost: float | None
    train_data_cost: float | None
    test_cost: float | None
    train_score: float | None
    test_score: float | None
    seconds: float
    score: str
    l2: float
    settings: dict[str, str]
    data: str
    start: str
    read_only: str | None


class VariationDocument(TypedDict):
    """A setting that can be tried at several values: its name, what it is called; the values that are proposed; all
    that there are, where these are few, with their words."""

    name: str
    title: str
    proposed: list[float | str | None]
    options: list[MenuOption]


class NotebookDocument(TypedDict):
    """A visitor's runs, the latest first; the names of settings; the number of runs that stay without a star, of
    stars, and of sweeps that stay; ids of the runs that are too many, and go when she lets them; whether runs outlive
    the server; and the settings that can be tried, where that was asked."""

    runs: list[NotebookRow]
    labels: dict[str, str]
    limit: int
    star_limit: int
    sweep_limit: int
    leaving: list[str]
    is_durable: bool
    variations: list[VariationDocument]


class ReplayFrame(TypedDict):
    """The network of a compared run after some iterations: its parameters θ (P,) as float32 in base64, None where it is
    too large to be sent; what was measured of it; ‖dW‖ of each layer."""

    iteration: int
    theta: str | None
    train_cost: float | None
    train_data_cost: float | None
    test_cost: float | None
    train_score: float | None
    test_score: float | None
    gradient_norms: list[float | None]


class ReplayCurve(TypedDict):
    """All costs of a compared run so far: those of the training batches, and those of evaluations."""

    points: tuple[list[int], list[float | None]]
    iteration: list[int]
    train_data_cost: list[float | None]
    test_cost: list[float | None]


class ReplayDocument(TypedDict):
    """A compared run that is trained again: as far as it has come, of the iterations that it is to make; its networks
    since those that the browser knows; the iteration at which it diverged."""

    iteration: int
    until: int
    is_done: bool
    diverged: int | None
    frames: list[ReplayFrame]
    curve: ReplayCurve


class FindingDocument(TypedDict):
    """One of the doctor's findings, in words: its title, the observation, its reason with the remedy, which a new run
    can try or not."""

    rule: str
    title: str
    seen: str
    advice: str
    can_be_tried: bool


class DiagnosisDocument(TypedDict):
    """The doctor's opinion on a run, in words: its title; the names of the findings in one line; what there is to say
    without any. `again_after` is seconds, None where the run rests."""

    title: str
    names: str
    words: str
    findings: list[FindingDocument]
    again_after: float | None


# Documents that a browser fetches once.


class PointsDocument(TypedDict):
    """Points of a picture: coordinates (2, count) and targets Y (n_y, count), of `of` examples."""

    count: int
    of: int
    points: str
    Y: str


class AxisDocument(TypedDict):
    """One axis of a picture: a value of the data = centre + half · coordinate."""

    name: str
    centre: float
    half: float


class PlaneDocument(TypedDict):
    """The points of both parts of a dataset on the axes of its picture, across and up."""

    axes: tuple[AxisDocument, AxisDocument]
    train: PointsDocument
    test: PointsDocument


class ExamplesDocument(TypedDict):
    """Examples of a part: X (n_x, count), Y (n_y, count), and their numbers among the `of` that there are."""

    count: int
    of: int
    numbers: list[int]
    X: str
    Y: str


class DataDocument(TypedDict):
    """A dataset as the browser draws it and computes with it; `plane` has the examples of two features, `curve` those
    of one."""

    task: str
    features: list[str]
    mean: list[float]
    scale: list[float]
    target_mean: list[float]
    target_scale: list[float]
    image_shape: tuple[int, int] | None
    plane: PlaneDocument | None
    curve: PlaneDocument | None
    train: ExamplesDocument
    test: ExamplesDocument


class NetworkDocument(TypedDict):
    """The initial parameters θ (P,) of a network."""

    theta: str


# The live view of a run.


class OwnPoints(TypedDict):
    """The number of own points, the largest there may be, and what became of the data that they come from."""

    count: int
    max_count: int
    note: str


class NetworkDescription(TypedDict):
    """The network of a configuration, with the addresses of its data and of its initial parameters.

    `sizes` is n^[0], …, n^[L]; `activations` and `titles` name g^[1], …, g^[L]. `too_large` is the limit, where the
    network has more parameters than are sent.
    """

    sizes: tuple[int, ...]
    activations: list[str]
    titles: list[str]
    parameters: int
    too_large: int | None
    initial_url: str | None
    task: str
    inputs: list[str]
    input_names: list[str]
    features: tuple[str, ...] | None
    classes: list[str]
    class_colors: tuple[str, ...]
    points: OwnPoints | None
    drawable: bool
    data_url: str
    l2: float
    examples: int
    batch_size: int | None
    image_shape: tuple[int, int] | None
    max_units: int
    max_layers: int


class ReferenceLine(TypedDict):
    """A cost to compare with, its name, and what a network of this cost does, in one or two short lines."""

    value: float
    label: str
    meaning: str


class Fact(TypedDict):
    """A number that is fixed for the run, with an explanation."""

    label: str
    value: str
    help: NotRequired[str]


class ChartOptions(TypedDict):
    """The scale of the cost axis, "linear" or "log"; the smoothing of the train cost, from 0 to 0.95; and what the
    horizontal axis counts, "iterations", "epochs", "examples" or "seconds"."""

    scale: str
    smoothing: float
    axis: str


class SpeedLimit(TypedDict):
    """A maximum of iterations a second by its name in links, and its name in the menu."""

    limit: str
    name: str


class RunsView(TypedDict):
    """The choices in the list of runs, as links have them: the beginnings of the ids of the runs whose curves are
    drawn, with dots between them, and of the baseline's; "test" where the curves are those of the test cost. Empty for
    none, and for the train cost."""

    curves: str
    baseline: str
    measure: str


class LiveViewData(TypedDict):
    """The arguments of the live view; with `names_document` it writes the run's state into the document's title, and
    keys of the keyboard press its buttons.

    `own_run_url` is the address of the visitor's own run: that on the page, or one that her first command begins; None
    where her settings cannot be trained. `owner` is the key by which she owns it. `fingerprint` is that of the run as
    the page was drawn for it; empty where there is no run. `settings` are those of the page in words, by the names that
    the rows of the notebook have; `previous` is the run that the next one takes the place of; `undo` and `redo` are
    what these two would take back or bring again on the page.
    """

    run_url: str | None
    own_run_url: str | None
    owner: str
    fingerprint: str
    plotly_url: str
    module_url: str
    texts: dict[str, str]
    network: NetworkDescription
    palette: dict[str, str] | dict[str, dict[str, str]]
    references: list[ReferenceLine]
    facts: list[Fact]
    score: str
    language: str
    names_document: bool
    nonce: int | str
    height: int
    edits_done: int
    chart_options: ChartOptions
    speed_limit: str
    speed_limits: list[SpeedLimit]
    notebook_url: str | None
    runs_view: RunsView
    settings: dict[str, str]
    previous: str | None
    undo: UndoPayload | None
    redo: UndoPayload | None


class MenuOption(TypedDict):
    """An entry of a menu: its value, and its words."""

    value: int | str | None
    text: str


class HyperparameterField(TypedDict):
    """A hyperparameter as it is shown: `kind` is number, menu, or rate, which is a slider over `positions` beside a
    field of the name `exact_label`; `locked` is the reason why it cannot be changed, empty where it can."""

    name: str
    kind: str
    label: str
    exact_label: str
    value: float | str | None
    low: float | None
    high: float | None
    low_excluded: bool
    is_whole: bool
    step: float
    positions: list[float]
    options: list[MenuOption]
    locked: str


class HyperparametersData(TypedDict):
    """The arguments of the controls; `edits_done` is the number of the last change that the page has applied."""

    module_url: str
    fields: list[HyperparameterField]
    arrangement: str
    texts: dict[str, str]
    edits_done: int


class HyperparameterEdit(TypedDict):
    """Hyperparameters with their new values."""

    learning_rate: NotRequired[float]
    iterations: NotRequired[int]
    batch_size: NotRequired[int | None]
    optimizer: NotRequired[str]
    l2: NotRequired[float]


class ArchitectureEdit(TypedDict):
    """One unit or one hidden layer more or fewer: `op` is add_unit, remove_unit, add_layer or remove_layer."""

    op: str
    layer: int | None


class ParameterEdit(TypedDict):
    """Another value for an entry of W or b."""

    layer: int
    quantity: str
    row: int
    column: int
    value: float


PointEdit = TypedDict(
    "PointEdit",
    {
        "op": str,
        "x1": NotRequired[float],
        "x2": NotRequired[float],
        "label": NotRequired[int],
        "from": NotRequired[tuple[float, float]],
        "to": NotRequired[tuple[float, float]],
    },
)
"""A point that is added (x1, x2, label), moved (from, to) or removed (x1, x2), or all but two removed; `op` is add,
move, remove or clear."""


class ButtonPress(TypedDict):
    """A button of the run's that was pressed: train, pause, step_iteration, step_epoch, reset or new_weights."""

    button: str


class SpeedLimitEdit(TypedDict):
    """Another speed limit by its name."""

    limit: str


class RemedyEdit(TypedDict):
    """A finding whose remedy is to be tried, by its rule."""

    rule: str


class RunEdit(TypedDict):
    """Another run of the visitor's that is to be shown, or to be branched, by its id."""

    run: str


class Edit(TypedDict):
    """One edit of the visitor's, numbered from 1; `name` is architecture, parameter, point, press, speed_limit, remedy,
    hyperparameters, open_run or branch."""

    number: int
    name: str
    value: (
        ArchitectureEdit
        | ParameterEdit
        | PointEdit
        | ButtonPress
        | SpeedLimitEdit
        | RemedyEdit
        | HyperparameterEdit
        | RunEdit
    )


class HyperparametersValues(TypedDict):
    """The values that the controls send to the page."""

    edits: list[Edit]
    unreachable: bool


class LiveViewValues(TypedDict):
    """The values that the live view sends to the page; `outdated` is the run's fingerprint where the page was drawn for
    another one."""

    chart_options: ChartOptions
    edits: list[Edit]
    outdated: str
    unreachable: bool


# A Plotly figure that changes while it is shown.


class LivePlotlyData(TypedDict):
    """Arguments of the chart: `figure` is JSON, `narrow` replaces parts of its layout where there is little room."""

    figure: str
    height: int
    narrow: dict[str, Any]
    alt: str
    plotly_url: str
    module_url: str


class LivePlotlyValues(TypedDict):
    """The value that the chart sends to the page."""

    unreachable: bool


# The stepper.


class PackedRule(TypedDict):
    """The rule by which a cell of a result comes about, as dnn.lessons.walkthrough.computation.Rule describes it."""

    kind: str
    term: str
    divide: int
    factor: float


class ArrayReference(TypedDict):
    """The part that an array has in a step: its name, its symbol, its shape and axes as the equation reads it."""

    array: str
    transposed: bool
    symbol: str
    shape: list[int]
    axes: list[str]


class PackedArray(TypedDict):
    """A window of an array: its first row and column, its shape, its numbers as float64 in base64."""

    rows: int
    columns: int
    shape: list[int]
    largest: float
    data: str


class PackedAxis(TypedDict):
    """An axis of arrays: what it counts, and how far."""

    title: str
    size: int


class PackedFold(TypedDict):
    """Layers that are folded away in the flow chart: where, in pixels, with which words, from which layer."""

    x: float
    text: str
    first: int


class PackedArrangement(TypedDict):
    """The flow chart about one layer: the x of each column that is shown, by its layer, and of the loss, in pixels."""

    columns: dict[str, float]
    folds: list[PackedFold]
    loss: float
    width: float


class PackedStep(TypedDict):
    """One equation of an iteration, of one example where they go one by one."""

    key: str
    block: str
    part: str
    layer: int
    example: int | None
    equation: str
    reason: str
    rule: PackedRule
    result: ArrayReference
    operands: list[ArrayReference]
    total: float | None


class PackedIteration(TypedDict):
    """One iteration, to be stepped through; equations and symbols are MathML."""

    steps: list[PackedStep]
    equations: dict[str, str]
    reasons: dict[str, str]
    parts: dict[str, str]
    symbols: dict[str, str]
    arrays: dict[str, PackedArray]
    axes: dict[str, PackedAxis]
    examples: list[int]
    arrangements: list[PackedArrangement]
    first: str | None


class StepperData(TypedDict):
    """The arguments of the stepper; `chart` is SVG."""

    module_url: str
    chart: str
    trace: PackedIteration
    texts: dict[str, str]
    language: str


class RequestedWindow(TypedDict):
    """Numbers that the browser asks for: those about a step, and the first row or column of each axis."""

    step: str
    starts: dict[str, int]


class StepperValues(TypedDict):
    """The values that the stepper sends to the page; `settled` is the key of the step that the visitor rests at."""

    requested_window: RequestedWindow
    settled: str
    unreachable: bool


# The answers to practice questions, which the browser stores.


class StoredAnswers(TypedDict):
    """A set of questions by its number, and the answers to it as letters; empty where there are none."""

    set: int
    answers: str


class PracticeData(TypedDict):
    """A set and its answers; None while the page does not know those that the browser has stored."""

    set: int
    answers: str | None


class PracticeValues(TypedDict):
    """The value that the storage sends to the page."""

    stored: StoredAnswers


# The visitor's own browser.


class VisitorBrowserData(TypedDict):
    """The language of the document, the key by which the visitor owns runs, and the mode that the page is drawn for:
    "light" or "dark"."""

    language: str
    owner: str
    mode: str


class VisitorBrowserValues(TypedDict):
    """The key that the browser has kept since an earlier visit, and the mode in which it shows the page, where
    these are others."""

    owner: str
    mode: str


# What is taken away.


class CopyData(TypedDict):
    """A text or a picture to be copied.

    Attributes:
        name: what it is known by.
        image: a PNG file in base64, which is copied instead of the text.
        refused: what is said where the browser does not copy it.
    """

    name: str
    text: str
    image: str | None
    copy: str
    copied: str
    refused: str


# Links to give away.


class ShareLinkData(TypedDict):
    """A link with its QR code, and the words around it.

    Attributes:
        address: the whole link.
        root: the app's own address, as far as the server knows.
        image: the QR code as the address of a picture; None where the link is too long for one.
        side: pixels of it.
    """

    address: str
    root: str
    image: str | None
    side: int
    image_label: str
    field_label: str
    copy: str
    copied: str
    by_hand: str
    too_long: str


class ShareLinkValues(TypedDict):
    """The app's own address as the browser knows it, where it is another one."""

    root: str


# The drawing board.


class DrawingBoardData(TypedDict):
    """A plane to draw on, with what was drawn there.

    Attributes:
        kind: of what is drawn, "classes" or "curve".
        points: those of the page, five letters each, as dnn.datasets.own_points writes them.
        done: the number of the latest drawing that the page has.
        max_points: the most that there may be.
        class_names, colors: one of each class that can be drawn.
        axes: the names of both.
    """

    module_url: str
    kind: str
    points: str
    done: int
    max_points: int
    class_names: list[str]
    colors: list[str]
    axes: list[str]
    texts: dict[str, str]


class DrawnPoints(TypedDict):
    """All points of a drawing after a stroke, and its number among those of this kind."""

    number: int
    kind: str
    points: str


class DrawingBoardValues(TypedDict):
    """The values that the drawing board sends to the page."""

    drawn: DrawnPoints
    unreachable: bool


# The glossary.


class GlossaryData(TypedDict):
    """The meanings of symbols, the words around them, and the sizes n^[0], …, n^[L] and m of the network."""

    meanings: dict[str, str]
    sizes: list[int]
    m: int
    shape: str
    one: str


# The comparison of runs.


class ComparedRunData(TypedDict):
    """A run that is compared: its text in the link, with the address at which it is trained again; its number, colour
    and name; the iterations that it made; its network. In a file that stands alone the documents are there already."""

    text: str
    url: str
    number: int
    colour: int
    name: str
    until: int
    network: NetworkDescription
    document: ReplayDocument | None
    data_document: DataDocument | None


class ComparedSetting(TypedDict):
    """A setting in which compared runs differ, with its value in each."""

    label: str
    values: list[str]


class CompareData(TypedDict):
    """All that the comparison shows: the runs, what differs, words about the comparison, whether costs compare at all,
    and the iteration of the link, None for the last."""

    module_url: str
    plotly_url: str
    texts: dict[str, str]
    language: str
    palette: dict[str, str] | dict[str, dict[str, str]]
    score: str
    runs: list[ComparedRunData]
    settings: list[ComparedSetting]
    notes: list[str]
    is_comparable: bool
    iteration: int | None


class CompareValues(TypedDict):
    """The values that the comparison sends to the page: the iteration at which the visitor rests, None for the last;
    that the modules are not served."""

    settled: int | None
    unreachable: bool


# The chart of a lesson.


class LessonRun(TypedDict):
    """A run on the chart of a lesson: its id, its number and colour, by which its line is told apart, its label, empty
    for one of many; whether it is drawn above the others."""

    run_id: str
    number: int
    colour: int
    label: str
    is_highlighted: bool


class LessonReference(TypedDict):
    """A cost to compare with, its words, and the colour of the run that it is of; −1 where it is of none."""

    cost: float
    text: str
    colour: int


class SketchedCurve(TypedDict):
    """A sketch after a stroke: iterations that increase with their costs, and its number; the next one has a larger
    number."""

    number: int
    points: list[list[float]]


class LessonChartData(TypedDict):
    """The arguments of the chart of a lesson.

    Attributes:
        costs_url: where the costs of runs are asked for, a CostsDocument.
        iterations, low, high: what the axes show: iterations up to the last one, costs from the lowest to the highest.
        scale: of the costs, "linear" or "log".
        first_cost: the cost of the first iteration, where the learner is told.
        sketch: that of the page; None for none.
        is_sketching: a curve can be drawn, and no run is shown.
        is_watching: the runs are to go on as long as they are shown.
        is_settled: the page knows that all runs have ended.
    """

    module_url: str
    costs_url: str
    texts: dict[str, str]
    language: str
    palette: dict[str, str] | dict[str, dict[str, str]]
    iterations: int
    low: float
    high: float
    scale: str
    first_cost: float | None
    runs: list[LessonRun]
    references: list[LessonReference]
    sketch: SketchedCurve | None
    is_sketching: bool
    is_watching: bool
    is_settled: bool
    height: int


class EndedRun(TypedDict):
    """A run that has ended: its id, its last iteration, the last cost that was finite, and whether it diverged."""

    run_id: str
    iteration: int
    cost: float | None
    is_diverged: bool


class LessonChartValues(TypedDict):
    """The values that the chart sends to the page: the sketch after a stroke; the runs, once all have ended."""

    sketched: SketchedCurve
    settled: list[EndedRun]
    unreachable: bool


# A room: a class with a code. Ids, keys and codes are texts; times are seconds since 1970.


class RoomOpening(TypedDict):
    """The answer to who opens a room: its id, the code to join it by, the teacher's key, and a key for looking on."""

    room: str
    code: str
    teacher_key: str
    co_teacher_key: str
    is_durable: bool


class RoomBarData(TypedDict):
    """All that the bar of a room shows: the document as the page was drawn with, where news are asked for, and words.
    `push_text` says what the teacher has put before all; `vote` and `revealed` are keys of the questions that she is
    asked again, and whose answers she may look at; all empty for nothing."""

    module_url: str
    student_url: str
    owner: str
    language: str
    texts: dict[str, str]
    document: RoomStudentDocument
    push_text: str
    is_following: bool
    vote: str
    revealed: str


class RoomBarPress(TypedDict):
    """A press in the bar that the page answers, "back", "class", "vote", "reveal" or "leave"; its number says that it
    is another one than before."""

    number: int
    name: str


class RoomBarValues(TypedDict):
    """Values that the bar sends: that the page is to be drawn anew, a press, that the routes are missing."""

    changed: str
    pressed: RoomBarPress
    unreachable: bool


class RoomPace(TypedDict):
    """The pace of a room: "free", "up_to" a step, or "together" at one."""

    kind: str
    step: int


class RoomPosition(TypedDict):
    """A place in a lesson: its step from 0 on, and the phase "predict", "try", "see", "check" or "done"."""

    lesson: str
    step: int
    phase: str


class RoomBar(TypedDict):
    """A bar of answers: of one value, or of numbers from `low` to `high`, or, where all three are null, of all other
    values; with how many gave it in the first vote and in the second."""

    value: Any
    low: float | None
    high: float | None
    first: int
    second: int


class RoomQuestion(TypedDict):
    """A question that was answered: by how many in each vote, whether the second vote has begun, and the vote, 1 or 2,
    up to which all see the answers; 0 for none."""

    question: str
    answered: int
    answered_again: int
    is_second_open: bool
    revealed: int
    bars: list[RoomBar]


class RoomPushDocument(TypedDict):
    """A push as the teacher made it. `config` is a configuration as JSON, empty for a lesson; `between` are the ends of
    a sweep without a list of values; `spotlight` is the id of the member whose settings these are."""

    number: int
    kind: str
    at: float
    config: str
    lesson: str
    step: int
    choice: str
    values: list[Any]
    between: list[float] | None
    spotlight: str


class RoomTileRun(TypedDict):
    """The run of a tile; `curve` holds iterations and costs, at most 40 of each."""

    run: str
    status: str
    generation: int
    iteration: int
    cost: float | None
    test_cost: float | None
    test_score: float | None
    is_finite: bool
    sizes: list[int]
    learning_rate: float
    dataset: str
    curve: list[list[int] | list[float]]


class RoomTileNetwork(TypedDict):
    """The weights of a small network of two inputs, θ (P,) in the order of dnn.network.flatten, as float32 in base64;
    with the activation of each layer."""

    version: int
    activations: list[str]
    theta: str


class RoomStar(TypedDict):
    """A tile as it was when it was starred; `config` is its configuration as JSON."""

    run: str
    iteration: int
    config: str
    cost: float | None
    at: float


class RoomMemberTile(TypedDict):
    """A member on the wall. `need` says why she needs help: "asks", "not_finite", "stuck_cost", "quiet", "behind" or
    "none"; `question` and `prediction` are her latest answer, and `latest_vote` is its number among all votes of the
    room; `value` is hers of a sweep; `follows` and `returned` are numbers of pushes. In news all but the `id` is
    missing that is as in the document before; of the same run's `run`, which then has no id of its own, likewise."""

    id: str
    seat: int
    name: str
    is_own_name: bool
    is_present: bool
    signal: str
    signal_at: float
    need: str
    has_reached_goal: bool
    position: RoomPosition | None
    question: str | None
    prediction: Any
    latest_vote: int
    value: float | str | None
    follows: int
    returned: int
    star: RoomStar | None
    run: NotRequired[RoomTileRun | None]
    network: NotRequired[RoomTileNetwork | None]


class RoomTeacherRun(TypedDict):
    """A run of the teacher's own that is shown with those of the class, and its name; `run` is None where it is not at
    hand."""

    id: str
    name: str
    run: RoomTileRun | None
    network: RoomTileNetwork | None


class RoomGivenAnswer(TypedDict):
    """A member's votes on a question as her teacher sees them, null for those not given."""

    question: str
    first: Any
    second: Any


class RoomMemberAnswers(TypedDict):
    """All that a member has answered, in the order of her first answers."""

    member: str
    answers: list[RoomGivenAnswer]


class RoomKnock(TypedDict):
    """Somebody who knocks at a locked room: "waiting", or "refused"."""

    id: str
    name: str
    standing: str


class RoomCounts(TypedDict):
    """Numbers of members: with a seat, present, with each signal, in need of help although they have not asked for it,
    below the goal, knocking."""

    seated: int
    present: int
    done: int
    stuck: int
    question: int
    unasked: int
    reached_goal: int
    waiting: int


class RoomWallDocument(TypedDict):
    """The wall, those first who need help. `since` is the version that the parts missing from tiles are as in; -1 where
    none are missing. `is_free` says that the teacher was away for so long that nothing holds the students back;
    `is_durable` that the room outlives a restart of the server."""

    version: int
    since: int
    room: str
    code: str
    co_teacher_key: str
    title: str
    language: str
    lesson: str
    scenario: str
    created: float
    is_locked: bool
    is_paused: bool
    is_anonymous: bool
    allows_own_names: bool
    is_free: bool
    is_durable: bool
    pace: RoomPace
    goal_cost: float | None
    hidden_controls: list[str]
    locked_controls: list[str]
    push: RoomPushDocument | None
    presented: list[str]
    teacher: RoomTeacherRun | None
    members: list[RoomMemberTile]
    waiting: list[RoomKnock]
    counts: RoomCounts
    questions: list[RoomQuestion]


class RoomOwnPush(TypedDict):
    """A push as it is for one student: with her configuration, and her value of a sweep."""

    number: int
    kind: str
    config: str
    lesson: str
    step: int
    choice: str
    value: float | str | None


class RoomOwnAnswer(TypedDict):
    """A student's votes on a question, null for those not given."""

    question: str
    first: Any
    second: Any
    is_second_open: bool


class RoomRevealed(TypedDict):
    """A question that the teacher has revealed, up to a vote; with answers of a few others, where one has answered."""

    question: str
    vote: int
    bars: list[RoomBar]
    others: list[Any]


class RoomStudentDocument(TypedDict):
    """All that a student knows of her room. `standing` is "seated", "waiting", "refused", "left" or "removed";
    `scenario` is a configuration as JSON. `is_taught` says that the teacher is there. `own_run` is the run that she was
    at before she followed a push, `own_position` her place in the lesson that was on her page then, `arrived` the
    number of the push that a browser of hers has shown. `poll_after` and `redraw_after` are seconds, the latter those
    for which her page waits with what all are told at once."""

    version: int
    poll_after: float
    redraw_after: float
    room: str
    title: str
    language: str
    standing: str
    lesson: str
    scenario: str
    is_durable: bool
    is_free: bool
    is_taught: bool
    is_paused: bool
    pace: RoomPace
    goal_cost: float | None
    has_reached_goal: bool
    hidden_controls: list[str]
    locked_controls: list[str]
    push: RoomOwnPush | None
    seat: int
    name: str
    spins_left: int
    allows_own_names: bool
    signal: str
    run: str
    own_run: str
    own_position: RoomPosition | None
    follows: int
    arrived: int
    returned: int
    position: RoomPosition | None
    answers: list[RoomOwnAnswer]
    second_votes: list[str]
    revealed: list[RoomRevealed]


class RoomEnd(TypedDict):
    """The answer to who asks for news of a room that has ended, or in which she has no seat any more: the sentence on
    what became of it."""

    ended: str


class RoomEntry(TypedDict):
    """The answer to a student who has joined by the light page: she may open the app where `place` is 0 and she has a
    seat; else she asks again after so many seconds. `standing` is as in RoomStudentDocument; `place` is 1 for who is
    next in the queue, `seconds` about what is left there, and `said` says it."""

    standing: str
    place: int
    seconds: float
    after: float
    said: str


class JoinPageData(TypedDict):
    """The data of a room's light page for its script: paths from the page on, that of the app once it is her turn and
    where she is to join in the app itself, the room's code where the link's was right, and words."""

    join_url: str
    enter_url: str
    app_url: str
    joining_url: str
    code: str
    language: str
    texts: dict[str, str]


class RoomAsked(TypedDict):
    """A question of a lesson's step in words. Of a choice: the sentences, and the places of those that are right for
    everybody; none where the network that a learner has decides, or the run."""

    prompt: str
    alternatives: list[str]
    right: list[int]


class RoomLessonStep(TypedDict):
    """A step of a lesson that can be sent: its title, what is predicted and what was seen, null where that is not
    asked, and what each question about a learner's own network is about."""

    title: str
    prediction: RoomAsked | None
    observation: RoomAsked | None
    checks: list[str]


class RoomLesson(TypedDict):
    """A lesson that can be sent to a room; the words of a teacher's own are shown letter by letter."""

    name: str
    title: str
    is_own: bool
    steps: list[RoomLessonStep]


class RoomSetting(TypedDict):
    """A setting that a class can sweep.

    Attributes:
        name: of an entry of dnn.configuration.variations.VARIATIONS.
        options: values with their words, where it has only a few; empty for numbers.
        low, high: the ends of a range worth trying; None where there is none.
        is_logarithmic: the range is best gone through on a logarithmic axis.
        is_whole: its values are whole numbers.
    """

    name: str
    title: str
    options: list[list[str]]
    is_whole: bool
    low: float | None
    high: float | None
    is_logarithmic: bool


class RoomControl(TypedDict):
    """A control that a room can lock or hide."""

    name: str
    title: str


class RoomWallData(TypedDict):
    """The arguments of the wall.

    Attributes:
        wall_url, steer_url, answers_url, results_url: where the room is asked for, steered, and the answers of one
            member and the results of all are fetched.
        notebook_url, owner: where her own runs are asked for, and the key by which they are hers.
        room, key: which room, and the key by which it is looked at, or steered.
        is_looking: the key lets look on alone.
        root: the app's own address, as far as the server knows.
        join_url: the link by which one joins; `qr` is its code as the address of a picture, and `typed_url` the short
            address that asks for the room's code.
        scenario: the teacher's present configuration, as JSON, and in words.
        class_colors: CSS colours of the classes on a boundary.
    """

    module_url: str
    wall_url: str
    steer_url: str
    answers_url: str
    results_url: str
    notebook_url: str
    owner: str
    texts: dict[str, str]
    language: str
    palette: dict[str, str] | dict[str, dict[str, str]]
    class_colors: list[str]
    room: str
    key: str
    is_looking: bool
    root: str
    join_url: str
    typed_url: str
    qr: str | None
    lessons: list[RoomLesson]
    settings: list[RoomSetting]
    controls: list[RoomControl]
    scenario: str
    scenario_words: str


class RoomWallValues(TypedDict):
    """The values that the wall sends to the page: the members whose starred tiles are to be compared; that the teacher
    has closed the room; the app's own address where it is another one."""

    compare: list[str]
    closed: bool
    root: str
    unreachable: bool


class TeacherKeyData(TypedDict):
    """A room that is taught, and the teacher's key where the page knows it, to be kept; empty where it is asked for."""

    room: str
    key: str


class TeacherKeyValues(TypedDict):
    """The key that the browser has kept for the room; empty where it has none."""

    key: str
