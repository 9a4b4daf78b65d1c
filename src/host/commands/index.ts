import * as vscode from 'vscode';
import { COMMAND_IDS } from '../ids';
import type { TraceImports } from '../importing/traceImports';
import type { Inspectors } from '../panels/inspectors';
import type { Recordings } from '../record/recordings';
import type { Sessions } from '../sessions';
import type { LargeTraces } from '../largeTrace/largeTraces';
import { toggleBookmark } from './bookmarks';
import { compareWithEvent, stopComparing } from './compareStates';
import { copyLink } from './copyLink';
import { editCondition } from './editCondition';
import { exportState } from './exportState';
import { followCursor, followTrace } from './follow';
import { importTrace } from './importTrace';
import { goToSource } from './goToSource';
import { insertRecorder } from './insertRecorder';
import { goToEvent, navigate, playPause, runToCursor } from './navigation';
import { listBookmarks } from './listBookmarks';
import { newTrace, openExample, openInspector, pinInspector } from './open';
import { recordProgram } from './recordProgram';
import { goToMark, goToMarkBeside } from './marks';
import { runToBreakpoint, runToNextFault } from './run';
import { runUntil } from './runUntil';
import { showAsRecorded } from './showAsRecorded';

/** Registers every command of `COMMAND_IDS`. */
export function registerCommands(
  sessions: Sessions,
  largeTraces: LargeTraces,
  inspectors: Inspectors,
  imports: TraceImports,
  recordings: Recordings,
  context: vscode.ExtensionContext,
): vscode.Disposable {
  const { extension, extensionUri, workspaceState } = context;
  const handlers: { readonly [K in keyof typeof COMMAND_IDS]: (...args: unknown[]) => unknown } = {
    openInspector: () => openInspector(sessions, inspectors),
    stepForward: () => navigate(sessions, 'forward'),
    stepBack: () => navigate(sessions, 'back'),
    goToFirst: () => navigate(sessions, 'first'),
    goToLast: () => navigate(sessions, 'last'),
    runToCursor: () => runToCursor(sessions, largeTraces),
    runToNextFault: () => runToNextFault(sessions),
    runToBreakpoint: () => runToBreakpoint(sessions),
    editCondition: (place) => editCondition(largeTraces, place),
    runUntil: (choice) => runUntil(sessions, workspaceState, choice),
    nextMark: () => goToMarkBeside(sessions, 'next'),
    previousMark: () => goToMarkBeside(sessions, 'previous'),
    goToMark: () => goToMark(sessions),
    toggleBookmark: (place) => toggleBookmark(sessions, place),
    listBookmarks: () => listBookmarks(sessions),
    followCursor: () => followCursor(),
    pinInspector: () => pinInspector(inspectors),
    goToEvent: (argument) => goToEvent(sessions, argument),
    goToSource: (location) => goToSource(sessions, largeTraces, location),
    playPause: () => playPause(sessions),
    restart: () => navigate(sessions, 'restart'),
    openExample: (file) => openExample(extensionUri, inspectors, file),
    newTrace: () => newTrace(),
    followTrace: () => followTrace(sessions),
    compareWithEvent: () => compareWithEvent(sessions, inspectors),
    stopComparing: () => stopComparing(sessions),
    copyLink: () => copyLink(sessions, extension.id),
    exportState: () => exportState(sessions),
    showAsRecorded: () => showAsRecorded(sessions, inspectors),
    importTrace: (uri) => importTrace(imports, workspaceState, uri),
    recordProgram: (line) => recordProgram(recordings, context, line),
    insertRecorder: (id) => insertRecorder(extensionUri, id),
  };
  const names = Object.keys(COMMAND_IDS) as (keyof typeof COMMAND_IDS)[];
  return vscode.Disposable.from(
    ...names.map((name) => vscode.commands.registerCommand(COMMAND_IDS[name], handlers[name])),
  );
}
