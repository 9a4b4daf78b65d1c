import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ask, openAt } from './support/places';
import { closeAll, openTrace, until } from './support/trace';

async function suggestions(marked: string, trigger?: string): Promise<vscode.CompletionItem[]> {
  const { document, position } = await openAt(marked);
  const { items } = await ask<vscode.CompletionList>(
    'executeCompletionItemProvider',
    document.uri,
    position,
    trigger,
  );
  return items;
}

async function labels(marked: string, trigger?: string): Promise<string[]> {
  return (await suggestions(marked, trigger)).map(({ label }) => labelOf(label));
}

function labelOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === 'string' ? label : label.label;
}

async function apply({ uri }: vscode.TextDocument, edits: vscode.TextEdit[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(uri, edits);
  await vscode.workspace.applyEdit(edit);
}

const OPTIONS = { tabSize: 2, insertSpaces: true };

async function formatted(content: string, range?: vscode.Range): Promise<string> {
  const { editor } = await openTrace(content);
  const { uri } = editor.document;
  const edits =
    range === undefined
      ? await ask<vscode.TextEdit[]>('executeFormatDocumentProvider', uri, OPTIONS)
      : await ask<vscode.TextEdit[]>('executeFormatRangeProvider', uri, range, OPTIONS);
  await apply(editor.document, edits ?? []);
  return editor.document.getText();
}

describe('completion', () => {
  afterEach(closeAll);

  it('of a free: what is live there, the newest first, and nothing that is freed', async () => {
    const text = 'alloctrace 1\nalloc a 64\nalloc 😀 9\nalloc b 8 "net"\nfree b\nfree |\nfree a\n';
    const items = await suggestions(text);
    assert.deepEqual(
      items.map(({ label }) =>
        typeof label === 'string' ? label : `${label.label}: ${label.description}`,
      ),
      ['😀: 9 bytes, line 3', 'a: 64 bytes, line 2'],
    );
  });

  it('asked for by a blank only where a block is meant', async () => {
    assert.deepEqual(await labels('alloctrace 1\r\nalloc a 64\r\nfree |\r\n', ' '), ['a']);
    assert.deepEqual(await labels('alloctrace 1\nalloc a |\n', ' '), []);
  });

  it('of verbs, with documentation', async () => {
    const items = await suggestions('alloctrace 1\n|\n');
    const found = items.find(({ label }) => label === 'realloc');
    assert(found?.documentation instanceof vscode.MarkdownString);
    assert.match(found.documentation.value, /realloc ID NEWID SIZE/);
    assert(!items.some(({ label }) => label === 'alloctrace 1'));
    assert(items.some(({ label }) => label === 'heap'));
  });

  it('of names, sizes, attributes and values', async () => {
    assert.deepEqual(await labels('alloctrace 1\nalloc n_1 64\nalloc |\n'), ['n_2']);
    assert.deepEqual(await labels('alloctrace 1\nalloc n 64\nalloc m |\n'), ['64']);
    assert.deepEqual(await labels('alloctrace 1\nfree x |\n'), [
      'at=',
      'tid=',
      't=',
      'addr=',
      '"label"',
    ]);
    assert.deepEqual(await labels('alloctrace 1\nheap layout=|\n', '='), ['rounded', 'reference']);
  });
});

describe('signature help', () => {
  afterEach(closeAll);

  it('shows the field that comes next', async () => {
    const { document, position } = await openAt('alloctrace 1\nr a b |\n');
    const help = await ask<vscode.SignatureHelp>(
      'executeSignatureHelpProvider',
      document.uri,
      position,
    );
    const { label } = help.signatures[help.activeSignature];
    assert.equal(label, 'realloc ID NEWID SIZE [attributes]');
    assert.equal(help.activeParameter, 2);
  });
});

describe('formatting', () => {
  afterEach(closeAll);

  it('of a document: columns, comments, CRLF, tabs; broken lines stay', async () => {
    assert.equal(
      await formatted(
        'alloctrace 1\r\n\talloc  a 64 # x\r\nfree\ta  zone=1\r\n   alloc  q\r\n\r\n # c  \r\nalloc 😀 1  \r\n',
      ),
      'alloctrace 1\r\nalloc a 64  # x\r\nfree  a zone=1\r\n   alloc  q\r\n\r\n# c\r\nalloc 😀 1\r\n',
    );
  });

  it('of a range: its lines only', async () => {
    assert.equal(
      await formatted(' alloc a 1\n alloc b 2\n alloc c 3\n', new vscode.Range(1, 0, 2, 0)),
      ' alloc a 1\nalloc b 2\n alloc c 3\n',
    );
  });

  it('while typing: the line that was left', async () => {
    const { editor } = await openTrace('alloctrace 1\n  alloc   a 1\n  alloc   b 1\n');
    const edits = await ask<vscode.TextEdit[]>(
      'executeFormatOnTypeProvider',
      editor.document.uri,
      new vscode.Position(3, 0),
      '\n',
      OPTIONS,
    );
    await apply(editor.document, edits);
    assert.equal(editor.document.getText(), 'alloctrace 1\n  alloc   a 1\nalloc b 1\n');
  });
});

describe('tokens of ids', () => {
  afterEach(closeAll);

  it('tell live, freed, leaked and faulty ids apart', async () => {
    const text = 'alloctrace 1\r\nalloc a 1\r\n\talloc 😀 1\r\nfree a\r\nfree a\r\n';
    const { editor } = await openTrace(text);
    const { document } = editor;
    const range = new vscode.Range(0, 0, document.lineCount, 0);
    const legend = await ask<vscode.SemanticTokensLegend>(
      'provideDocumentRangeSemanticTokensLegend',
      document.uri,
      range,
    );
    const read = async () => {
      const { data } = await ask<vscode.SemanticTokens>(
        'provideDocumentRangeSemanticTokens',
        document.uri,
        document.validateRange(range),
      );
      const found: string[] = [];
      for (let at = 0, line = 0, from = 0; at < data.length; at += 5) {
        line += data[at];
        from = data[at] > 0 ? data[at + 1] : from + data[at + 1];
        const modifiers = legend.tokenModifiers.filter((_, bit) => data[at + 4] & (1 << bit));
        found.push(`${line + 1}:${from + 1}+${data[at + 2]} ${modifiers.join(' ')}`);
      }
      return found;
    };
    assert.deepEqual(await read(), [
      '2:7+1 declaration',
      '3:8+2 declaration leaked',
      '4:6+1 freed',
      '5:6+1 faulty',
    ]);
    await editor.edit((edit) => edit.insert(new vscode.Position(5, 0), 'free 😀\n'));
    await until('the edit is there', () => document.lineCount > 6);
    assert.deepEqual((await read()).slice(1, 2), ['3:8+2 declaration']);
  });
});
