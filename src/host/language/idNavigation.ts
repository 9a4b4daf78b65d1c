import * as vscode from 'vscode';
import type { Indexes } from '../../language/indexes';
import { idAt, type IdAt, lifeOf, type Mention, mentionsOf } from '../../language/life';
import type { Lines } from '../../language/lines';
import { namingAt, type Named, type Naming } from '../../language/naming';
import { renameObstacle } from '../../language/rename';
import type { Sessions } from '../sessions';
import { linesOf, onDocument, rangeOf } from './documentLines';
import { upToDate } from './upToDate';

/** At most so many places are highlighted: those nearest to the caret. */
const MOST_HIGHLIGHTS = 1000;

/** An id at a caret, the allocation that it stands for there, and where to look further. */
interface Found {
  readonly at: IdAt;
  readonly naming: Naming;
  readonly named: Named;
  readonly lines: Lines;
}

/** Definition, references, highlights and rename: an id is a name for one allocation at a time. */
export class IdNavigation
  implements
    vscode.DefinitionProvider,
    vscode.ReferenceProvider,
    vscode.DocumentHighlightProvider,
    vscode.RenameProvider
{
  constructor(
    private readonly sessions: Sessions,
    private readonly indexes: Indexes,
  ) {}

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.LocationLink[] | undefined> {
    const found = await this.find(document, position, token);
    if (found === undefined || !found.naming.isDefined) return undefined;
    const { naming, at, named, lines } = found;
    const first = { ...naming, events: naming.events.subarray(0, 1) };
    const mentions = await onDocument(document, token, mentionsOf(named, lines, [first]));
    const definition = mentions?.find(({ isDefinition }) => isDefinition);
    if (definition === undefined) return undefined;
    return [
      {
        originSelectionRange: rangeOf({ line: position.line, ...at }),
        targetUri: document.uri,
        targetRange: document.lineAt(definition.line).range,
        targetSelectionRange: rangeOf(definition),
      },
    ];
  }

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.Location[] | undefined> {
    const mentions = await this.life(document, position, token);
    const first = mentions?.find(({ isDefinition }) => isDefinition);
    return mentions
      ?.filter((mention) => includeDeclaration || mention !== first)
      .map((mention) => new vscode.Location(document.uri, rangeOf(mention)));
  }

  async provideDocumentHighlights(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentHighlight[] | undefined> {
    const mentions = await this.life(document, position, token);
    if (mentions === undefined) return undefined;
    const distance = ({ line }: Mention) => Math.abs(line - position.line);
    const near =
      mentions.length > MOST_HIGHLIGHTS
        ? mentions.toSorted((a, b) => distance(a) - distance(b)).slice(0, MOST_HIGHLIGHTS)
        : mentions;
    const { Read, Write } = vscode.DocumentHighlightKind;
    return near.map(
      (mention) =>
        new vscode.DocumentHighlight(rangeOf(mention), mention.isDefinition ? Write : Read),
    );
  }

  async prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<{ range: vscode.Range; placeholder: string }> {
    const found = await this.find(document, position, token);
    if (found === undefined) {
      throw new Error(vscode.l10n.t('Only an id can be renamed: put the caret on one.'));
    }
    const range = rangeOf({ line: position.line, ...found.at });
    return { range, placeholder: document.getText(range) };
  }

  /** @throws Error if the trace would mean something else; says why */
  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
    token: vscode.CancellationToken,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const found = await this.find(document, position, token);
    if (found === undefined) return undefined;
    const { named, naming, lines } = found;
    const obstacle = renameObstacle(named, naming, newName);
    if (obstacle !== undefined) throw new Error(obstacle);
    const mentions = await onDocument(document, token, mentionsOf(named, lines, [naming]));
    if (mentions === undefined) return undefined;
    const edit = new vscode.WorkspaceEdit();
    edit.set(
      document.uri,
      mentions.map((mention) => vscode.TextEdit.replace(rangeOf(mention), newName)),
    );
    return edit;
  }

  /** Where the allocation at a position is named, all its life long, under whatever id. */
  private async life(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<Mention[] | undefined> {
    const found = await this.find(document, position, token);
    if (found === undefined) return undefined;
    const { named, naming, lines } = found;
    const namings = await onDocument(document, token, lifeOf(named, naming));
    return namings && onDocument(document, token, mentionsOf(named, lines, namings));
  }

  private async find(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<Found | undefined> {
    const now = await upToDate(this.sessions, document, token);
    if (now === undefined) return undefined;
    const { trace, journal } = now.replay;
    const lines = linesOf(document);
    const at = idAt({ trace }, lines, position.line, position.character);
    if (at === undefined || at.id < 0) return undefined;
    const { version } = document;
    const uses = await this.indexes.usesOf(now.session);
    if (uses === undefined || document.version !== version) return undefined;
    const named: Named = { trace, journal, uses };
    const naming = namingAt(named, at.id, at.event);
    return naming && { at, naming, named, lines };
  }
}
