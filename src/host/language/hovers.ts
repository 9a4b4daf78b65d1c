import * as vscode from 'vscode';
import { hoverAt } from '../../language/hover';
import { markdownOf, type Paragraph } from '../../language/hoverText';
import type { SecondCursors } from '../../language/secondCursor';
import { eventLink } from '../commands/eventLink';
import { COMMAND_IDS } from '../ids';
import type { Sessions } from '../sessions';
import { rangeOf } from './documentLines';
import { upToDate } from './upToDate';

/** A longer line is no line of an event that anybody wrote. */
const LONGEST_LINE = 4096;

/** Tells what an event did and why, and what a word means. */
export class Hovers implements vscode.HoverProvider {
  constructor(
    private readonly sessions: Sessions,
    private readonly cursors: SecondCursors,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const read = await upToDate(this.sessions, document, token);
    if (read === undefined) return undefined;
    const { text } = document.lineAt(line);
    if (text.length > LONGEST_LINE) return undefined;
    const { session } = read;
    const { version } = document;
    const hover = await this.cursors.of(session).use(
      (replay, view) => hoverAt(replay, view, text, line, character),
      () => token.isCancellationRequested || document.version !== version,
    );
    if (hover === undefined) return undefined;
    const parts = hover.parts.map((part) => markdown(part, document.uri));
    return new vscode.Hover(parts, rangeOf({ line, ...hover }));
  }
}

/** Trusted to run one command of our own, whose argument is checked; no HTML, no icons. */
function markdown(paragraphs: readonly Paragraph[], uri: vscode.Uri): vscode.MarkdownString {
  const text = markdownOf(paragraphs, (at) => eventLink(uri, at));
  const result = new vscode.MarkdownString(text);
  result.isTrusted = { enabledCommands: [COMMAND_IDS.goToEvent] };
  return result;
}
