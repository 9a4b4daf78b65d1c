import * as vscode from 'vscode';
import { copyOf, lineOf, uriOf } from './breakpoints';
import { LANGUAGE_ID } from './ids';

/**
 * Keeps breakpoints in their lines where a text is replaced by as many lines. VS Code makes one edit
 * of a thousand and more, as when a long trace is formatted, and moves all breakpoints in it to its end.
 */
export class BreakpointLines implements vscode.Disposable {
  private readonly disposables: readonly vscode.Disposable[];
  /** Lines of breakpoints, by id, before the last change of a trace, as far as it replaced them. */
  private before: ReadonlyMap<string, number> = new Map();

  constructor() {
    this.disposables = [
      vscode.workspace.onDidChangeTextDocument((change) => this.textChanged(change)),
      vscode.debug.onDidChangeBreakpoints(({ changed }) => this.putBack(changed)),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private textChanged({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.languageId !== LANGUAGE_ID) return;
    const uri = document.uri.toString();
    const ranges = contentChanges.filter(keepsLines).map(({ range }) => range);
    // What VS Code tells of breakpoints comes after what it tells of the text.
    const within = vscode.debug.breakpoints.flatMap((each): [string, number][] => {
      const line = each instanceof vscode.SourceBreakpoint ? lineOf(each) : -1;
      const isWithin = ranges.some(({ start, end }) => start.line <= line && line <= end.line);
      return isWithin && uriOf(each) === uri ? [[each.id, line]] : [];
    });
    this.before = new Map(within);
  }

  private putBack(changed: readonly vscode.Breakpoint[]): void {
    const moved = changed
      .filter((each) => each instanceof vscode.SourceBreakpoint)
      .filter((each) => this.before.has(each.id) && this.before.get(each.id) !== lineOf(each));
    if (moved.length === 0) return;
    const copies = moved.map((each) => copyOf(each, { line: this.before.get(each.id) ?? 0 }));
    vscode.debug.removeBreakpoints(moved);
    vscode.debug.addBreakpoints(copies);
  }
}

/** Whether several lines became as many others. */
function keepsLines({ range, text }: vscode.TextDocumentContentChangeEvent): boolean {
  const count = range.end.line - range.start.line;
  return count > 0 && text.split('\n').length - 1 === count;
}
