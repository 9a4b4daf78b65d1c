import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { documentSource } from '../../src/host/files/documentSource';
import type { FileStamp } from '../../src/host/files/fileSource';
import { IMPORTED_SCHEME } from '../../src/host/ids';
import { handOver, importedSource, importedUri } from '../../src/host/importing/importedTraces';
import { readRecording } from '../../src/host/importing/readRecording';
import { recordingAt } from '../../src/host/importing/recording';
import { lengthOf } from '../../src/session/importing';
import { importing, manyLines, MTRACE, reports } from './support/imports';
import { longestHold } from './support/longestHold';
import { api, closeAll, plainText, run, until } from './support/trace';

/** The address of an imported trace, with whatever it is said to be made of. */
function importedAddress(query: string): vscode.Uri {
  return vscode.Uri.from({ scheme: IMPORTED_SCHEME, path: '/x.alloctrace', query });
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
  const { folder, answer } = importing();

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
});
