import type { InspectorState } from '../src/protocol/state';
import { INITIAL_VIEW, viewForTrace, type ViewState } from './viewState';

/** Everything the inspector draws from: what it was last sent, and its own view state. */
export interface AppState {
  /** Null until the host has sent the first state. */
  readonly inspector: InspectorState | null;
  /** The trace that the view state belongs to. */
  readonly uri: string;
  readonly view: ViewState;
}

export type Action =
  | { readonly type: 'stateReceived'; readonly state: InspectorState }
  | { readonly type: 'viewChanged'; readonly patch: Partial<ViewState> };

/** Before anything was received: what was saved by an earlier life of the view, or nothing. */
export function initialState(saved?: { uri: string; view: ViewState }): AppState {
  return { inspector: null, uri: saved?.uri ?? '', view: saved?.view ?? INITIAL_VIEW };
}

/** The next state. Returns the same object if nothing changes. */
export function reduce(app: AppState, action: Action): AppState {
  switch (action.type) {
    case 'stateReceived':
      return receive(app, action.state);
    case 'viewChanged':
      return { ...app, view: { ...app.view, ...action.patch } };
  }
}

function receive(app: AppState, state: InspectorState): AppState {
  if (app.inspector !== null && isOlder(state, app.inspector)) return app;
  if (state.view.kind !== 'trace' || state.view.uri === app.uri) {
    return { ...app, inspector: state };
  }
  const { uri } = state.view;
  return { inspector: state, uri, view: viewForTrace(app.view) };
}

/** Whether a state was overtaken. The same revision again is the answer to a second `ready`. */
function isOlder(state: InspectorState, shown: InspectorState): boolean {
  return (
    state.generation < shown.generation ||
    (state.generation === shown.generation && state.revision < shown.revision)
  );
}
