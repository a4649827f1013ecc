// What a bare page's stand-in for a widget model holds, for the type checker.

/** A message from Python: new state, or something said, with its buffers coded in base 64. */
export type FromPython = { method: string; content: unknown; state: State; buffers: readonly string[] };

/** A message to Python: new state, or something said. */
export type ToPython = { method: string; content?: unknown; state?: State; buffer_paths?: readonly string[] };

export type State = Record<string, unknown>;

export type Listener = (...args: unknown[]) => void;

/** A widget's script, as anywidget takes it. */
export type Widget = {
  initialize?(given: Given): Promise<unknown> | unknown;
  render(given: Given): Promise<unknown> | unknown;
};

export type Given = { model: unknown; el?: HTMLElement | null; signal: AbortSignal };

declare global {
  interface Window {
    stage: unknown;
    tellPython(message: ToPython): Promise<FromPython[]>;
  }
}
