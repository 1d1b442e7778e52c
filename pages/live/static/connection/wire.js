// The wire: the type of everything that the server sends to the modules, and of everything that they send back. The same
// names and keys stand in dnn/background/wire.py, which says what they mean.
// @ts-check

/** @typedef {{ since: number; generation: number; weights?: number }} RunQuery */

/**
 * @typedef {{
 *   command: Record<string, any>; owner?: string; language?: string; since?: number; generation?: number; weights?: number;
 * }} CommandRequest
 */

/** @typedef {{ error: string }} ErrorDocument */

/**
 * @typedef {{
 *   iteration: number[]; train_data_cost: (number | null)[]; test_cost: (number | null)[];
 *   train_score: (number | null)[]; test_score: (number | null)[]; norms_iteration: number[];
 *   gradient_norms: ((number | null)[])[]; bias_gradient_norms: ((number | null)[])[];
 *   update_ratios: ((number | null)[])[];
 * }} EvaluationColumns
 */

/**
 * @typedef {{
 *   iteration: number | null; cost: number | null; train_cost: number | null;
 *   train_data_cost: number | null; test_cost: number | null; train_score: number | null; test_score: number | null;
 * }} LatestPayload
 */

/** @typedef {{ version: number; iteration: number; theta: string }} NetworkPayload */

/**
 * @typedef {{
 *   iteration: number; field: string; old: number | string | null; new: number | string | null;
 * }} ChangePayload
 */

/** @typedef {{ reason: string; iteration: number; layer: number | null; quantity: string | null }} StopPayload */

/**
 * @typedef {{
 *   run: string; fingerprint: string; status: string; goes_on: boolean; suspended: string | null; generation: number; reset: boolean; cursor: number;
 *   iteration: number; iterations: number; epoch: number; rate: number | null; remaining: number | null;
 *   poll_after: number; crowd: number | null; unsaved: boolean; points: [number[], (number | null)[]]; evaluations: EvaluationColumns;
 *   latest: LatestPayload; network: NetworkPayload | null; changes: ChangePayload[]; stop: StopPayload | null;
 *   l2: number; batch_size: number | null; query?: Record<string, string | null>; time: [number[], number[]];
 *   previous: string | null; undo: UndoPayload | null; redo: UndoPayload | null;
 * }} RunPayload
 */

/** @typedef {{ action: string; at: number }} UndoPayload */

/** @typedef {{ iteration: number[]; train_data_cost: (number | null)[]; test_cost: (number | null)[] }} CurveEvaluations */

/** @typedef {{ iteration: number[]; low: (number | null)[]; high: (number | null)[]; mean: (number | null)[] }} CurveBand */

/**
 * @typedef {{
 *   run: string; generation: number; iteration: number; examples: number; batches: (number | null)[][];
 *   points: [number[], (number | null)[]]; evaluations: CurveEvaluations; band: CurveBand;
 *   time: [number[], number[]];
 * }} CurveDocument
 */

/** @typedef {{ iteration: number[]; test_cost: (number | null)[] }} TestCosts */

/**
 * @typedef {{
 *   examples: number; batches: (number | null)[][]; points: [number[], (number | null)[]]; evaluations: TestCosts;
 *   band: CurveBand; time: [number[], number[]];
 * }} DrawnCurve
 */

/** @typedef {{ curves: Record<string, DrawnCurve> }} CurvesDocument */

/**
 * @typedef {{
 *   generation: number; iteration: number; status: string; stop: StopPayload | null;
 *   points: [number[], (number | null)[]];
 * }} DrawnCosts
 */

/** @typedef {{ runs: Record<string, DrawnCosts> }} CostsDocument */

/** @typedef {{ action: Record<string, any> | null; owner?: string; language?: string }} NotebookRequest */

/** @typedef {{ choice: string; title: string; setting: string; value: number | string | null; text: string }} TriedValue */
/**
 * @typedef {{
 *   id: string; number: number; colour: number; created: number; name: string; note: string; is_starred: boolean;
 *   parent: string | null; parent_iteration: number | null; sweep: string | null; tries: TriedValue[];
 *   sizes: number[]; activations: string[]; status: string; generation: number; stop: string | null; iteration: number;
 *   epoch: number; train_cost: number | null; train_data_cost: number | null; test_cost: number | null;
 *   train_score: number | null; test_score: number | null; seconds: number; score: string; l2: number;
 *   settings: Record<string, string>; data: string; start: string; read_only: string | null;
 * }} NotebookRow
 */

