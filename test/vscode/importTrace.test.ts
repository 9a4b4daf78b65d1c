import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { RECORDING_EDITOR_ID } from '../../src/host/ids';
import { importing, MTRACE, reports, tabs, untitledTrace } from './support/imports';
import { ask } from './support/places';
import { closeAll, plainText, run, until } from './support/trace';

/** Fits mtrace and valgrind alike. */
const ALIKE = `@ ./a.out:[0x10] + 0x1000 0x10\n--1-- malloc(16) = 0x2000\n`;

describe('Import Trace', () => {
  const { folder, answer, answering } = importing();

  it('shows the trace and the inspector beside a report that leads to the recording', async () => {
    answer();
    const uri = await folder.write('a.mtrace', MTRACE);
    await run('importTrace', uri);
    const document = await untitledTrace();
    assert.equal(document.languageId, 'alloctrace');
    assert.match(
      document.getText(),
      /^alloctrace 1\nmeta recorder="glibc mtrace" source=a\.mtrace\n/,
    );
    await until('the inspector is there', () =>
      tabs().some(({ input }) => input instanceof vscode.TabInputWebview),
    );
    const [report, ...others] = reports();
    assert.deepEqual(others, []);
    assert.match(report.getText(), /^Recognised {4}glibc mtrace$/m);
    assert.match(report.getText(), /^ {2}4:1 {2}This is no line of mtrace/m);
    const links = await ask<vscode.DocumentLink[]>('executeLinkProvider', report.uri, 10);
    assert.deepEqual(
      links.map(({ target, range }) => [target?.toString(), report.getText(range)]),
      [[`${uri.toString()}#L4%2C1`, '4:1']],
    );
    await until('it is said', () => answering.said.length > 0);
    assert.match(
      answering.said.join(),
      /^a\.mtrace is a recording of glibc mtrace: 5 of the first 6 lines .* 3 events, heap of 1 MiB, 1 problem\.$/,
    );
  });

  it('reads what is packed, and the text in front with its edits', async () => {
    answer({ showQuickPick: ([first]) => first });
    await run('importTrace', await folder.write('b.gz', gzipSync(MTRACE)));
    await untitledTrace();
    const [report] = reports();
    assert.deepEqual(await ask<vscode.DocumentLink[]>('executeLinkProvider', report.uri), []);
    await closeAll();

    const document = await plainText('recorded.txt', MTRACE);
    await vscode.window.showTextDocument(document);
    await run('importTrace');
    await until('the trace is another document', () => {
      const front = vscode.window.activeTextEditor?.document;
      return front?.languageId === 'alloctrace' && front !== document;
    });
    assert.match((await untitledTrace()).getText(), /^alloc 2 32 addr=0x3000 /m);
  });

  it('asks for a file, and begins where one was found last', async () => {
    const uri = await folder.write('c.mtrace', MTRACE);
    const asked: (string | undefined)[] = [];
    answer({
      showOpenDialog: (options) => {
        asked.push(options?.defaultUri?.toString());
        return asked.length === 1 ? [uri] : undefined;
      },
    });
    await run('importTrace');
    await untitledTrace();
    await closeAll();
    await run('importTrace');
    assert.equal(asked[1], vscode.Uri.joinPath(uri, '..').toString());
    assert.deepEqual(tabs(), []);
  });

  it('by Open With leaves nothing but the trace and its report', async () => {
    answer();
    const rep = '20000\n2\n4\n1\na 0 512\na 1 128\nf 0\nf 1\n';
    const uri = await folder.write('d.rep', rep);
    await vscode.commands.executeCommand('vscode.openWith', uri, RECORDING_EDITOR_ID);
    const document = await untitledTrace();
    assert.match(document.getText(), /^alloc 0 512\nalloc 1 128\nfree 0\nfree 1\n/m);
    await until('the editor of the recording is gone', () =>
      tabs().every(({ input }) => !(input instanceof vscode.TabInputCustom)),
    );
    assert.equal(reports().length, 1);
  });

  it('asks where several formats fit, the best first, with the reasons', async () => {
    const offered: vscode.QuickPickItem[] = [];
    answer({
      showQuickPick: (items) => {
        offered.push(...items);
        return items.find(({ label }) => label.startsWith('valgrind'));
      },
    });
    await run('importTrace', await folder.write('e.log', ALIKE));
    assert.match((await untitledTrace()).getText(), /recorder="valgrind/);
    const labels = offered.map(({ label }) => label);
    assert(labels.includes('glibc mtrace') && labels.length >= 4, labels.join());
    assert.match(offered[0].description ?? '', /of the first 2 lines/);
    assert.match(offered[0].detail ?? '', /^Line \d: /);
    assert.match(reports()[0].getText(), /^Why {11}You chose this format\.$/m);
  });

  it('says what was tried where no format fits, and opens nothing unless asked', async () => {
    const uri = await folder.write('f.txt', 'The shopping list:\nmilk\n');
    answer();
    await run('importTrace', uri);
    assert.deepEqual(tabs(), []);
    answer({ showQuickPick: (items) => items.at(-1) });
    await run('importTrace', uri);
    assert.match(reports()[0].getText(), /^Tried\n(?: {2}.*\n){9,}/m);
    answer({ showQuickPick: ([first]) => first });
    await run('importTrace', uri);
    assert.match(answering.said.join('\n'), /could not be imported: no line of it could be read/);
    assert(tabs().every(({ input }) => input instanceof vscode.TabInputText));
    assert.equal(vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled).length, 0);
  });

  it('asks how the lines of a log look, says what is wrong with a pattern, and what came of it', async () => {
    const uri = await folder.write('own.log', 'boot\ntake 0x10 64\ngive 0x10\n');
    const wrong: unknown[] = [];
    let patterns: (string | undefined)[] = [];
    const asked = {
      showQuickPick: (items: readonly vscode.QuickPickItem[]) =>
        items.find(({ label }) => label.startsWith('A Log with')),
      showInputBox: async (options?: vscode.InputBoxOptions) => {
        wrong.push(await options?.validateInput?.('(?<op>take) (?<address>x'));
        return patterns.shift();
      },
    };
    answer(asked);
    // Nobody wants to say, first of the first pattern, then of the second.
    for (patterns of [[], ['take (?<address>\\w+) (?<size>\\d+)']]) {
      // oxlint-disable-next-line no-await-in-loop
      await run('importTrace', uri);
      assert.deepEqual([tabs(), answering.said], [[], []]);
    }
    assert.equal(wrong[0], 'Character 13: This group has no end.');
    // Its words are no operations: there is no trace to show, and the report says why.
    patterns = ['(?<op>\\w+) (?<address>0x\\w+)(?: (?<size>\\d+))?'];
    await run('importTrace', uri);
    assert.match(answering.said.join(), /no line of it could be read\. The report says why/);
    assert.match(reports()[0].getText(), /neither an allocation nor a free, such as "take"$/m);
    assert.equal(tabs().length, 1);
    await closeAll();
    patterns = ['take (?<address>\\w+) (?<size>\\d+)', 'give (?<address>\\w+)'];
    await run('importTrace', uri);
    assert.match((await untitledTrace()).getText(), /"log read by a pattern"[^]*alloc 1 64/);
  });

  it('says why what is no recording cannot be imported, and opens what is a trace', async () => {
    answer();
    await run('importTrace', await folder.write('empty.mtrace', ''));
    await run(
      'importTrace',
      await folder.write('g.mtrace', Buffer.from('\x7fELF\x02\x01\x01\0\0\0')),
    );
    await run('importTrace', vscode.Uri.joinPath(await folder.write('h', ''), '..', 'missing'));
    assert.equal(answering.said.length, 3, answering.said.join('\n'));
    assert.match(answering.said[0], /empty\.mtrace could not be imported: The file is empty\./);
    assert.match(answering.said[2], /not there any more/);
    assert.deepEqual(tabs(), []);
    await run('importTrace', await folder.write('trace.txt', 'alloctrace 1\nalloc a 64\n'));
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'alloctrace');
  });

  it('can be cancelled, and then opens nothing', async () => {
    answer();
    const { withProgress } = vscode.window;
    const cancelled: typeof withProgress = (options, task) =>
      withProgress(options, (progress) => {
        const source = new vscode.CancellationTokenSource();
        source.cancel();
        return task(progress, source.token);
      });
    Object.assign(vscode.window, { withProgress: cancelled });
    try {
      await run('importTrace', await folder.write('i.mtrace', MTRACE));
    } finally {
      Object.assign(vscode.window, { withProgress });
    }
    assert.deepEqual(tabs(), []);
    assert.deepEqual(answering.said, []);
  });

  it('shows names as they are, and nothing in them does anything', async () => {
    answer();
    const name = '[x](command:y)$(bug)\u202e <b>.mtrace';
    await run('importTrace', await folder.write(name, MTRACE));
    await untitledTrace();
    await until('it is said', () => answering.said.length > 0);
    assert.doesNotMatch(answering.said.join(), /\]\(|\$\(|\u202e/);
    assert.doesNotMatch(reports()[0].getText(), /\u202e/);
  });
});
