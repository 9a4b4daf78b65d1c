import * as vscode from 'vscode';
import { allProblemsMended, offersFor, type Offer, type Read } from '../../language/fixes/offers';
import { findLeaks, NO_LEAKS, type Leaks } from '../../replay/leaks';
import { PerGeneration } from '../../language/perGeneration';
import { inSlices } from '../../language/slices';
import type { TraceSession } from '../../session/traceSession';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';
import { codeOf } from './diagnostics';
import { linesOf } from './documentLines';
import { HeapRaises, RaiseHeap } from './heapRaises';
import { editOf } from './workspaceEdit';
import { upToDate, type UpToDate } from './upToDate';

/** Of a larger selection only its first lines are looked at. */
const MOST_LINES = 200;
/** Leaks are looked for where they are what is wrong, or may say what was meant. */
const ABOUT_LEAKS: ReadonlySet<string> = new Set(['leak', 'unknown-free', 'unknown-realloc']);

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('alloctrace');

/** Offers to mend what is wrong with a trace. */
export class Fixes implements vscode.CodeActionProvider {
  static readonly kinds: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
  };

  private readonly leaks = new PerGeneration<Promise<Leaks | undefined>>();
  private readonly raises = new HeapRaises();

  constructor(private readonly sessions: Sessions) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[] | undefined> {
    const isAsked = context.triggerKind === vscode.CodeActionTriggerKind.Invoke;
    const isFixAll = context.only !== undefined && context.only.intersects(FIX_ALL);
    const ours = context.diagnostics.filter((diagnostic) => codeOf(diagnostic) !== undefined);
    // At every move of the caret VS Code asks: where nothing is wrong there is nothing to do.
    if (!isAsked && !isFixAll && ours.length === 0) return [];
    const isAboutLeaks = isAsked || ours.some((each) => ABOUT_LEAKS.has(codeOf(each) ?? ''));
    const upToNow = await upToDate(this.sessions, document, token);
    const read = upToNow && (await this.read(document, upToNow, isAboutLeaks));
    if (upToNow === undefined || read === undefined || token.isCancellationRequested) return;
    if (isFixAll) return fixAll(document, read);
    if (context.only?.contains(vscode.CodeActionKind.QuickFix) === false) return [];
    const end = Math.min(range.end.line + 1, range.start.line + MOST_LINES);
    const offers = offersFor(read, range.start.line, end, isAsked);
    const actions = offers.map((offer) => actionOf(document, offer));
    const raise = await this.raises.of(document, upToNow, read, range.start.line, end);
    if (raise !== undefined) actions.unshift(raise);
    for (const action of actions) action.diagnostics = matching(action, ours);
    return actions;
  }

  resolveCodeAction(
    action: vscode.CodeAction,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction> | vscode.CodeAction {
    return action instanceof RaiseHeap ? this.raises.resolve(action, token) : action;
  }

  private async read(
    document: vscode.TextDocument,
    { session, replay, text }: UpToDate,
    isAboutLeaks: boolean,
  ): Promise<Read | undefined> {
    const { version } = document;
    const leaks = isAboutLeaks ? await this.leaksOf(session, replay) : NO_LEAKS;
    if (leaks === undefined || document.version !== version) return undefined;
    return { replay, text, leaks, lines: linesOf(document) };
  }

  private leaksOf(session: TraceSession, replay: Read['replay']): Promise<Leaks | undefined> {
    const { generation } = session;
    return this.leaks.of(session, () =>
      inSlices(findLeaks(replay), scheduler, () => session.generation !== generation),
    );
  }
}

function fixAll(document: vscode.TextDocument, read: Read): vscode.CodeAction[] {
  const edits = allProblemsMended(read);
  if (edits.length === 0) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Mend all problems of the text'), FIX_ALL);
  action.edit = editOf(document, edits);
  return [action];
}

/** An action and the finding that it is for. */
class OfferedAction extends vscode.CodeAction {
  constructor(readonly offer: Offer) {
    super(offer.title, vscode.CodeActionKind.QuickFix);
  }
}

function actionOf(document: vscode.TextDocument, offer: Offer): vscode.CodeAction {
  const action = new OfferedAction(offer);
  action.edit = editOf(document, offer.edits);
  action.isPreferred = offer.isPreferred;
  return action;
}

function matching(action: vscode.CodeAction, ours: readonly vscode.Diagnostic[]) {
  const isFor = (diagnostic: vscode.Diagnostic): boolean =>
    action instanceof OfferedAction
      ? codeOf(diagnostic) === action.offer.code &&
        diagnostic.range.start.line === action.offer.line
      : codeOf(diagnostic) === 'out-of-memory';
  return ours.filter(isFor);
}