/**
 * @typedef {{
 *   name: string; title: string; proposed: (number | string | null)[]; options: MenuOption[];
 * }} VariationDocument
 */

/**
 * @typedef {{
 *   runs: NotebookRow[]; labels: Record<string, string>; limit: number; star_limit: number;
 *   sweep_limit: number; leaving: string[]; is_durable: boolean;
 *   variations: VariationDocument[];
 * }} NotebookDocument
 */

/**
 * @typedef {{
 *   rule: string; title: string; seen: string; advice: string; can_be_tried: boolean;
 * }} FindingDocument
 */

/**
 * @typedef {{
 *   title: string; names: string; words: string; findings: FindingDocument[]; again_after: number | null;
 * }} DiagnosisDocument
 */

/** @typedef {{ count: number; of: number; points: string; Y: string }} PointsDocument */

/** @typedef {{ name: string; centre: number; half: number }} AxisDocument */

/** @typedef {{ axes: [AxisDocument, AxisDocument]; train: PointsDocument; test: PointsDocument }} PlaneDocument */

/** @typedef {{ count: number; of: number; numbers: number[]; X: string; Y: string }} ExamplesDocument */

/**
 * @typedef {{
 *   task: string; features: string[]; mean: number[]; scale: number[]; target_mean: number[];
 *   target_scale: number[]; image_shape: [number, number] | null; plane: PlaneDocument | null;
 *   curve: PlaneDocument | null; train: ExamplesDocument; test: ExamplesDocument;
 * }} DataDocument
 */

/** @typedef {{ theta: string }} NetworkDocument */

/** @typedef {{ count: number; max_count: number; note: string }} OwnPoints */

/**
 * @typedef {{
 *   sizes: number[]; activations: string[]; titles: string[]; parameters: number; too_large: number | null;
 *   initial_url: string | null; task: string; inputs: string[]; input_names: string[];
 *   features: string[] | null; classes: string[]; class_colors: string[]; points: OwnPoints | null;
 *   drawable: boolean; data_url: string; l2: number; examples: number; batch_size: number | null;
 *   image_shape: [number, number] | null; max_units: number; max_layers: number;
 * }} NetworkDescription
 */

/** @typedef {{ value: number; label: string; meaning: string }} ReferenceLine */

/** @typedef {{ label: string; value: string; help?: string }} Fact */

/** @typedef {{ scale: string; smoothing: number; axis: string }} ChartOptions */

/** @typedef {{ curves: string; baseline: string; measure: string }} RunsView */

/** @typedef {{ limit: string; name: string }} SpeedLimit */

/**
 * @typedef {{
 *   run_url: string | null; own_run_url: string | null; owner: string; fingerprint: string; plotly_url: string; module_url: string;
 *   texts: Record<string, string>;
 *   network: NetworkDescription; palette: Record<string, string> | Record<string, Record<string, string>>;
 *   references: ReferenceLine[]; facts: Fact[]; score: string; language: string;
 *   names_document: boolean; nonce: number | string;
 *   height: number; edits_done: number; chart_options: ChartOptions; speed_limit: string; speed_limits: SpeedLimit[];
 *   notebook_url: string | null; runs_view: RunsView; settings: Record<string, string>; previous: string | null; undo: UndoPayload | null;
 *   redo: UndoPayload | null;
 * }} LiveViewData
 */

/** @typedef {{ value: number | string | null; text: string }} MenuOption */

/**
 * @typedef {{
 *   name: string; kind: string; label: string; exact_label: string; value: number | string | null; low: number | null;
 *   high: number | null; low_excluded: boolean; is_whole: boolean; step: number; positions: number[]; options: MenuOption[];
 *   locked: string;
 * }} HyperparameterField
 */

/**
 * @typedef {{
 *   module_url: string; fields: HyperparameterField[]; arrangement: string; texts: Record<string, string>; edits_done: number;
 * }} HyperparametersData
 */

/**
 * @typedef {{
 *   learning_rate?: number; iterations?: number; batch_size?: number | null; optimizer?: string; l2?: number;
 * }} HyperparameterEdit
 */

/** @typedef {{ op: string; layer: number | null }} ArchitectureEdit */

/** @typedef {{ layer: number; quantity: string; row: number; column: number; value: number }} ParameterEdit */

