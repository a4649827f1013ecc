// What goes over the wire of a live room: the mirror of `knowshow/room/messages.py`, which says it in full.

/** Strings from en.yaml by section, then by key. */
export type RoomWords = Readonly<Record<
  "room" | "phone" | "wall" | "player" | "debrief", Readonly<Record<string, string>>>>;

export type Phase = "lobby" | "scene" | "ballot" | "revealed" | "followed" | "debrief" | "ended";

export type Position = { readonly key: string; readonly number: number; readonly most?: number };

/** Where the room is; what is optional is the wall's only. */
export type At = {
  readonly turn: number;
  readonly phase: Phase;
  readonly story: { readonly id: string; readonly title: string };
  readonly position: Position | null;
  readonly ballot: number | null;
  readonly round: 0 | 1 | 2;
  readonly seconds: number | null;
  readonly turnout: "open" | "few" | "half" | "most" | "close" | null;
  readonly rehearsal: number;
  readonly small: boolean;
  readonly say: boolean;
  readonly seats: boolean;
  readonly people?: number;
  readonly code?: string;
  readonly join?: string;
  readonly qr?: string;
};

export type Person = {
  readonly name: string;
  readonly role: string;
  readonly lens: "company" | "civil-society" | "investor" | "rightsholder" | "state";
  readonly initials: string;
};

export type Voice = Person & { readonly html: string };

export type Indicator = {
  readonly id: string;
  readonly label: string;
  readonly about: "people" | "company";
  readonly value: number;
  readonly delta: number;
  readonly moved: string;
  readonly course: "better" | "worse" | "same";
  readonly size: "lot" | "little";
  readonly unit: string | null;
  readonly level: string | null;
  readonly share: number;
  readonly of: number | null;
};

export type ChoiceOffered = { readonly id: string; readonly label: string; readonly html: string };

export type Scene = {
  readonly id: string;
  readonly title: string;
  readonly time: string;
  readonly html: string;
  readonly role: { readonly title: string; readonly company: string };
  readonly brief: string | null;
  readonly voices: readonly Voice[];
  readonly question: string;
  readonly choices: readonly ChoiceOffered[];
  readonly indicators: readonly Indicator[];
};

export type Group = {
  readonly options: readonly string[];
  readonly labels: readonly string[];
  readonly count: number | null;
  readonly merged: boolean;
};

/** Two groups of seats: a name in words for each, and its groups. */
export type Seats = {
  readonly names: readonly string[];
  readonly groups: readonly (readonly Group[])[];
};

export type Shift = {
  readonly direction: "fewer" | "same" | "more" | "no fewer" | "no more" | "nothing";
  readonly label: string | null;
  readonly step: number;
};

export type Ballot = {
  readonly words: "numbers" | "most" | "spread" | "close" | "few" | null;
  readonly people: number;
  readonly k: number;
  readonly groups: readonly Group[];
  readonly why: string | null;
  readonly seats: Seats | null;
  readonly shift: Shift | null;
};

export type Table = {
  readonly parts: readonly (readonly string[])[];
  readonly cells: readonly (readonly number[])[];
};

export type Sentence = { readonly key: string; readonly label: string; readonly text: string };

export type Reveal = {
  readonly ballots: readonly Ballot[];
  readonly movement: readonly { readonly labels: readonly string[]; readonly change: number }[];
  readonly table: Table | null;
  readonly sentences: readonly Sentence[];
  readonly hear: string | null;
};

export type Happened = {
  readonly kind: "choice" | "delayed" | "event";
  readonly label: string;
  readonly time?: string;
  readonly html: string;
  readonly feedback: string | null;
  readonly cites: readonly string[];
  readonly reaches: readonly Person[];
  readonly voices: readonly Voice[];
};

export type Ending = {
  readonly title: string;
  readonly time: string;
  readonly html: string;
  readonly voices: readonly Voice[];
};

export type Followed = {
  readonly how: "room" | "other";
  readonly label: string;
  readonly happened: readonly Happened[];
  readonly indicators: readonly Indicator[];
  readonly ending: Ending | null;
};

/** What the phone and the wall show of the debrief, of all that `knowshow.views.debrief.view` gives. */
export type Debrief = {
  readonly time: string;
  readonly title: string;
  readonly walk: readonly {
    readonly time: string;
    readonly title: string;
    readonly label: string;
    readonly happened: readonly Happened[];
  }[];
  readonly people: readonly (Person & {
    readonly life: string | null;
    readonly said: readonly { readonly time: string; readonly html: string }[];
  })[];
  readonly lessons: readonly { readonly html: string }[];
  readonly differ: readonly {
    readonly question: string;
    readonly views: readonly { readonly held_by: string; readonly html: string }[];
  }[];
};

/** What a phone knows of itself: whether its vote is in, never which. */
export type Mine = {
  readonly voted: boolean;
  readonly votes: boolean;
  readonly sentence: boolean;
  readonly seat: Person | null;
  readonly next: number;
};

export type Parts = {
  at?: At;
  scene?: Scene | null;
  reveal?: Reveal | null;
  followed?: Followed | null;
  debrief?: Debrief | null;
  mine?: Mine;
};

/** Something that a phone asks the server to do; the line adds its `id`. */
export type Wish = { readonly do: "vote" | "say" | "pair"; readonly [key: string]: string | number | null };

/** What the server says to a wish: nothing wrong, or why it was refused. */
export type Answer = {
  readonly id: number;
  readonly error?: { readonly key: string; readonly text: string };
};

/** How the line stands: not yet there, there, or lost and being mended. */
export type LineState = "opening" | "open" | "lost";

/** What a line tells of: parts as they change, how it stands, and that the caller is not known there. */
export type Listener = {
  parts(parts: Parts): void;
  state(state: LineState): void;
  stranger(): void;
};

/** A line to the room: wishes go out and are answered once; `again` asks anew, `close` hangs up. */
export type RoomLine = { ask(wish: Wish): Promise<Answer>; again(): void; close(): void };
