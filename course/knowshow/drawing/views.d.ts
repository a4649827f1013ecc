// Generated from the views' TypedDicts in Python: `python tests/helpers/remake.py` writes it anew.

/**
 * Take this feedback file; `data` is in base64.
 */
export type AddMessage = {
  do: "add";
  name: string;
  data: string;
};

/**
 * Keep an answer to an item, or keep it and check it; None takes it back.
 */
export type AnswerMessage = {
  do: "answer" | "check";
  item: string;
  value: string | number | readonly string[] | Readonly<Record<string, string>> | null;
};

/**
 * Why an answer is right, where experts differ, what would change it (HTML or empty), and the cites.
 */
export type BecauseView = {
  why: string;
  cites: readonly string[];
  differ: string;
  flip: string;
};

/**
 * Where to begin: the link's words, and a page of the course.
 */
export type BeginView = {
  label: string;
  href: string;
};

/**
 * One bar: its bin in words, how many ways end there and their share, and whether it is the reader's.
 *
 * `share` is a percentage with its sign, `tall` the bar's height as a part (0 to 1) of the tallest.
 */
export type BinView = {
  name: string;
  count: number;
  share: string;
  mine: boolean;
  tall: number;
};

/**
 * Give the commitment of this id, which has a day, as a file for calendars.
 */
export type CalendarMessage = {
  do: "calendar";
  id: string;
};

/**
 * Feedback that has come: its points in words, and the exercise's notebook, which shows it.
 */
export type CameView = {
  text: string;
  href: string;
};

/**
 * A principle for the explorer: texts as HTML; `plain` is the text to search.
 *
 * `pillar`, `addressee` and `kind` are keys of words; `parts` are its lettered paragraphs; `met` lists the
 * modules that use it.
 */
export type CardView = {
  number: string;
  pillar: string;
  addressee: string;
  kind: string;
  title: string;
  html: string;
  parts: readonly ParagraphView[];
  takeaway: string;
  terms: readonly string[];
  pages: string;
  met: readonly MetView[];
  plain: string;
};

/**
 * A case, its text as HTML; `sorted` is None as long as it was given no kind.
 */
export type CaseView = {
  id: string;
  title: string;
  html: string;
  sorted: SortedView | null;
};

/**
 * Which chart: of time, of principles, or of two indicators (ids), people's and the company's.
 *
 * `reveal` (of a `ballot` of a scene, from 0) and `moved` (between two) are a live room's.
 */
export type ChartQuestion = {
  do: "ask";
  ask: "chart";
  chart: "moved" | "profile" | "reveal" | "space" | "time";
  people?: string;
  company?: string;
  ballot?: number;
};

/**
 * A chart as the page shows it: what it says in words, then the figure, and its numbers as a table.
 *
 * `narrow` is the same figure for where there is little room: from 18 to 36 times the size of its text.
 */
export type ChartView = {
  title: string;
  finding: string;
  alternative: string;
  table: TableView;
  figure: FigureView;
  narrow: FigureView;
};

/**
 * Pick one option, or up to `max_choices`; 0 means any number.
 */
export type ChoiceItemView = {
  id: string;
  prompt: string;
  case: string;
  points: number;
  type: "choice";
  max_choices: number;
  options: readonly OptionView[];
};

/**
 * A choice that is open: its id, which the page sends back, its label, and details as HTML.
 */
export type ChoiceView = {
  id: string;
  label: string;
  html: string;
};

/**
 * A commitment: who does what by when; `source` is where it was written, `prompt` what it answers.
 *
 * `came` is what came of it, and `asks` says that this is asked now.
 */
export type CommitmentView = {
  id: string;
  source: string;
  prompt: string;
  what: string;
  who: string;
  by: string;
  principle: string;
  came: string;
  asks: boolean;
};

/**
 * What the page of commitments is given.
 */
export type CommitmentsPage = {
  words: Readonly<Record<string, string>>;
  view: CommitmentsView;
  notes: readonly string[];
};

/**
 * Commitments by where they were written; the `whole` plan or one module's with its prompts.
 */
export type CommitmentsView = {
  whole: boolean;
  owner: string;
  groups: readonly GroupView[];
  prompts: readonly PromptView[];
  principles: readonly LabelView[];
  exported: ExportedView;
};

/**
 * The criteria, by id, that the learner finds met in a written answer.
 */
export type CompareMessage = {
  do: "compare";
  item: string;
  value: readonly string[];
};

/**
 * One thing to look for, with its levels from the lowest.
 */
