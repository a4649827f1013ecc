// What the scripts of the facilitator's console share by type: the mirror of `Console` and `Note` in
// `knowshow/room/messages.py` and of `ConsoleView` in `knowshow/pages/widgets/console_view.py`.

import type { Ask, Child, Words } from "./page.d.ts";
import type { At, ChoiceOffered, Debrief, Followed, Phase } from "./room-types.d.ts";
import type { Reveal, RoomWords, Scene } from "./room-types.d.ts";

export type Order =
  | "enter" | "open" | "extend" | "close" | "cancel" | "follow" | "other" | "back" | "debrief" | "end"
  | "hear" | "table" | "unseal" | "let" | "take_back" | "keep";

export type SentenceUnsealed = {
  readonly key: string;
  readonly choice: string;
  readonly label: string;
  readonly text: string;
  readonly through: boolean;
  readonly kept: boolean;
};

export type StepTaken = {
  readonly time: string;
  readonly title: string;
  readonly label: string;
  readonly how: "room" | "other";
};

/** A room as its server tells the facilitator; `parts.at` is always there. */
export type Room = {
  readonly version: number;
  readonly code: string;
  readonly address: string;
  readonly wall: string;
  readonly people: number;
  readonly parts: {
    readonly at: At;
    readonly scene?: Scene | null;
    readonly reveal?: Reveal | null;
    readonly followed?: Followed | null;
    readonly debrief?: Debrief | null;
  };
  readonly notes: { readonly ask: string; readonly hears: string; readonly minutes: number } | null;
  readonly minutes: {
    readonly total: number;
    readonly spent: number;
    readonly session: number;
    readonly here: number;
    readonly spare: number;
  };
  readonly commands: readonly Order[];
  readonly next: Order | null;
  readonly offered: string | null;
  readonly choices: readonly ChoiceOffered[];
  readonly waiting: boolean;
  readonly sentences: readonly SentenceUnsealed[];
  readonly path: readonly StepTaken[];
  readonly journal: readonly string[];
  readonly strangers: boolean;
  readonly fault: string | null;
};

export type RoomLine = {
  readonly code: string;
  readonly story: { readonly id: string; readonly title: string };
  readonly phase: Phase;
  readonly people: number;
};

export type StoryLine = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
};

type Named = { readonly id: string; readonly label: string };

export type ConsoleView = {
  readonly state: "absent" | "lobby" | "room";
  readonly problem: string;
  readonly where: string;
  readonly near: boolean;
  readonly far: boolean;
  readonly rooms: readonly RoomLine[];
  readonly stories: readonly StoryLine[];
  readonly room: Room | null;
  readonly axes: { readonly people: readonly Named[]; readonly company: readonly Named[] } | null;
  readonly saved: readonly string[];
  readonly wanted: string;
};

/** What the console's page is given. */
export type ConsolePage = { words: Words; shared: RoomWords; view: ConsoleView };

/** What Python is asked to do for the facilitator; `command` goes on to the room's server. */
export type ConsoleMessage =
  | { readonly do: "open" | "stop" | "forget" | "leave" | "save" }
  | { readonly do: "elsewhere"; readonly address: string; readonly token: string }
  | { readonly do: "enter"; readonly code: string }
  | {
    readonly do: "new";
    readonly scenario: string;
    readonly minutes: string;
    readonly seats: boolean;
    readonly rehearse: number;
  }
  | { readonly do: "command"; readonly command: CommandSaid };

/** A `CommandMessage` of `knowshow/room/messages.py`. */
export type CommandSaid = {
  readonly turn: number | undefined;
  readonly do: Order;
  readonly choice?: string;
  readonly seconds?: number;
  readonly key?: string;
  readonly text?: string;
};

/** What goes with a command. */
export type More = Omit<CommandSaid, "turn" | "do">;

export type NoteQuestion = { readonly do: "ask"; readonly ask: "note" };

/** What may leave a room. */
export type Note = {
  readonly briefing_markdown: string;
  readonly briefing_html: string;
  readonly case_markdown: string;
  readonly case_html: string;
};

/** What each part of the console works with: words, the clock that runs by itself, and ways to Python. */
export type Desk = {
  readonly words: Words;
  readonly shared: RoomWords;
  readonly clock: HTMLElement;
  readonly ask: Ask;
  note(): Promise<Note>;
  tell(about: string, message: ConsoleMessage): void;
  command(order: Order, more?: More): void;
  say(text: string): void;
};

/** A part of the page: what of the whole view it shows (null: nothing), and how it is drawn. */
export type Part<Picked> = {
  of(view: ConsoleView): Picked | null;
  draw(desk: Desk, picked: Picked): Child;
};
