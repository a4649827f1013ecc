// What the extension uses of JupyterLab, for the type checker: no page loads this file.

export type Signal<Args> = { connect(slot: (sender: unknown, args: Args) => void): void };

export type Widget = { id: string; hide(): void; children(): Iterable<Widget> };

export type Side = "left" | "right";

export type App = {
  restored: Promise<unknown>;
  shell: Widget & { isSideTabBarVisible(side: Side): boolean; toggleSideTabBarVisibility(side: Side): void };
};

export type Cell = {
  node: HTMLElement;
  model: { type: string; getMetadata(key: string): unknown; sharedModel: { getSource(): string } };
};

export type Session = {
  ready: Promise<void>;
  statusChanged: Signal<string>;
  connectionStatusChanged: Signal<string>;
  sessionChanged: Signal<{ newValue: unknown }>;
  shutdown(): Promise<void>;
  changeKernel(kernel: { name: string }): Promise<unknown>;
};

export type Panel = {
  node: HTMLElement;
  isVisible: boolean;
  isDisposed: boolean;
  addClass(name: string): void;
  toolbar: { hide(): void };
  context: { ready: Promise<void>; path: string };
  content: {
    node: HTMLElement;
    widgets: readonly Cell[];
    model: {
      dirty: boolean;
      getMetadata(key: string): unknown;
      stateChanged: Signal<{ name: string; newValue: unknown }>;
    };
  };
  sessionContext: Session;
};

export type Tracker = { widgetAdded: Signal<Panel> };

/** The parts of JupyterLab that its modules export. */
export type Lab = {
  CodeCell: { execute(cell: Cell, session: Session): Promise<unknown> };
  Dialog: { flush(): void };
  IConnectionLost: unknown;
  INotebookTracker: unknown;
  PageConfig: { getOption(name: string): string; getBaseUrl(): string };
};

/** The modules that JupyterLab shares: by name, then by version. */
export type Scope = Readonly<Record<string, Readonly<Record<string, { get(): Promise<() => Lab> }>>>>;

/** What a notebook of the course says of itself: its title and its neighbours' files. */
export type About = { title: string } & Readonly<Record<string, string | undefined>>;

/** The minutes of a module's steps, by step, in their order. */
export type Minutes = Readonly<Record<string, number>>;

/** `shipped.json`: the package's own cells, the strings that the extension says, the steps of each module. */
export type Shipped = {
  cells: readonly string[];
  strings: Readonly<Record<string, string>>;
  steps: Readonly<Record<string, Minutes>>;
};

/** How a step stands, as the page's widget tells it (`pages.widgets.steps`). */
export type Stand = { id: string; state: "open" | "begun" | "done"; note: string };

/** What the page's own HTML gives the first scene: see `lab/first_paint.py`. */
export type FirstGiven = {
  about: About;
  here: string;
  whole: boolean;
  minutes: Minutes | null;
  stands: readonly Stand[];
  says: Shipped["strings"];
  settings: Readonly<Record<string, string>>;
  state: { words: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;
};

/** A widget's script, with as much of a model as it needs before Python is there. */
export type FirstWidget = {
  render(drawn: {
    model: { get(key: string): unknown; send(): void; on(): void; off(): void };
    el: HTMLElement;
  }): () => void;
};

declare global {
  interface DocumentEventMap {
    "ks:steps": CustomEvent<readonly Stand[]>;
  }
  interface Window {
    __ksNext?: boolean;
    __ksLook?: boolean;
    __ksFirst?: { handOver(live: HTMLElement): void; stands: readonly Stand[] };
    _JUPYTERLAB?: Record<string, unknown>;
  }
}
