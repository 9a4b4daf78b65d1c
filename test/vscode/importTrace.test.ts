import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { documentSource } from '../../src/host/files/documentSource';
import type { FileStamp } from '../../src/host/files/fileSource';
import { IMPORTED_SCHEME, RECORDING_EDITOR_ID, REPORT_SCHEME } from '../../src/host/ids';
import { handOver, importedSource, importedUri } from '../../src/host/importing/importedTraces';
import { DroppedFiles } from '../../src/host/importing/openDropped';
import { readRecording } from '../../src/host/importing/readRecording';
import { recordingAt, type Recording } from '../../src/host/importing/recording';
import { lengthOf } from '../../src/session/importing';
import { answers } from './support/answers';
import { temporaryFolder } from './support/files';
import { longestHold } from './support/longestHold';
import { ask } from './support/places';
import { api, closeAll, plainText, run, until } from './support/trace';

const MTRACE = `= Start
@ ./a.out:[0x10] + 0x1000 0x10
@ ./a.out:[0x11] - 0x1000
nonsense
@ ./a.out:[0x10] + 0x3000 0x20
= End
`;

/** Fits mtrace and valgrind alike. */
const ALIKE = `@ ./a.out:[0x10] + 0x1000 0x10\n--1-- malloc(16) = 0x2000\n`;

/** A recording of so many allocations and frees. */
function manyLines(count: number): string {
  const lines = ['= Start'];
  for (let i = 0; i < count; i++) {
    const address = `0x${(0x100_0000 + (i >> 1) * 64).toString(16)}`;
    lines.push(`@ ./program:[0x40${i % 9}] ${i % 2 === 0 ? `+ ${address} 0x20` : `- ${address}`}`);
  }
  return `${lines.join('\n')}\n`;
}

const nothing = () => {};

type Folder = Awaited<ReturnType<typeof temporaryFolder>>;

function tabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

function reports(): vscode.TextDocument[] {
  const shown = new Set(
    tabs().flatMap(({ input }) =>
      input instanceof vscode.TabInputText ? [input.uri.toString()] : [],
    ),
  );
  return vscode.workspace.textDocuments.filter(
    ({ uri }) => uri.scheme === REPORT_SCHEME && shown.has(uri.toString()),
  );
}

/** The address of an imported trace, with whatever it is said to be made of. */
function importedAddress(query: string): vscode.Uri {
  return vscode.Uri.from({ scheme: IMPORTED_SCHEME, path: '/x.alloctrace', query });
}

/** Waits until an untitled trace is in front and read; returns it. */
async function untitledTrace(): Promise<vscode.TextDocument> {
  const { sessions } = await api();
  await until('an untitled trace is read', () => {
    const document = vscode.window.activeTextEditor?.document;
    const { active } = sessions;
    return (
      document?.isUntitled === true &&
      active?.uri === document.uri.toString() &&
      active.status.kind === 'ready' &&
      active.eventCount > 0
    );
  });
  const document = vscode.window.activeTextEditor?.document;
  assert(document);
  return document;
}

/** The longest hold while a long recording is imported and its trace read. */
async function holdOfImport(uri: vscode.Uri): Promise<{ held: number; where: string }> {
  const { sessions } = await api();
  const hold = longestHold(() => sessions.active?.name ?? 'before the trace');
  await run('importTrace', uri);
  const isRead = () => {
    const { active } = sessions;
    return active?.uri.startsWith(`${IMPORTED_SCHEME}:`) === true && active.status.kind === 'ready';
  };
  await until('the trace is read', isRead, 30);
  return hold.stop();
}