export type CriterionLevels = {
  id: string;
  label: string;
  levels: readonly LevelView[];
};

/**
 * A criterion for a written answer: its label, what it shows at best (HTML), whether it is ticked.
 */
export type CriterionView = {
  id: string;
  label: string;
  shows: string;
  met: boolean;
};

/**
 * Where the learner left off: the module, the place in it in words, and its notebook.
 *
 * `finished`: all modules are done, and the notebook is that of the record.
 */
export type CurrentView = {
  title: string;
  where: string;
  href: string;
  finished: boolean;
};

/**
 * What each question is answered with; the script comes as bytes.
 */
export type DebriefAnswers = {
  standing: StandingView;
  whatif: WhatIfView;
  chart: ChartView;
  plotly: null;
  sheet: SheetView;
};

/**
 * The questions by what they ask.
 */
export type DebriefQuestions = {
  standing: StandingQuestion;
  whatif: WhatIfQuestion;
  chart: ChartQuestion;
  plotly: PlotlyQuestion;
  sheet: SheetQuestion;
};

/**
 * All that a debrief shows at first.
 *
 * `headline` tells what became of people, the gravest first. `time` and `title` are the ending's; `relied`
 * holds the cites of the path's choices, `untouched` one cite for each principle that the path's decisions
 * offered and none of them rests on.
 */
export type DebriefView = {
  headline: readonly string[];
  lessons: readonly LessonView[];
  differ: readonly DifferView[];
  time: string;
  title: string;
  walk: readonly WalkedView[];
  people: readonly LifeView[];
  decisions: readonly DecisionView[];
  relied: readonly string[];
  untouched: readonly string[];
};

/**
 * Take a choice, by its id, in the scene of this key.
 */
export type DecideMessage = {
  do: "decide";
  key: string;
  choice: string;
};

/**
 * One decision of the path with all that was open there; `mine` is the id of the choice taken.
 */
export type DecisionView = {
  time: string;
  title: string;
  question: string;
  mine: string;
  choices: readonly OfferView[];
};

/**
 * One decision of the path, and the gravest of what it moved for people.
 */
export type DidView = {
  time: string;
  title: string;
  label: string;
  moved: readonly DifferenceView[];
};

/**
 * A question on which experts differ, with their views.
 */
export type DifferView = {
  question: string;
  views: readonly OpinionView[];
  cites: readonly string[];
};

/**
 * An indicator on two paths, or at two times: both amounts in words, and whether the second is better.
 *
 * `first` is `before` without its unit; `said` is the key of the words for the change, with keys of its own
 * for a change within one level; `arrow` is empty if nothing changed.
 */
export type DifferenceView = {
  label: string;
  about: "company" | "people";
  before: string;
  first: string;
  after: string;
  course: "better" | "same" | "worse";
  said: "better" | "same" | "slightly_better" | "slightly_worse" | "worse";
  arrow: "" | "▲" | "▼";
};

/**
 * Take away the commitment of this id.
 */
export type DropMessage = {
  do: "remove";
  id: string;
};

/**
 * How both paths end: the titles of the endings, and whether they are the same.
 */
export type EndingsView = {
  mine: string;
  other: string;
  same: boolean;
};

/**
 * What the explorer's page is given.
 */
export type ExplorerPage = {
  words: Readonly<Record<string, string>>;
  cards: readonly CardView[];
  terms: readonly TermView[];
  kin: readonly (readonly string[])[];
  passages: readonly PassageView[];
  source: string;
};

/**
 * Make the page, and the Markdown.
 */
export type ExportMessage = {
  do: "export";
};

/**
 * What the last export said, line by line, whether the page was made, and whether it had dates.
 *
 * `page` is what was made, as HTML, and `text` the same as Markdown; both are empty where nothing was.
 * `number` counts the exports that were asked for.
 */
export type ExportedView = {
  number: number;
  made: boolean;
  dated: boolean;
  lines: readonly string[];
  page: string;
  text: string;
};

/**
 * Feedback on an attempt: the points in a line, `facts` about the attempt, and each item's.
 *
 * `page` is the address of the grader's own page beside the exercise, or empty.
 */
export type FeedbackView = {
  total: string;
  facts: readonly string[];
  items: readonly ItemFeedbackView[];
  page: string;
};

/**
 * Give the file that was handed in, to `save`; or `look` for feedback.
 */
export type FetchMessage = {
  do: "look" | "save";
};

/**
 * A figure as plotly reads it, at the usual text size; colours and fonts are the page's tokens.
 */
