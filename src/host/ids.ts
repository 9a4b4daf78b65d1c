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
  goToSource: 'alloctrace.goToSource',
  playPause: 'alloctrace.playPause',
  runToBreakpoint: 'alloctrace.runToBreakpoint',
  runUntil: 'alloctrace.runUntil',
  editCondition: 'alloctrace.editCondition',
  nextMark: 'alloctrace.nextMark',
  previousMark: 'alloctrace.previousMark',
  goToMark: 'alloctrace.goToMark',
  toggleBookmark: 'alloctrace.toggleBookmark',
  listBookmarks: 'alloctrace.listBookmarks',
  followCursor: 'alloctrace.followCursor',
  pinInspector: 'alloctrace.pinInspector',
  restart: 'alloctrace.restart',
  openExample: 'alloctrace.openExample',
  newTrace: 'alloctrace.newTrace',
  followTrace: 'alloctrace.followTrace',
  compareWithEvent: 'alloctrace.compareWithEvent',
  stopComparing: 'alloctrace.stopComparing',
  copyLink: 'alloctrace.copyLink',
  exportState: 'alloctrace.exportState',
  showAsRecorded: 'alloctrace.showAsRecorded',
  importTrace: 'alloctrace.importTrace',
  recordProgram: 'alloctrace.recordProgram',
  insertRecorder: 'alloctrace.insertRecorder',
} as const;

/** View type of the editor panel. */
export const PANEL_ID = 'alloctrace.inspector';
/** Id of the view in the activity bar. */
export const VIEW_ID = 'alloctrace.inspectorView';

/** View types of the read-only view: chosen by hand for plain traces, the usual one for packed ones. */
export const LARGE_TRACE_IDS = ['alloctrace.largeTrace', 'alloctrace.packedTrace'] as const;

/** What "Open With" of a recording names: the recording is imported. */
export const RECORDING_EDITOR_ID = 'alloctrace.recording';

/** Scheme of imported traces that are no text documents: read from their recording. */
export const IMPORTED_SCHEME = 'alloctrace-import';
/** Scheme of the reports of imports. */
export const REPORT_SCHEME = 'alloctrace-report';
/** Type of the tasks that record a program. */
export const TASK_TYPE = 'alloctrace';

/** Names of the settings, below their section. */
export const SETTING_SECTION = 'alloctrace';
export const SETTINGS = {
  heapSize: 'heap.size',
  heapBase: 'heap.base',
  heapLayout: 'heap.layout',
  heapPolicy: 'heap.policy',
  heapAlignment: 'heap.alignment',
  playSpeed: 'playSpeed',
  followCursor: 'followCursor',
  debugLog: 'debugLog',
  historyBudget: 'historyBudget',
  inlayHints: 'inlayHints',
} as const;

/** Where each problem code has a section: in the repository, because every host can open that. */
export const PROBLEM_DOCUMENT =
  'https://github.com/alloctrace/alloctrace/blob/main/docs/problems.md';

export const CONTEXT_KEYS = {
  hasTrace: 'alloctrace.hasTrace',
  hasEvents: 'alloctrace.hasEvents',
  canStepForward: 'alloctrace.canStepForward',
  canStepBack: 'alloctrace.canStepBack',
  isFile: 'alloctrace.isFile',
  isComparing: 'alloctrace.isComparing',
} as const;
