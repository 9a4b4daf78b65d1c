import * as vscode from 'vscode';
import { Indexes } from '../../language/indexes';
import { LANGUAGE_ID } from '../ids';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';
import { Completion, COMPLETION_TRIGGERS } from './completion';
import { folding } from './folding';
import { formatting } from './formatting';
import { IdNavigation } from './idNavigation';
import { IdTokens, LEGEND } from './idTokens';
import { Outline } from './outline';
import { PASTE, pasteAsTrace } from './pasteAsTrace';
import { selecting } from './selecting';
import { SIGNATURE_TRIGGERS, signatureHelp } from './signatureHelp';
import { sourceDefinition } from './sourceDefinition';

/** Of every scheme: untitled documents, git's versions and virtual files are traces too. */
const SELECTOR: vscode.DocumentSelector = { language: LANGUAGE_ID };

/** What an editor can do with a trace as with source code. */
export function registerCodeFeatures(sessions: Sessions): vscode.Disposable {
  const indexes = new Indexes(scheduler);
  const ids = new IdNavigation(sessions, indexes);
  const outline = new Outline();
  const completion = new Completion(sessions, indexes);
  const idTokens = new IdTokens(sessions, indexes);
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerDefinitionProvider(SELECTOR, ids),
    languages.registerDefinitionProvider(SELECTOR, sourceDefinition),
    languages.registerReferenceProvider(SELECTOR, ids),
    languages.registerDocumentHighlightProvider(SELECTOR, ids),
    languages.registerRenameProvider(SELECTOR, ids),
    languages.registerDocumentSymbolProvider(SELECTOR, outline, { label: 'AllocTrace' }),
    languages.registerWorkspaceSymbolProvider(outline),
    languages.registerFoldingRangeProvider(SELECTOR, folding),
    languages.registerSelectionRangeProvider(SELECTOR, selecting),
    languages.registerCompletionItemProvider(SELECTOR, completion, ...COMPLETION_TRIGGERS),
    languages.registerSignatureHelpProvider(SELECTOR, signatureHelp, SIGNATURE_TRIGGERS),
    languages.registerDocumentFormattingEditProvider(SELECTOR, formatting),
    languages.registerDocumentRangeFormattingEditProvider(SELECTOR, formatting),
    languages.registerOnTypeFormattingEditProvider(SELECTOR, formatting, '\n'),
    languages.registerDocumentPasteEditProvider(SELECTOR, pasteAsTrace, PASTE),
    idTokens,
    languages.registerDocumentRangeSemanticTokensProvider(SELECTOR, idTokens, LEGEND),
  );
}