export type FigureView = {
  data: readonly unknown[];
  layout: LayoutView;
  config: Readonly<Record<string, unknown>>;
};

/**
 * A commitment to ask about: `what` was promised, `since` when, in words, and what `came` of it.
 */
export type FollowUpView = {
  id: string;
  what: string;
  since: string;
  came: string;
  silent: boolean;
};

/**
 * The commitments to ask about on this page, the oldest first.
 */
export type FollowUpsView = {
  rows: readonly FollowUpView[];
};

/**
 * The size of a figure's text, in pixels at the usual text size.
 */
export type FontView = {
  size: number;
};

/**
 * What the page is answered: to `put`, the items changed in another window; to `submit`, a receipt.
 *
 * To `save`, a file's name, its bytes beside it; to `add`, what was wrong with the file, or empty.
 */
export type FormAnswers = {
  put: readonly string[];
  submit: ReceiptView;
  save: string;
  add: string;
};

/**
 * What the form's page is given; `values` are the answers by item.
 */
export type FormPage = {
  words: Readonly<Record<string, string>>;
  view: FormView;
  values: Readonly<Record<string, string | number | readonly string[] | Readonly<Record<string, string>>>>;
  notes: readonly string[];
  handing: HandingView;
};

/**
 * An assignment: its name and edition (`assignment`), title, items; `submits` where it is handed in.
 */
export type FormView = {
  assignment: string;
  title: string;
  items: readonly (ChoiceItemView | OrderItemView | MatchItemView | SliderItemView | TextItemView)[];
  submits: boolean;
};

/**
 * The product of the example, the levels of a factor, lowest first, and the questions.
 */
export type FrameView = {
  product: string;
  levels: readonly string[];
  questions: QuestionsView;
};

/**
 * Give the answer of this code these levels; None takes the mark back.
 */
export type GiveMessage = {
  do: "give";
  code: string;
  levels: Readonly<Record<string, number>> | null;
  comment: string;
};

/**
 * A factor of severity and its level in words; `top` if no level of the impact is higher.
 */
export type GradeView = {
  label: string;
  level: string;
  top: boolean;
};

/**
 * The commitments written in one place (a module's id, `salience` or `own`), under its title.
 */
export type GroupView = {
  source: string;
  title: string;
  rows: readonly CommitmentView[];
};

/**
 * What was handed in and what came back, each None where there is nothing.
 *
 * `next` is where to go then: the next module, and the reader's record. `looked` says how the search for
 * feedback stands, `looks` whether it can be asked for, `closed` why nothing more can be handed in, if so.
 */
export type HandingView = {
  sent: SentView | null;
  next: readonly NextView[];
  feedback: FeedbackView | null;
  looked: string;
  looks: boolean;
  closed: string;
};

/**
 * Something that happened: the result of a choice, at once or delayed, or an event.
 *
 * `label` names the choice or the event, `time` is when that was, `feedback` says why the choice matters,
 * `reaches` lists whom it reaches, `cites` the principles it rests on (keys of the view's `principles`).
 * Texts are HTML.
 */
export type HappenedView = {
  kind: "choice" | "delayed" | "event";
  label: string;
  time?: string;
  html: string;
  feedback: string | null;
  cites: readonly string[];
  reaches: readonly PersonView[];
  voices: readonly VoiceView[];
};

/**
 * The ways a story can end by one indicator: title, finding and alternative in words, then the bars.
 *
 * Bars go from the worst to the best; `ends` names the first and the last, `ways` says which is the better.
 */
export type HistogramView = {
  label: string;
  title: string;
  finding: string;
  alternative: string;
  bins: readonly BinView[];
  ends: readonly string[];
  ways: readonly ("better" | "worse")[];
};

/**
 * An impact as the learner wrote it; a level counts from 1, None if not answered yet.
 */
export type ImpactView = {
  id: string;
  what: string;
  who: string;
  scale: number | null;
  scope: number | null;
  irremediable: number | null;
  likelihood: number | null;
};

/**
 * An indicator's value and its last change.
 *
 * `place` is where the value lies between the worst end of its range (0) and the best (1); `unit` names what
 * is counted, `of` how many there are in all; `level` is the level in words, if it has levels; `course` and
 * `size` are keys of words; `moved` is by how much it changed, as it is read.
 */
export type IndicatorView = {
  id: string;
  label: string;
  about: "company" | "people";
  value: number;
  delta: number;
  moved: string;
  course: "better" | "same" | "worse";
  size: "little" | "lot";
  unit: string | null;
  level: string | null;
  place: number;
  of: number | null;
};