/**
 * @typedef {{
 *   op: string; x1?: number; x2?: number; label?: number; from?: [number, number]; to?: [number, number];
 * }} PointEdit
 */

/** @typedef {{ button: string }} ButtonPress */

/** @typedef {{ limit: string }} SpeedLimitEdit */

/** @typedef {{ rule: string }} RemedyEdit */

/** @typedef {{ run: string }} RunEdit */

/**
 * @typedef {{
 *   number: number; name: string;
 *   value: ArchitectureEdit | ParameterEdit | PointEdit | ButtonPress | SpeedLimitEdit | RemedyEdit | RunEdit
 *     | HyperparameterEdit;
 * }} Edit
 */

/** @typedef {{ edits: Edit[]; unreachable: boolean }} HyperparametersValues */

/** @typedef {{ chart_options: ChartOptions; edits: Edit[]; outdated: string; unreachable: boolean }} LiveViewValues */

/**
 * @typedef {{
 *   figure: string; height: number; narrow: Record<string, any>; alt: string; plotly_url: string; module_url: string;
 * }} LivePlotlyData
 */

/** @typedef {{ unreachable: boolean }} LivePlotlyValues */

/** @typedef {{ kind: string; term: string; divide: number; factor: number }} PackedRule */

/**
 * @typedef {{
 *   array: string; transposed: boolean; symbol: string; shape: number[]; axes: string[];
 * }} ArrayReference
 */

/** @typedef {{ rows: number; columns: number; shape: number[]; largest: number; data: string }} PackedArray */

/** @typedef {{ title: string; size: number }} PackedAxis */

/** @typedef {{ x: number; text: string; first: number }} PackedFold */

/**
 * @typedef {{
 *   columns: Record<string, number>; folds: PackedFold[]; loss: number; width: number;
 * }} PackedArrangement
 */

/**
 * @typedef {{
 *   key: string; block: string; part: string; layer: number; example: number | null; equation: string;
 *   reason: string; rule: PackedRule; result: ArrayReference; operands: ArrayReference[]; total: number | null;
 * }} PackedStep
 */

/**
 * @typedef {{
 *   steps: PackedStep[]; equations: Record<string, string>; reasons: Record<string, string>;
 *   parts: Record<string, string>; symbols: Record<string, string>; arrays: Record<string, PackedArray>;
 *   axes: Record<string, PackedAxis>; examples: number[]; arrangements: PackedArrangement[]; first: string | null;
 * }} PackedIteration
 */

/**
 * @typedef {{
 *   module_url: string; chart: string; trace: PackedIteration; texts: Record<string, string>; language: string;
 * }} StepperData
 */

/** @typedef {{ step: string; starts: Record<string, number> }} RequestedWindow */

/** @typedef {{ requested_window: RequestedWindow; settled: string; unreachable: boolean }} StepperValues */

/** @typedef {{ set: number; answers: string }} StoredAnswers */

/** @typedef {{ set: number; answers: string | null }} PracticeData */

/** @typedef {{ stored: StoredAnswers }} PracticeValues */

/** @typedef {{ language: string; owner: string; mode: string }} VisitorBrowserData */

/** @typedef {{ owner: string; mode: string }} VisitorBrowserValues */

/**
 * @typedef {{
 *   module_url: string; student_url: string; owner: string; language: string; texts: Record<string, string>; document:
 *   RoomStudentDocument; push_text: string; is_following: boolean; vote: string; revealed: string;
 * }} RoomBarData
 */

/** @typedef {{ number: number; name: string }} RoomBarPress */

/** @typedef {{ changed: string; pressed: RoomBarPress; unreachable: boolean }} RoomBarValues */

/**
 * @typedef {{
 *   address: string; root: string; image: string | null; side: number; image_label: string; field_label: string; copy: string;
 *   copied: string; by_hand: string; too_long: string
 * }} ShareLinkData
 */

/** @typedef {{ root: string }} ShareLinkValues */

/**
 * @typedef {{
 *   name: string; text: string; image: string | null; copy: string; copied: string; refused: string;
 * }} CopyData
 */

/**
 * @typedef {{
 *   module_url: string; kind: string; points: string; done: number; max_points: number; class_names: string[];
 *   colors: string[]; axes: string[]; texts: Record<string, string>;
 * }} DrawingBoardData
 */

/** @typedef {{ number: number; kind: string; points: string }} DrawnPoints */

