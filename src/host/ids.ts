/** Every name that package.json and the code must agree on. A test compares the two. */

export const LANGUAGE_ID = 'alloctrace';

export const COMMAND_IDS = {
  openInspector: 'alloctrace.openInspector',
  stepForward: 'alloctrace.stepForward',
  stepBack: 'alloctrace.stepBack',
  goToFirst: 'alloctrace.goToFirst',
  goToLast: 'alloctrace.goToLast',
  runToCursor: 'alloctrace.runToCursor',
  runToNextFault: 'alloctrace.runToNextFault',
  goToEvent: 'alloctrace.goToEvent',
  playPause: 'alloctrace.playPause',
  restart: 'alloctrace.restart',
  openExample: 'alloctrace.openExample',
  newTrace: 'alloctrace.newTrace',
} as const;

/** View type of the editor panel. */
export const PANEL_ID = 'alloctrace.inspector';
/** Id of the view in the activity bar. */
export const VIEW_ID = 'alloctrace.inspectorView';

export const CONTEXT_KEYS = {
  hasTrace: 'alloctrace.hasTrace',
  hasEvents: 'alloctrace.hasEvents',
  canStepForward: 'alloctrace.canStepForward',
  canStepBack: 'alloctrace.canStepBack',
} as const;
