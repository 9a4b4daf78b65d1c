import * as vscode from 'vscode';
import type { LineBreakpoint } from '../protocol/largeTrace';
import type { BreakpointSpec } from '../session/breakpoints';
import type { TraceSession } from '../session/traceSession';
import { plainMessage } from './commands/say';
import type { Sessions } from './sessions';

/**
 * The breakpoints that VS Code has in traces, given to their sessions. VS Code keeps them, moves
 * them along with edits and shows them; here they only take effect.
 */
export class TraceBreakpoints implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[];
  /** What was said of broken ones: once is enough. */
  private readonly said = new Set<string>();

  constructor(
    private readonly sessions: Sessions,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables = [
      sessions.onOpen((session) => {
        session.breakpoints.onMessage((message) => log.info(`${session.name}: ${message}`));
        this.give(session);
      }),
      vscode.debug.onDidChangeBreakpoints(({ added, removed, changed }) =>
        this.changed([...added, ...removed, ...changed]),
      ),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private changed(breakpoints: readonly vscode.Breakpoint[]): void {
    const uris = new Set(breakpoints.map((each) => uriOf(each)));
    for (const session of this.sessions.all) if (uris.has(session.uri)) this.give(session);
  }

  private give(session: TraceSession): void {
    const { uri, name } = session;
    const enabled = breakpointsIn(uri).filter((each) => each.enabled);
    session.breakpoints.set(enabled.map(specOf));
    for (const problem of session.breakpoints.problems) {
      const message = `${name}: ${problem}`;
      if (this.said.has(message)) continue;
      this.said.add(message);
      this.log.warn(message);
      void vscode.window.showWarningMessage(plainMessage(message));
    }
  }
}

/** The breakpoints in a trace, for a view that shows them itself. */
export function lineBreakpointsIn(uri: vscode.Uri): LineBreakpoint[] {
  return breakpointsIn(uri.toString()).map((each) => ({
    line: lineOf(each) + 1,
    kind: kindOf(each),
    enabled: each.enabled,
  }));
}

function kindOf({
  condition = '',
  hitCondition = '',
  logMessage = '',
}: vscode.SourceBreakpoint): LineBreakpoint['kind'] {
  if (logMessage !== '') return 'message';
  return condition + hitCondition !== '' ? 'conditional' : 'plain';
}

/** Sets a breakpoint in a line (from 0), or removes those that are there. */
export function toggleBreakpoint(uri: vscode.Uri, line: number): void {
  const there = breakpointsInLine(uri, line);
  if (there.length > 0) vscode.debug.removeBreakpoints(there);
  else {
    const place = new vscode.Location(uri, new vscode.Position(line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
  }
}

/** The condition of the breakpoint in a line (from 0); empty where there is none. */
export function conditionIn(uri: vscode.Uri, line: number): string {
  const [first] = breakpointsInLine(uri, line);
  return first?.condition ?? '';
}

/** Gives the breakpoints in a line (from 0) a condition, or takes it; sets one where there is none. */
export function setCondition(uri: vscode.Uri, line: number, condition: string): void {
  const there = breakpointsInLine(uri, line);
  const place = new vscode.Location(uri, new vscode.Position(line, 0));
  const plain = there.length > 0 ? there : [new vscode.SourceBreakpoint(place)];
  // A breakpoint cannot be changed, only replaced.
  vscode.debug.removeBreakpoints(there);
  vscode.debug.addBreakpoints(plain.map((each) => copyOf(each, { line, condition })));
}

/** A breakpoint like another one, in a line of its own or with a condition of its own. */
export function copyOf(
  breakpoint: vscode.SourceBreakpoint,
  {
    line = lineOf(breakpoint),
    condition = breakpoint.condition,
  }: { readonly line?: number; readonly condition?: string },
): vscode.SourceBreakpoint {
  const { location, enabled, hitCondition, logMessage } = breakpoint;
  const place = new vscode.Location(location.uri, new vscode.Position(line, 0));
  return new vscode.SourceBreakpoint(place, enabled, condition, hitCondition, logMessage);
}

/** The line of a breakpoint, from 0. */
export function lineOf({ location }: vscode.SourceBreakpoint): number {
  return location.range.start.line;
}

function breakpointsInLine(uri: vscode.Uri, line: number): vscode.SourceBreakpoint[] {
  return breakpointsIn(uri.toString()).filter((each) => lineOf(each) === line);
}

function breakpointsIn(uri: string): vscode.SourceBreakpoint[] {
  return vscode.debug.breakpoints.filter(
    (each): each is vscode.SourceBreakpoint => uriOf(each) === uri,
  );
}

/** The document that a breakpoint is in, where it is in one. */
export function uriOf(breakpoint: vscode.Breakpoint): string | undefined {
  return breakpoint instanceof vscode.SourceBreakpoint
    ? breakpoint.location.uri.toString()
    : undefined;
}

function specOf(breakpoint: vscode.SourceBreakpoint): BreakpointSpec {
  const { id, condition = '', hitCondition = '', logMessage = '' } = breakpoint;
  return { id, line: lineOf(breakpoint), condition, hitCount: hitCondition, logMessage };
}