/** @typedef {{ drawn: DrawnPoints; unreachable: boolean }} DrawingBoardValues */

/**
 * @typedef {{
 *   meanings: Record<string, string>; sizes: number[]; m: number; shape: string; one: string;
 * }} GlossaryData
 */

/**
 * @typedef {{
 *   iteration: number; theta: string | null; train_cost: number | null; train_data_cost: number | null;
 *   test_cost: number | null; train_score: number | null; test_score: number | null; gradient_norms: (number | null)[];
 * }} ReplayFrame
 */

/**
 * @typedef {{
 *   points: [number[], (number | null)[]]; iteration: number[]; train_data_cost: (number | null)[]; test_cost: (number | null)[];
 * }} ReplayCurve
 */

/**
 * @typedef {{
 *   iteration: number; until: number; is_done: boolean; diverged: number | null; frames: ReplayFrame[]; curve: ReplayCurve;
 * }} ReplayDocument
 */

/**
 * @typedef {{
 *   text: string; url: string; number: number; colour: number; name: string; until: number; network: NetworkDescription;
 *   document: ReplayDocument | null; data_document: DataDocument | null;
 * }} ComparedRunData
 */

/** @typedef {{ label: string; values: string[] }} ComparedSetting */

/**
 * @typedef {{
 *   module_url: string; plotly_url: string; texts: Record<string, string>; language: string;
 *   palette: Record<string, string> | Record<string, Record<string, string>>; score: string; runs: ComparedRunData[];
 *   settings: ComparedSetting[]; notes: string[]; is_comparable: boolean; iteration: number | null;
 * }} CompareData
 */

/** @typedef {{ settled: number | null; unreachable: boolean }} CompareValues */

/**
 * @typedef {{
 *   room: string; code: string; teacher_key: string; co_teacher_key: string; is_durable: boolean;
 * }} RoomOpening
 */

/** @typedef {{ kind: string; step: number }} RoomPace */

/** @typedef {{ lesson: string; step: number; phase: string }} RoomPosition */

/** @typedef {{ value: any; low: number | null; high: number | null; first: number; second: number }} RoomBar */

/**
 * @typedef {{
 *   question: string; answered: number; answered_again: number; is_second_open: boolean; revealed: number; bars:
 *   RoomBar[];
 * }} RoomQuestion
 */

/**
 * @typedef {{
 *   number: number; kind: string; at: number; config: string; lesson: string; step: number; choice: string; values:
 *   any[]; between: number[] | null; spotlight: string;
 * }} RoomPushDocument
 */

/**
 * @typedef {{
 *   run: string; status: string; generation: number; iteration: number; cost: number | null; test_cost: number | null;
 *   test_score: number | null; is_finite: boolean; sizes: number[]; learning_rate: number; dataset: string; curve:
 *   number[][];
 * }} RoomTileRun
 */

/** @typedef {{ version: number; activations: string[]; theta: string }} RoomTileNetwork */

/** @typedef {{ run: string; iteration: number; config: string; cost: number | null; at: number }} RoomStar */

/**
 * @typedef {{
 *   id: string; seat: number; name: string; is_own_name: boolean; is_present: boolean; signal: string; signal_at:
 *   number; need: string; has_reached_goal: boolean; position: RoomPosition | null; question: string | null;
 *   prediction: any; latest_vote: number; value: number | string | null; follows: number; returned: number; star:
 *   RoomStar | null; run?: RoomTileRun | null; network?: RoomTileNetwork | null;
 * }} RoomMemberTile
 */

/** @typedef {{ id: string; name: string; run: RoomTileRun | null; network: RoomTileNetwork | null }} RoomTeacherRun */

/** @typedef {{ question: string; first: any; second: any }} RoomGivenAnswer */

/** @typedef {{ member: string; answers: RoomGivenAnswer[] }} RoomMemberAnswers */

/** @typedef {{ id: string; name: string; standing: string }} RoomKnock */

/**
 * @typedef {{
 *   seated: number; present: number; done: number; stuck: number; question: number; unasked: number; reached_goal:
 *   number; waiting: number;
 * }} RoomCounts
 */