/**
 * What one answer earned and why.
 *
 * `number` is the question's, 0 where it is asked no more; `prompt` is HTML; `points` says them in a
 * sentence; `answer` and `comment` are plain text, `reasons` HTML. `changed`: the answer is another one now.
 */
export type ItemFeedbackView = {
  number: number;
  prompt: string;
  points: string;
  answer: readonly string[];
  shape: "line" | "list" | "numbered" | "words";
  notes: readonly string[];
  reasons: readonly string[];
  comment: string;
  because: readonly ReasonView[];
  principles: readonly string[];
  changed: boolean;
};

/**
 * A kind of involvement: what it means, what follows from it (HTML), and where that stands in words.
 */
export type KindView = {
  id: "cause" | "contribute" | "linked" | "none";
  label: string;
  meaning: string;
  follows: string;
  cites: string;
};

/**
 * A principle to choose: its id and how it is called in a list.
 */
export type LabelView = {
  id: string;
  label: string;
};

/**
 * A decision after the changed one: its time, its label, and whether it is `kept` on the changed path.
 */
export type LaterView = {
  time: string;
  label: string;
  kept: boolean;
};

/**
 * The part of plotly's layout that the page reads: its height in pixels and its font.
 */
export type LayoutView = {
  height: number;
  font: FontView;
};

/**
 * What to take away, as HTML, and the principles it rests on.
 */
export type LessonView = {
  html: string;
  cites: readonly string[];
};

/**
 * One level of a criterion; `points` as people write them, `shows` in HTML.
 */
export type LevelView = {
  points: string;
  label: string;
  shows: string;
};

/**
 * The story as one stakeholder lived it.
 *
 * `life` is how they tell it (HTML, None if they do not), `reached` what reached them, `said` what they
 * said, and `fares` how the indicators about them changed from the start to the end.
 */
export type LifeView = {
  name: string;
  role: string;
  lens: "civil-society" | "company" | "investor" | "rightsholder" | "state";
  initials: string;
  life: string | null;
  reached: readonly ReachedView[];
  said: readonly SaidView[];
  fares: readonly DifferenceView[];
};

/**
 * Look again how the steps stand: something was kept on this page, or on another.
 */
export type LookMessage = {
  do: "look";
};

/**
 * What the course map's page is given; `record` is the notebook of the reader's record.
 */
export type MapPage = {
  words: Readonly<Record<string, string>>;
  rows: readonly RowView[];
  current: CurrentView | null;
  record: string;
  view: FollowUpsView;
  notes: readonly string[];
};

/**
 * Match each source with a target.
 */
export type MatchItemView = {
  id: string;
  prompt: string;
  case: string;
  points: number;
  type: "match";
  sources: readonly OptionView[];
  targets: readonly OptionView[];
};

/**
 * Where the course uses a principle: a module's title, its notebook (empty if not here), and how.
 */
export type MetView = {
  href: string;
  title: string;
  how: string;
};

/**
 * A node of the story: its title, its time in the story's words, and its text as HTML.
 */
export type MomentView = {
  title: string;
  time: string;
  html: string;
};

/**
 * Read under this name from now on.
 */
export type NameMessage = {
  do: "name";
  name: string;
};

/**
 * Where to go once answers are handed in: what to say of it, the link's words, a page of the course.
 */
export type NextView = {
  lead: string;
  label: string;
  href: string;
};

/**
 * A choice that was open: its id, which the page sends back, and its label.
 */
export type OfferView = {
  id: string;
  label: string;
};

/**
 * Read the answers to this item; with an empty one, go back to the door.
 */
export type OpenItemMessage = {
  do: "open";
  assignment: string;
  item: string;
};

/**
 * Open an item's hint or its solution, or close it.
 */
export type OpenMessage = {
  do: "hint" | "solution";
  item: string;
  value: boolean;
};

/**
 * A view that some experts hold, as HTML, and who they are.
 */
export type OpinionView = {
  held_by: string;
  html: string;
};

/**
 * One thing to pick, order or match; `detail` is HTML, or empty.
 */
export type OptionView = {
  id: string;
  label: string;
  detail: string;
};

/**
 * Put the options in order.
 */
export type OrderItemView = {
  id: string;
  prompt: string;
  case: string;
  points: number;
  type: "order";
  options: readonly OptionView[];
};

