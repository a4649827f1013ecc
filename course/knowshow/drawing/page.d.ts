// What scripts share by type: the widget's model, what elements are made of, what a page keeps for all.

import type { DebriefAnswers, DebriefQuestions, FormPage, FormView } from "./views.d.ts";
import type { PutRowMessage, Reply } from "./views.d.ts";

/** Strings from en.yaml, by key. */
export type Words = Readonly<Record<string, string>>;

/** One item of an assignment or of practice. */
export type ItemView = FormView["items"][number];

/** An answer to an item, as Python keeps it. */
export type Value = FormPage["values"][string];

/** What Python is told: `do` says what; each kind of message has its own type. */
export type Message = { readonly do: string };

export type HearsReply = (reply: Reply, buffers: readonly DataView<ArrayBuffer>[]) => void;

/** The line to Python: messages go out, replies and buffers come in. */
export type Line = {
  send(message: Message & { n: string }): void;
  on(event: "msg:custom", hears: HearsReply): void;
  off(event: "msg:custom", hears: HearsReply): void;
};

/** A widget's model: what Python gives the page, by key, and a call when it changes. */
export type Model<Page> = Line & {
  get<Key extends keyof Page>(key: Key): Page[Key];
  on(event: `change:${Extract<keyof Page, string>}`, hears: () => void): void;
  off(event: `change:${Extract<keyof Page, string>}`, hears: () => void): void;
};

/** What anywidget hands to `render`. */
export type Drawn<Page> = { model: Model<Page>; el: HTMLElement };

/** Put a question to Python about a story that has ended; rejects with words for the reader. */
export type Ask = <Kind extends keyof DebriefQuestions>(
  question: DebriefQuestions[Kind] & { readonly ask: Kind },
  patience?: number,
) => Promise<{ answer: DebriefAnswers[Kind]; buffers: readonly DataView<ArrayBuffer>[] }>;

type MergeRows = (earlier: Message, now: PutRowMessage) => PutRowMessage;

/** What a list of rows uses of an outbox, whatever else that carries. */
export type RowBox = {
  send(about: string, message: PutRowMessage, merge?: MergeRows): void;
  draft(about: string, message: PutRowMessage, merge?: MergeRows): unknown;
  waits(about: string): boolean;
};

/** Take an answer; `typing` says that more may follow at once, `flush` that the field was left. */
export type Changed = (value: Value | null, how?: { typing?: boolean; flush?: boolean }) => void;

export type Child = Node | string | number | false | null | undefined | readonly Child[];

/** Attributes of an element; what begins with `on` hears an event. */
export type Attributes = {
  onclick?: (event: MouseEvent) => void;
  onkeydown?: (event: KeyboardEvent) => void;
  onfocusin?: (event: FocusEvent) => void;
  onchange?: (event: Event) => void;
  oninput?: (event: Event) => void;
  onblur?: (event: FocusEvent) => void;
  [name: string]: string | number | boolean | null | undefined | ((event: never) => void);
};

/** The control that has the focus, so that a view drawn anew can find its successor. */
export type Held = {
  el: HTMLElement;
  target: HTMLElement;
  kin: number;
  place: number;
  name: string | null;
  typed?: string;
};

declare global {
  interface Window {
    __ksCount?: number;
    __ksFocus?: Held | null;
    __ksHolds?: boolean;
    __ksNext?: boolean;
    __ksLook?: boolean;
    __ksPlotly?: Promise<Blob>;
    Plotly?: { react(at: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown> };
  }
}