/**
 * @typedef {{
 *   version: number; since: number; room: string; code: string; co_teacher_key: string; title: string; language:
 *   string; lesson: string; scenario: string; created: number; is_locked: boolean; is_paused: boolean; is_anonymous:
 *   boolean; allows_own_names: boolean; is_free: boolean; is_durable: boolean; pace: RoomPace; goal_cost: number |
 *   null; hidden_controls: string[]; locked_controls: string[]; push: RoomPushDocument | null; presented: string[];
 *   teacher: RoomTeacherRun | null; members: RoomMemberTile[]; waiting: RoomKnock[]; counts: RoomCounts; questions: RoomQuestion[];
 * }} RoomWallDocument
 */

/**
 * @typedef {{
 *   number: number; kind: string; config: string; lesson: string; step: number; choice: string; value: number | string
 *   | null;
 * }} RoomOwnPush
 */

/** @typedef {{ question: string; first: any; second: any; is_second_open: boolean }} RoomOwnAnswer */

/** @typedef {{ question: string; vote: number; bars: RoomBar[]; others: any[] }} RoomRevealed */

/**
 * @typedef {{
 *   version: number; poll_after: number; redraw_after: number; room: string; title: string; language: string; standing: string; lesson:
 *   string; scenario: string; is_durable: boolean; is_free: boolean; is_taught: boolean; is_paused: boolean; pace:
 *   RoomPace; goal_cost: number | null; has_reached_goal: boolean; hidden_controls: string[]; locked_controls: string[];
 *   push: RoomOwnPush | null; seat: number; name: string; spins_left: number; allows_own_names: boolean; signal: string;
 *   run: string; own_run: string; own_position: RoomPosition | null; follows: number; arrived: number; returned: number; position: RoomPosition | null; answers:
 *   RoomOwnAnswer[]; second_votes: string[]; revealed: RoomRevealed[];
 * }} RoomStudentDocument
 */

export {};

/** @typedef {{ run_id: string; number: number; colour: number; label: string; is_highlighted: boolean }} LessonRun */

/** @typedef {{ cost: number; text: string; colour: number }} LessonReference */

/** @typedef {{ number: number; points: number[][] }} SketchedCurve */

/**
 * @typedef {{
 *   module_url: string; costs_url: string; texts: Record<string, string>; language: string;
 *   palette: Record<string, string> | Record<string, Record<string, string>>; iterations: number; low: number; high: number;
 *   scale: string; first_cost: number | null; runs: LessonRun[]; references: LessonReference[];
 *   sketch: SketchedCurve | null; is_sketching: boolean; is_watching: boolean; is_settled: boolean; height: number;
 * }} LessonChartData
 */

/** @typedef {{ run_id: string; iteration: number; cost: number | null; is_diverged: boolean }} EndedRun */

/** @typedef {{ sketched: SketchedCurve; settled: EndedRun[]; unreachable: boolean }} LessonChartValues */

/** @typedef {{ ended: string }} RoomEnd */

/** @typedef {{ standing: string; place: number; seconds: number; after: number; said: string }} RoomEntry */

/**
 * @typedef {{
 *   join_url: string; enter_url: string; app_url: string; joining_url: string; code: string; language: string;
 *   texts: Record<string, string>;
 * }} JoinPageData
 */

/** @typedef {{ prompt: string; alternatives: string[]; right: number[] }} RoomAsked */

/**
 * @typedef {{ title: string; prediction: RoomAsked | null; observation: RoomAsked | null; checks: string[] }} RoomLessonStep
 */

/** @typedef {{ name: string; title: string; is_own: boolean; steps: RoomLessonStep[] }} RoomLesson */

/**
 * @typedef {{
 *   name: string; title: string; options: string[][]; low: number | null; high: number | null; is_logarithmic: boolean;
 *   is_whole: boolean;
 * }} RoomSetting
 */

/**
 * @typedef {{
 *   module_url: string; wall_url: string; steer_url: string; answers_url: string; results_url: string; notebook_url: string; owner: string;
 *   texts: Record<string, string>; language: string; palette: Record<string, string> | Record<string, Record<string, string>>; class_colors: string[];
 *   room: string; key: string; is_looking: boolean; root: string; join_url: string; typed_url: string; qr: string | null;
 *   lessons: RoomLesson[]; settings: RoomSetting[]; controls: RoomControl[]; scenario: string; scenario_words: string;
 * }} RoomWallData
 */

/** @typedef {{ name: string; title: string }} RoomControl */

/** @typedef {{ compare: string[]; closed: boolean; root: string; unreachable: boolean }} RoomWallValues */

/** @typedef {{ room: string; key: string }} TeacherKeyData */

/** @typedef {{ key: string }} TeacherKeyValues */
