import * as vscode from 'vscode';
import { formatCount } from '../../base/format';
import { visibleText } from '../../base/visibleText';
import { LONGEST_NAME } from '../../session/bookmarks';
import type { TraceSession } from '../../session/traceSession';
import type { Sessions } from '../sessions';
import { plainLabel, plainMessage, say, sayNoTrace } from './say';

/** Of a line, in bytes and then in characters: a list shows no more. */
const LONGEST_LINE = 200;

interface Item extends vscode.QuickPickItem {
  /** From 0. */
  readonly line: number;
  readonly name: string;
}

/** Lists the bookmarks of the active trace: to go to one, to name and to remove them. */
export function listBookmarks(sessions: Sessions): void {
  const { active } = sessions;
  if (active?.trace === undefined) return sayNoTrace();
  if (active.bookmarks.all.length > 0) return list(active);
  say(vscode.l10n.t('No bookmarks in {0}.', active.name));
}

function list(session: TraceSession): void {
  const { bookmarks } = session;
  const buttons = {
    rename: { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Name') },
    remove: { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove') },
    removeAll: {
      iconPath: new vscode.ThemeIcon('clear-all'),
      tooltip: vscode.l10n.t('Remove All'),
    },
  };
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Bookmarks');
  pick.placeholder = vscode.l10n.t('After event {0} now', formatCount(session.at));
  pick.matchOnDescription = pick.matchOnDetail = pick.keepScrollPosition = true;
  pick.buttons = [buttons.removeAll];
  const show = () => {
    pick.items = itemsOf(session, [buttons.rename, buttons.remove]);
    if (pick.items.length === 0) pick.hide();
  };
  show();
  const { line: here = -1 } = session;
  const nearest = pick.items.findLast(({ line }) => line <= here);
  if (nearest !== undefined) pick.activeItems = [nearest];
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    if (chosen !== undefined) session.seekLine(chosen.line);
  });
  pick.onDidTriggerItemButton(({ item, button }) => {
    if (button === buttons.rename) void rename(session, item);
    else {
      bookmarks.remove(item.line);
      show();
    }
  });
  pick.onDidTriggerButton(() => {
    pick.hide();
    void removeAll(session);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}

/** What a trace says, and what a person has typed: shown as it is, without icons. */
function itemsOf(session: TraceSession, buttons: readonly vscode.QuickInputButton[]): Item[] {
  const { trace, text, bookmarks } = session;
  if (trace === undefined || text === undefined) return [];
  return bookmarks.all.map(({ line, name }) => {
    const said = shown(text.line(line, LONGEST_LINE).text.trim());
    const event = trace.eventAtOrBefore(line) + 1;
    const label = name === '' ? said : shown(name);
    const description = vscode.l10n.t(
      'event {0} · line {1}',
      formatCount(event),
      formatCount(line + 1),
    );
    return { label, description, ...(name === '' ? {} : { detail: said }), line, name, buttons };
  });
}

function shown(text: string): string {
  return plainLabel(visibleText(text, LONGEST_LINE));
}

/** Asks for a name, and shows the list again: this has closed it. */
async function rename(session: TraceSession, { line, name, label }: Item): Promise<void> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Name of the Bookmark'),
    prompt: name === '' ? label : '',
    value: name,
    validateInput: (value) =>
      value.trim().length > LONGEST_NAME
        ? vscode.l10n.t('At most {0} characters.', LONGEST_NAME)
        : undefined,
  });
  if (typed !== undefined) session.bookmarks.rename(line, typed);
  list(session);
}

/** Removes all, and takes that back where it was not meant. */
async function removeAll({ bookmarks, name }: TraceSession): Promise<void> {
  const before = bookmarks.all;
  bookmarks.set([]);
  const undo = vscode.l10n.t('Undo');
  const told = vscode.l10n.t('{0} has no bookmarks any more.', name);
  const chosen = await vscode.window.showInformationMessage(plainMessage(told), undo);
  if (chosen === undo) bookmarks.set([...bookmarks.all, ...before]);
}