/**
 * What would differ for one stakeholder; `life` is how they would tell it (HTML), None if as before.
 *
 * `reached` counts the consequences that reach them, first on the path taken, then on the changed one.
 */
export type OtherLifeView = {
  name: string;
  role: string;
  lens: "civil-society" | "company" | "investor" | "rightsholder" | "state";
  initials: string;
  changes: readonly DifferenceView[];
  life: string | null;
  differs: boolean;
  reached: readonly number[];
};

/**
 * Another answer that stands, by its kind's label, and what is said to it (HTML).
 */
export type OtherView = {
  label: string;
  html: string;
};

/**
 * Whose plan it is.
 */
export type OwnerMessage = {
  do: "owner";
  value: string;
};

/**
 * A lettered paragraph of a principle, as HTML.
 */
export type ParagraphView = {
  letter: string;
  html: string;
};

/**
 * A paragraph or a scene: the module's `title`, `where` it stands in it, the text as HTML.
 *
 * `href` is its page and, of a paragraph, `#step/first words`, with which that page puts it in sight.
 */
export type PassageView = {
  href: string;
  title: string;
  where: string;
  html: string;
};

/**
 * A stakeholder: name, role, `lens` (a key of the words) and initials, one or two letters.
 */
export type PersonView = {
  name: string;
  role: string;
  lens: "civil-society" | "company" | "investor" | "rightsholder" | "state";
  initials: string;
};

/**
 * Make a commitment of the impact of this id.
 */
export type PlanMessage = {
  do: "plan";
  id: string;
};

/**
 * What the player's page is given.
 */
export type PlayerPage = {
  words: Readonly<Record<string, string>>;
  view: PlayerView;
  status: StatusView;
};

/**
 * A scene in its widget: `key` names it, so that a late click on an earlier one is told from one on this.
 *
 * `so_far` tells what went before, `named` who is named here and not introduced yet.
 * `debrief` is there once the story is over, `notice` where something is to be said about the journal;
 * `place` says where the story stands, `announce` what a screen reader says when the scene has changed.
 */
export type PlayerView = {
  title: string;
  role: RoleView;
  brief: string | null;
  happened: readonly HappenedView[];
  scene: MomentView;
  voices: readonly VoiceView[];
  question: string | null;
  choices: readonly ChoiceView[];
  indicators: readonly IndicatorView[];
  cites: readonly string[];
  principles: Readonly<Record<string, PrincipleView>>;
  over: boolean;
  begun: boolean;
  key: string;
  so_far: SoFarView;
  named: readonly PersonView[];
  debrief: DebriefView | null;
  notice: string | null;
  place: string;
  announce: string;
  can_back: boolean;
  can_restart: boolean;
  can_return: boolean;
};

/**
 * The script that draws charts.
 */
export type PlotlyQuestion = {
  do: "ask";
  ask: "plotly";
};

/**
 * What the practice page is given.
 */
export type PracticePage = {
  words: Readonly<Record<string, string>>;
  view: PracticeView;
  notes: readonly string[];
};

/**
 * Practice items under their title, each with what was done with it.
 */
export type PracticeView = {
  title: string;
  tasks: readonly TaskView[];
};

/**
 * A principle's card: number, title, `short` for a chip, texts as HTML; `part` is the paragraph cited.
 */
export type PrincipleView = {
  number: string;
  title: string;
  short: string;
  html: string;
  part: string | null;
  takeaway: string;
  pages: string;
};

/**
 * How far the reading is; `pairs` were read by two, whose agreement is in words, if any.
 */
export type ProgressView = {
  all: number;
  left: number;
  mine: number;
  second: number;
  third: number;
  settled: number;
  elsewhere: number;
  gone: number;
  outdated: number;
  pairs: number;
  agreement: string;
};

/**
 * A question that a commitment answers, how one might begin, and the principle it rests on.
 */
export type PromptView = {
  id: string;
  ask: string;
  starts: string;
  cite: string;
};

/**
 * Answer an item; None takes the answer back.
 */
export type PutAnswerMessage = {
  do: "put";
  item: string;
  value: string | number | readonly string[] | Readonly<Record<string, string>> | null;
};

/**
 * Change these fields of the row of this id; a row that there is not yet is made.
 */
export type PutRowMessage = {
  do: "put";
  id: string;
  fields: Readonly<Record<string, unknown>>;
};

/**
 * One question about an impact, with its four answers, lowest first.
 */
export type QuestionView = {
  label: string;
  question: string;
  options: readonly string[];
};

/**
 * The four questions.
 */
