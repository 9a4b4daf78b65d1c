import * as vscode from 'vscode';
import { recogniseBinaryTexts } from './binaryTexts';
import { BookmarkIcons } from './bookmarks/bookmarkIcons';
import { TraceBookmarks } from './bookmarks/traceBookmarks';
import { BreakpointLines } from './breakpointLines';
import { TraceBreakpoints } from './breakpoints';
import { registerCommands } from './commands';
import { ContextKeys } from './contextKeys';
import { registerCodeFeatures } from './language/codeFeatures';
import { FollowCursor } from './followCursor';
import { registerConditionCompletion } from './language/conditionInput';
import { CurrentLine } from './language/currentLine';
import { registerInsight } from './language/insight';
import { registerOpenWith } from './importing/openWith';
import { TraceImports } from './importing/traceImports';
import { LargeTraces } from './largeTrace/largeTraces';
import { TextTabs } from './largeTrace/textTabs';
import { Inspectors } from './panels/inspectors';
import { Recordings } from './record/recordings';
import { resumeSavedTraces } from './savedTraces';
import { Sessions } from './sessions';
import { Settings } from './settings';
import { StatusBar } from './statusBar';
import { TraceLinks } from './traceLinks';

/** What other extensions, and the tests, get: the sessions of the open traces. */
export interface AllocTraceApi {
  readonly sessions: Sessions;
}

export function activate(context: vscode.ExtensionContext): AllocTraceApi {
  const { subscriptions, extensionUri, workspaceState } = context;
  const log = vscode.window.createOutputChannel('AllocTrace', { log: true });
  const settings = new Settings(log);
  const sessions = new Sessions(settings);
  const largeTraces = new LargeTraces(sessions, extensionUri, log);
  const imports = new TraceImports(sessions, () => {
    if (!inspectors.anyVisible) inspectors.open();
  });
  const inspectors = new Inspectors(sessions, largeTraces, settings, extensionUri, log, imports);
  const recordings = new Recordings(sessions, inspectors, extensionUri);
  const textTabs = new TextTabs(log);
  const bookmarks = new TraceBookmarks(sessions, workspaceState);
  const isAnyVisible = () => inspectors.anyVisible || largeTraces.anyVisible;
  const statusBar = new StatusBar(sessions, isAnyVisible);
  subscriptions.push(
    log,
    settings,
    sessions,
    largeTraces,
    imports,
    inspectors,
    recordings,
    textTabs,
    statusBar,
    inspectors.onVisibility(() => statusBar.update()),
    largeTraces.onVisibility(() => statusBar.update()),
    new ContextKeys(sessions),
    new CurrentLine(sessions, extensionUri),
    bookmarks,
    new BookmarkIcons(sessions, extensionUri),
    recogniseBinaryTexts(),
    registerInsight(sessions, settings),
    registerCodeFeatures(sessions),
    new TraceBreakpoints(sessions, log),
    new BreakpointLines(),
    resumeSavedTraces(sessions, bookmarks),
    new FollowCursor(sessions, settings),
    registerConditionCompletion(),
    vscode.window.registerUriHandler(new TraceLinks(sessions, inspectors)),
    registerOpenWith(imports),
    registerCommands(sessions, largeTraces, inspectors, imports, recordings, context),
  );
  sessions.start();
  textTabs.start();
  return { sessions };
}