describe('Import Trace', () => {
  let folder: Folder;
  let answering = { said: [] as string[], restore: nothing };
  const answer = (given: Parameters<typeof answers>[0] = {}) => {
    answering.restore();
    answering = answers(given);
  };
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => folder.remove());
  afterEach(async () => {
    answering.restore();
    await closeAll();
  });

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

  it('of a long recording opens the large trace view, which can make it again', async function () {
    this.timeout(60_000);
    answer();
    const { sessions } = await api();
    const lines = manyLines(60_000);
    const uri = await folder.write('long.mtrace', `${lines}${'x'.repeat(3 * 2 ** 20)}\n`);
    // Processor time, but with both processors taken by others even that doubles now and then.
    const holds: { held: number; where: string }[] = [];
    do {
      // oxlint-disable-next-line no-await-in-loop
      await closeAll();
      // oxlint-disable-next-line no-await-in-loop
      holds.push(await holdOfImport(uri));
    } while (holds.length < 3 && holds.every(({ held }) => held >= 50));
    assert(
      holds.some(({ held }) => held < 50),
      JSON.stringify(holds),
    );
    const session = sessions.active;
    assert(session);
    assert.equal(session.eventCount, 60_000);
    assert.match(reports()[0].getText(), /^1 problem;/m);

    // What is saved is the same text.
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(session.uri));
    assert.equal(bytes.length, session.text?.length);

    await appendFile(uri.fsPath, '@ ./program:[0x1] + 0x99990000 0x10\n');
    await until('the change is seen', () => session.notice !== undefined);
    await sessions.reload(session);
    assert.equal(session.eventCount, 60_001);
  });

  it('reads addresses of imported traces only within reach', async () => {
    for (const query of [
      '',
      'source=',
      'source=%E0%A4%A',
      'source=http%3A%2F%2Fexample.com%2Fa',
      'source=file%3A%2F%2Fserver%2Fshare%2Fa.mtrace',
      'source=alloctrace-import%3A%2Fx',
      'source=file%3A%2F%2F%2Fa.mtrace&format=__proto__',
    ]) {
      await assert.rejects(async () => vscode.workspace.fs.readFile(importedAddress(query)), query);
    }
  });

  it('of a file that grows meanwhile knows what it has read of it', async () => {
    const uri = await folder.write('grows.mtrace', MTRACE);
    const recording = recordingAt(uri);
    const read = (await readRecording(recording, {})) ?? assert.fail();
    await folder.write('grows.mtrace', `${MTRACE}${MTRACE}`);
    const address = importedUri(uri, {}) ?? assert.fail();
    handOver(address, read, recording.stamp?.());
    const found: FileStamp[] = [];
    await importedSource(address, (stamp) => found.push(stamp)).open();
    assert.deepEqual(
      found.map(({ size }) => size),
      [MTRACE.length],
    );
  });

  it('of a text that is edited meanwhile says so', async () => {
    const content = manyLines(30_000);
    const document = await plainText('edited.txt', content);
    const opened = await documentSource(document).open();
    const pieces: Uint8Array[] = [];
    for await (const piece of opened.pieces) {
      if (pieces.push(piece) > 1) continue;
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), 'edited');
      await vscode.workspace.applyEdit(edit);
    }
    assert(lengthOf(pieces) < content.length);
    assert.match(opened.brokenOff?.() ?? '', /edited/);
    const whole = await documentSource(document).open();
    let length = 0;
    for await (const piece of whole.pieces) length += piece.length;
    assert.deepEqual([length, whole.brokenOff?.()], [content.length + 'edited'.length, undefined]);
  });

  it('opens what was dropped one after the other, and says how many it leaves', async () => {
    answer();
    const done: string[] = [];
    const imports = {
      import: async ({ name }: Recording) => {
        done.push(`${name}:`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        done.push(name);
        if (name === 'a') throw new Error('a cannot be imported');
      },
    };
    const warned: string[] = [];
    const files = new DroppedFiles(imports, { warn: (text) => warned.push(text) });
    const bytes = new Uint8Array(1);
    await Promise.all([
      files.open({ kind: 'file', name: 'a', size: 1, bytes }),
      files.open({ kind: 'file', name: 'b', size: 1, bytes }),
      files.open({ kind: 'more', count: 2 }),
    ]);
    assert.deepEqual(done, ['a:', 'a', 'b:', 'b']);
    assert.match(warned.join(), /a cannot be imported/);
    assert.match(answering.said.join(), /the first 10 files are opened, and 2 more are not/);
  });

  it('of what is dropped asks before it leaves the workspace, and goes nowhere else', async () => {
    const imported: Recording[] = [];
    const imports = { import: async (each: Recording) => void imported.push(each) };
    const files = new DroppedFiles(imports, { warn: assert.fail });
    const drop = (uri: string) => files.open({ kind: 'address', uri });
    const uri = await folder.write('dropped.mtrace', MTRACE);
    answer();
    for (const wrong of ['', 'a.mtrace', 'http://x/a', 'file://server/share/a', 'command:x', '%']) {
      await drop(wrong);
    }
    assert.equal(answering.said.length, 6, answering.said.join('\n'));
    await drop(uri.toString());
    assert.match(answering.said[6], /outside this workspace/);
    const inWorkspace = vscode.workspace.workspaceFolders?.at(0)?.uri ?? assert.fail();
    const up = '/..'.repeat(inWorkspace.path.split('/').length);
    await drop(`${inWorkspace.toString()}${up}${uri.path}`);
    assert.match(answering.said[7] ?? '', /outside this workspace/);
    assert.equal(imported.length, 0);
    answer({ showWarningMessage: (_message, _options, open) => open });
    await drop(uri.toString());
    // As a window says it that is connected to the machine on which this runs.
    await drop(uri.with({ scheme: 'vscode-remote', authority: 'machine' }).toString());
    const isRemote = vscode.env.remoteName !== undefined;
    assert.deepEqual(
      imported.map((each) => each.uri?.toString()),
      isRemote ? [uri.toString(), uri.toString()] : [uri.toString()],
    );
  });
});