export type QuestionsView = {
  scale: QuestionView;
  scope: QuestionView;
  irremediable: QuestionView;
  likelihood: QuestionView;
};

/**
 * An impact in the order: its place (from 1, `shared` by equals), and why it stands there, in words.
 *
 * `top` is its highest level, from 1, and `chance` its likelihood, from 1, None if that is not said.
 * `happening` says that it is under way already, `planned` that a commitment was made for it.
 */
export type RankView = {
  id: string;
  place: number;
  shared: boolean;
  title: string;
  who: string;
  top: number;
  chance: number | null;
  grades: readonly GradeView[];
  likelihood: string;
  because: string;
  happening: boolean;
  planned: boolean;
};

/**
 * What reached a stakeholder, and when; `later` if it is the delayed result of an earlier decision.
 */
export type ReachedView = {
  time: string;
  label: string;
  later: boolean;
};

/**
 * What lies before the reader: an answer by its code, or sample `number` of `total`.
 *
 * `levels` and `comment` are what she gave it before; `verdict` and `why` stand once a sample is marked.
 */
export type ReadAnswer = {
  code: string;
  text: string;
  number: number;
  total: number;
  levels: Readonly<Record<string, number>>;
  comment: string;
  verdict: readonly VerdictView[];
  why: string;
};

/**
 * A step has been read to its end.
 */
export type ReadMessage = {
  do: "read";
  step: "ideas" | "looking-back";
};

/**
 * One written answer that can be read: how many learners have a row, how many wait for a person.
 */
export type ReadingItem = {
  assignment: string;
  title: string;
  item: string;
  prompt: string;
  all: number;
  waiting: number;
};

/**
 * What the reading page is given.
 */
export type ReadingPage = {
  words: Readonly<Record<string, string>>;
  view: ReadingView;
};

/**
 * What the reading page shows: `items` at its door, else what is read, and how far the reading is.
 *
 * `problem` says in one line what stands in the way, or nothing. `back` is whether the last mark can be
 * opened again.
 */
export type ReadingView = {
  state: "answer" | "done" | "door" | "sample";
  reader: string;
  problem: string;
  items: readonly ReadingItem[];
  scheme: SchemeView | null;
  answer: ReadAnswer | null;
  progress: ProgressView | null;
  back: boolean;
};

/**
 * Something said under a heading of its own (`about` is a key of words), as HTML.
 */
export type ReasonView = {
  about: string;
  html: string;
};

/**
 * What became of handing in: `done` or not, a headline, and text in lines.
 *
 * `asks`: the learner is to give a name first, for which `learner` is a proposal.
 */
export type ReceiptView = {
  done: boolean;
  title: string;
  text: string;
  asks: boolean;
  learner: string;
};

/**
 * What the page of the record is given.
 */
export type RecordPage = {
  words: Readonly<Record<string, string>>;
  view: RecordView;
};

/**
 * A module that was begun: what was `read` and `answered`, as sentences, and `decided`, as labels.
 */
export type RecordRowView = {
  number: number;
  title: string;
  done: boolean;
  read: readonly string[];
  decided: readonly string[];
  answered: readonly string[];
};

/**
 * The record: how far it goes (`state`), its `facts`, `notes` on what is wrong with it, and its modules.
 *
 * `open` names the modules that were not begun; `begin` is there where there is nothing to tell of yet.
 */
export type RecordView = {
  kicker: string;
  state: string;
  facts: readonly string[];
  notes: readonly string[];
  rows: readonly RecordRowView[];
  open: string;
  begin: BeginView | null;
};

/**
 * Take away the impacts of these ids.
 */
export type RemoveMessage = {
  do: "remove";
  ids: readonly string[];
};

/**
 * The answer to a message: `n` is the message's id, None where it had none.
 *
 * `type` is what became of it: saved; failed, so that the page keeps it and sends it again; refused, so that
 * it need not be sent again. `text` says why, in words. `time` is when (ISO 8601, UTC). `answer` is what a
 * question is answered with, else None.
 */
export type Reply = {
  n: string | null;
  type: "failed" | "refused" | "saved";
  text: string;
  time: string;
  answer: unknown;
};

/**
 * Begin anew, with no case sorted.
 */
export type RestartMessage = {
  do: "restart";
};

/**
 * Bring back what was removed last.
 */
export type RestoreMessage = {
  do: "restore";
};

/**
 * Who the player is: a position (`title`) in a company.
 */
export type RoleView = {
  title: string;
  company: string;
};

