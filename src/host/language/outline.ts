import * as vscode from 'vscode';
import { type Entry, outlineOf } from '../../language/outline';
import { LANGUAGE_ID } from '../ids';
import { linesOf, onDocument, rangeOf } from './documentLines';

const MOST_FOUND = 500;

interface Kept {
  readonly version: number;
  readonly entries: readonly Entry[];
}

/** Marks and labelled allocations: in the outline, the breadcrumbs, and of all open traces. */
export class Outline implements vscode.DocumentSymbolProvider, vscode.WorkspaceSymbolProvider {
  private readonly kept = new WeakMap<vscode.TextDocument, Kept>();

  async provideDocumentSymbols(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentSymbol[] | undefined> {
    const entries = await this.entriesOf(document, token);
    return entries?.map((entry) => symbolOf(document, entry));
  }

  async provideWorkspaceSymbols(
    query: string,
    token: vscode.CancellationToken,
  ): Promise<vscode.SymbolInformation[]> {
    const documents = vscode.workspace.textDocuments.filter(
      ({ languageId }) => languageId === LANGUAGE_ID,
    );
    const outlines = await Promise.all(
      documents.map(async (document) => {
        const entries = (await this.entriesOf(document, token)) ?? [];
        return entries
          .flatMap((entry) => [entry, ...entry.children])
          .filter(({ name }) => isLike(name, query))
          .map((entry) => informationOf(document, entry));
      }),
    );
    return outlines.flat().slice(0, MOST_FOUND);
  }

  private async entriesOf(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<readonly Entry[] | undefined> {
    const kept = this.kept.get(document);
    const { version } = document;
    if (kept?.version === version) return kept.entries;
    const entries = await onDocument(document, token, outlineOf(linesOf(document)));
    if (entries !== undefined) this.kept.set(document, { version, entries });
    return entries;
  }
}

function symbolOf(document: vscode.TextDocument, entry: Entry): vscode.DocumentSymbol {
  const { name, detail } = entry;
  const symbol = new vscode.DocumentSymbol(
    name,
    detail,
    kindOf(entry),
    wholeOf(document, entry),
    rangeOf(entry),
  );
  symbol.children = entry.children.map((child) => symbolOf(document, child));
  return symbol;
}

function informationOf(document: vscode.TextDocument, entry: Entry): vscode.SymbolInformation {
  const { name, detail } = entry;
  const location = new vscode.Location(document.uri, rangeOf(entry));
  return new vscode.SymbolInformation(name, kindOf(entry), detail, location);
}

function kindOf({ kind }: Entry): vscode.SymbolKind {
  return kind === 'mark' ? vscode.SymbolKind.Event : vscode.SymbolKind.Variable;
}

/** With all that belongs to the entry. */
function wholeOf(document: vscode.TextDocument, { line, lastLine }: Entry): vscode.Range {
  return document.lineAt(line).range.union(document.lineAt(lastLine).range);
}

/** Whether the characters of the query occur in the name in their order. */
function isLike(name: string, query: string): boolean {
  const text = name.toLowerCase();
  let at = 0;
  for (const character of query.toLowerCase()) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
