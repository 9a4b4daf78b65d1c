import * as vscode from 'vscode';
import { aboveOf } from '../../language/completion/above';
import { restSuggestions, valueSuggestions } from '../../language/completion/attributes';
import { freshId } from '../../language/completion/freshId';
import { liveIdsBefore } from '../../language/completion/liveIds';
import { slotAt, type Slot } from '../../language/completion/slot';
import type { Suggestion } from '../../language/completion/suggestion';
import { usedSizes } from '../../language/completion/usedSizes';
import { verbSuggestions } from '../../language/completion/verbs';
import type { Indexes } from '../../language/indexes';
import type { Sessions } from '../sessions';
import { isConditionInput } from './conditionInput';
import { linesOf, onDocument } from './documentLines';
import { upToDate } from './upToDate';

interface Suggestions {
  readonly suggestions: readonly Suggestion[];
  readonly isCut?: boolean;
}

const KINDS: { readonly [K in Suggestion['kind']]: vscode.CompletionItemKind } = {
  verb: vscode.CompletionItemKind.Keyword,
  snippet: vscode.CompletionItemKind.Snippet,
  id: vscode.CompletionItemKind.Variable,
  size: vscode.CompletionItemKind.Unit,
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
};

/** What asks by being typed: a blank before the id of a block, `=` before a value. */
export const COMPLETION_TRIGGERS = [' ', '='];

/** Suggests verbs, attributes and their values, live ids, sizes used before, and new names. */
export class Completion implements vscode.CompletionItemProvider {
  constructor(
    private readonly sessions: Sessions,
    private readonly indexes: Indexes,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
    { triggerCharacter }: vscode.CompletionContext,
  ): Promise<vscode.CompletionList | undefined> {
    // What a breakpoint's condition may hold is suggested elsewhere.
    if (isConditionInput(document, position)) return undefined;
    const { line, character } = position;
    const slot = slotAt(document.lineAt(line).text, character);
    if (slot === undefined || !isWanted(slot, triggerCharacter)) return undefined;
    const found = await this.suggest(slot, document, position, token);
    if (found === undefined) return undefined;
    const range = {
      inserting: new vscode.Range(line, slot.from, line, character),
      replacing: new vscode.Range(line, slot.from, line, slot.to),
    };
    const items = found.suggestions.map((each, index) => itemOf(each, index, range));
    return new vscode.CompletionList(items, found.isCut);
  }

  private async suggest(
    slot: Slot,
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<Suggestions | undefined> {
    switch (slot.kind) {
      case 'rest':
        return { suggestions: restSuggestions(slot) };
      case 'value':
        return { suggestions: valueSuggestions(slot.verb, slot.key) };
      case 'verb': {
        const above = aboveOf(linesOf(document), position.line);
        return { suggestions: verbSuggestions(above, this.freshId(document, position)) };
      }
      case 'newId':
        return { suggestions: [await this.newId(document, position, token)] };
      case 'liveId':
        return this.liveIds(slot, document, position, token);
      case 'size': {
        // A list over digits that are being typed would only be in the way.
        if (slot.from < position.character) return undefined;
        const now = await upToDate(this.sessions, document, token);
        if (now === undefined) return undefined;
        const { trace } = now.replay;
        return { suggestions: usedSizes(trace, trace.eventAtOrAfter(position.line)) };
      }
    }
  }

  private async liveIds(
    { from }: Slot,
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<Suggestions | undefined> {
    const now = await upToDate(this.sessions, document, token);
    const ends = now && (await this.indexes.endsOf(now.session));
    if (ends === undefined || now === undefined || token.isCancellationRequested) return undefined;
    const { trace, journal } = now.replay;
    const prefix = document.getText(new vscode.Range(line, from, line, character));
    const work = liveIdsBefore(trace, journal, ends, trace.eventAtOrAfter(line), prefix);
    const live = await onDocument(document, token, work);
    return live && { suggestions: live.ids, isCut: live.isCut };
  }

  private async newId(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<Suggestion> {
    await upToDate(this.sessions, document, token);
    return {
      kind: 'id',
      label: this.freshId(document, position),
      detail: vscode.l10n.t('a name that no block has'),
    };
  }

  /** Of the trace as it was read last: a name is a proposal and may be a moment behind. */
  private freshId(document: vscode.TextDocument, { line }: vscode.Position): string {
    const trace = this.sessions.find(document.uri)?.trace;
    return freshId(trace, trace?.eventAtOrAfter(line) ?? 0);
  }
}

/** What is typed asks only where something helps that the person cannot know by heart. */
function isWanted({ kind }: Slot, trigger: string | undefined): boolean {
  if (trigger === ' ') return kind === 'liveId';
  return trigger !== '=' || kind === 'value';
}

function itemOf(
  suggestion: Suggestion,
  index: number,
  range: vscode.CompletionItem['range'],
): vscode.CompletionItem {
  const { kind, label, detail, meaning, insert = label, isSnippet, goesOn } = suggestion;
  // What tells blocks, sizes and values apart is wanted of all of them, not of the selected one.
  const isTold = kind !== 'verb' && kind !== 'snippet' && detail !== undefined;
  const item = new vscode.CompletionItem(
    isTold ? { label, description: detail } : label,
    KINDS[kind],
  );
  if (!isTold && detail !== undefined) item.detail = detail;
  if (meaning !== undefined) item.documentation = new vscode.MarkdownString(meaning);
  item.insertText = isSnippet === true ? new vscode.SnippetString(insert) : insert;
  item.sortText = String(index).padStart(4, '0');
  if (range !== undefined) item.range = range;
  if (goesOn === true) {
    item.command = { title: '', command: 'editor.action.triggerSuggest' };
  }
  return item;
}