/**
 * A module on the map: notebook (`href`), question, minutes (`times`), its `state`, `done`.
 *
 * `came` is feedback on its exercise, if there is any.
 */
export type RowView = {
  number: number;
  title: string;
  question: string;
  href: string;
  times: string;
  state: readonly string[];
  done: boolean;
  came: CameView | null;
};

/**
 * What a stakeholder said during the story, as HTML, and when.
 */
export type SaidView = {
  time: string;
  html: string;
};

/**
 * What the salience map's page is given.
 */
export type SaliencePage = {
  words: Readonly<Record<string, string>>;
  view: SalienceView;
  frame: FrameView;
  notes: readonly string[];
};

/**
 * The impacts as written, their order, those that cannot be placed, and the ids of the examples.
 */
export type SalienceView = {
  rows: readonly ImpactView[];
  order: readonly RankView[];
  open: readonly UnplacedView[];
  examples: readonly string[];
};

/**
 * What is read and by what: texts in HTML, `points` as people write them.
 */
export type SchemeView = {
  assignment: string;
  item: string;
  title: string;
  case: string;
  prompt: string;
  criteria: readonly CriterionLevels[];
  example: string;
  why: string;
  differ: string;
  points: string;
};

/**
 * What was handed in last: a headline, lines of text, and the name it was handed in under.
 *
 * `change`: the name can be changed; `zip`: there is a file to save, and to send to `contact` (an address;
 * `letter` is its link), if the programme names one.
 */
export type SentView = {
  title: string;
  lines: readonly string[];
  learner: string;
  change: boolean;
  zip: boolean;
  contact: string;
  letter: string;
};

/**
 * Choose a value for the setting of this name.
 */
export type SetMessage = {
  do: "set";
  name: string;
  value: string;
};

/**
 * What the settings' page is given.
 */
export type SettingsPage = {
  words: Readonly<Record<string, string>>;
  view: SettingsView;
  notes: readonly string[];
};

/**
 * What is chosen and what can be, by setting; `apply` are the attributes of the page that follow.
 */
export type SettingsView = {
  chosen: Readonly<Record<string, string>>;
  apply: Readonly<Record<string, string | null>>;
  options: Readonly<Record<string, readonly string[]>>;
};

/**
 * The debrief on one page.
 */
export type SheetQuestion = {
  do: "ask";
  ask: "sheet";
};

/**
 * One page: headlines for people, the gravest first, and for the company; path, turns and lessons.
 *
 * `commitments` are the reader's own, as sentences.
 */
export type SheetView = {
  title: string;
  company: string;
  people: readonly string[];
  firm: readonly string[];
  path: readonly StepView[];
  turns: readonly TurnView[];
  lessons: readonly TakenView[];
  commitments: readonly string[];
};

/**
 * Set a whole number between two bounds, in steps; `unit` and the labels of the ends may be empty.
 */
export type SliderItemView = {
  id: string;
  prompt: string;
  case: string;
  points: number;
  type: "slider";
  lower: number;
  upper: number;
  step: number;
  unit: string;
  low_label: string;
  high_label: string;
};

/**
 * The story so far: what introduces it (HTML), the path, and whom one has met, rights-holders first.
 */
export type SoFarView = {
  brief: string;
  path: readonly DidView[];
  cast: readonly PersonView[];
};

/**
 * Sort the case of this id into a kind.
 */
export type SortMessage = {
  do: "sort";
  id: string;
  kind: "cause" | "contribute" | "linked" | "none";
};

/**
 * How a case was sorted and what is said to that (HTML); `differ` and `other` where experts differ.
 */
export type SortedView = {
  kind: "cause" | "contribute" | "linked" | "none";
  verdict: "differ" | "not-yet" | "settled";
  said: string;
  differ: string;
  other: readonly OtherView[];
  cites: string;
};

/**
 * What the sorter's page is given.
 */
export type SorterPage = {
  words: Readonly<Record<string, string>>;
  view: SorterView;
  notes: readonly string[];
};

/**
 * All kinds and all cases, in their order.
 */
export type SorterView = {
  kinds: readonly KindView[];
  cases: readonly CaseView[];
};

/**
 * Where does this outcome stand among all ways?
 */
export type StandingQuestion = {
  do: "ask";
  ask: "standing";
};

/**
 * Where an outcome stands among all ways; not `exact`, and without indicators, if they are too many.
 */
export type StandingView = {
  exact: boolean;
  lead: string;
  indicators: readonly HistogramView[];
};

/**
 * How saving stands: its kind, which the styles know, and the words for it.
 */
