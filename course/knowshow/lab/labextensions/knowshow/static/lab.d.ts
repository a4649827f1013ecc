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
  shutdown(): Promise<void>;
  changeKernel(kernel: { name: string }): Promise<unknown>;
};

export type Panel = {
  node: HTMLElement;
  isVisible: boolean;
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

/** `shipped.json`: the cells that are the package's own, and the strings that the extension says. */
export type Shipped = { cells: readonly string[]; strings: Readonly<Record<string, string>> };

declare global {
  interface Window {
    __ksNext?: boolean;
    __ksLook?: boolean;
    _JUPYTERLAB?: Record<string, unknown>;
  }
}