export type StatusView = {
  kind: "failed" | "ready" | "resumed" | "saved";
  text: string;
};

/**
 * Go on, open the answer that was marked last, put the one in sight off until later, or read `again`.
 *
 * `again` has everything read anew that was marked by an earlier mark scheme.
 */
export type StepMessage = {
  do: "again" | "back" | "later" | "next";
};

/**
 * One decision of the path: its time, its scene's title, and the choice's label.
 */
export type StepView = {
  time: string;
  title: string;
  label: string;
};

/**
 * What the bar of steps is given.
 */
export type StepsPage = {
  words: Readonly<Record<string, string>>;
  view: StepsView;
};

/**
 * The steps of a module, in order.
 */
export type StepsView = {
  steps: readonly StepView[];
};

/**
 * Where the changed path stops: its time, its scene, the choice not open there, and those that are.
 *
 * `lost` is None if the path has run out of choices, and `offers` is empty if it has ended.
 */
export type StoppedView = {
  time: string;
  title: string;
  lost: string | null;
  offers: readonly string[];
};

/**
 * Hand the answers in, under this name where one is given.
 */
export type SubmitMessage = {
  do: "submit";
  learner: string;
};

/**
 * A table: the names of its columns, and its rows; the first cell of a row heads it.
 */
export type TableView = {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
};

/**
 * A lesson as HTML, and its principles in words.
 */
export type TakenView = {
  html: string;
  principles: readonly string[];
};

/**
 * A practice item and the learner's work on it.
 *
 * `outcome` is that of the answer last checked, and `stale` says that the answer has changed since.
 * `feedback` holds lines of HTML; `hint` and `solution` are HTML, empty until opened; `because` comes with
 * the solution, or once the answer is right; `criteria` come with a written answer that was checked.
 */
export type TaskView = {
  item: ChoiceItemView | OrderItemView | MatchItemView | SliderItemView | TextItemView;
  value: string | number | readonly string[] | Readonly<Record<string, string>> | null;
  outcome: "not-attempted" | "not-yet" | "right";
  stale: boolean;
  feedback: readonly string[];
  hint: string;
  solution: string;
  because: BecauseView | null;
  criteria: readonly CriterionView[];
};

/**
 * A term of the glossary: its meaning as HTML and plain text; `cites` are its principles' numbers.
 */
export type TermView = {
  term: string;
  html: string;
  plain: string;
  cites: readonly string[];
};

/**
 * Write an answer of about `expected_words`, and no more than `max_characters`.
 */
export type TextItemView = {
  id: string;
  prompt: string;
  case: string;
  points: number;
  type: "extended-text";
  expected_words: number;
  max_characters: number;
};

/**
 * At the scene of this key, go back one decision, begin anew, or return to the path left by that.
 */
export type TurnMessage = {
  do: "back" | "restart" | "return";
  key: string;
};

/**
 * A decision taken otherwise, the later ones held: when, what, and what would stand differently.
 */
export type TurnView = {
  time: string;
  label: string;
  changes: readonly string[];
};

/**
 * An impact that cannot be placed yet, and what is missing, in words.
 */
export type UnplacedView = {
  title: string;
  missing: string;
};

/**
 * What a sample got from this reader (`yours`) and from those who wrote it (`ours`), in words.
 */
export type VerdictView = {
  label: string;
  yours: string;
  ours: string;
  same: boolean;
};

/**
 * What a stakeholder says, as HTML.
 */
export type VoiceView = {
  name: string;
  role: string;
  lens: "civil-society" | "company" | "investor" | "rightsholder" | "state";
  initials: string;
  html: string;
};

/**
 * One decision of the path, with what it brought about and which indicators it moved.
 */
export type WalkedView = {
  time: string;
  title: string;
  label: string;
  happened: readonly HappenedView[];
  moved: readonly DifferenceView[];
};

/**
 * What if, at the decision of this place (from 0), the choice of this id had been taken instead?
 */
export type WhatIfQuestion = {
  do: "ask";
  ask: "whatif";
  at: number;
  instead: string;
};

/**
 * A path with one decision changed: what follows at once (`then`, HTML), and all that differs.
 *
 * `by` holds the times at which the path taken and the changed one are compared, in the story's words.
 */
export type WhatIfView = {
  then: string;
  summary: string;
  by: readonly string[];
  endings: EndingsView | null;
  later: readonly LaterView[];
  stopped: StoppedView | null;
  indicators: readonly DifferenceView[];
  people: readonly OtherLifeView[];
};
