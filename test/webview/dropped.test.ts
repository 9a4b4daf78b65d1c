import assert from 'node:assert/strict';
import { LARGEST_DROP } from '../../src/protocol/dropping';
import { COMMANDS } from '../../src/protocol/messages';
import { droppedOf, mayHoldFile, type DroppedFile, type Transfer } from '../../webview/dropped';

function transfer(data: Readonly<Record<string, string>>, files: DroppedFile[] = []): Transfer {
  return {
    types: [...Object.keys(data), ...(files.length > 0 ? ['Files'] : [])],
    getData: (type) => data[type] ?? '',
    files,
  };
}

function fileOf(name: string, content: string, size = content.length): DroppedFile {
  const { buffer } = new TextEncoder().encode(content);
  return { name, size, arrayBuffer: () => Promise.resolve(buffer) };
}

describe('what is dropped on the inspector', () => {
  it('may be a file of the editor or of the system, and is no text', () => {
    assert(mayHoldFile(['text/plain', 'application/vnd.code.uri-list']));
    assert(mayHoldFile(['text/uri-list']));
    assert(mayHoldFile(['Files']));
    assert(!mayHoldFile(['text/plain', 'text/html']));
    assert.equal(droppedOf(transfer({ 'text/plain': 'file:///a' })), undefined);
  });

  it('is the first address, the editor’s own before others', async () => {
    const dropped = await droppedOf(
      transfer(
        {
          'text/uri-list': 'file:///other',
          'application/vnd.code.uri-list': '# a comment\r\n\r\nfile:///a.mtrace\r\nfile:///b',
        },
        [fileOf('c', 'c')],
      ),
    );
    assert.deepEqual(dropped, { kind: 'address', uri: 'file:///a.mtrace' });
  });

  it('is a file with its bytes where there is no address', async () => {
    const dropped = await droppedOf(transfer({}, [fileOf('a.mtrace', '= Start\n')]));
    assert(dropped?.kind === 'file' && dropped.bytes !== null);
    assert.equal(new TextDecoder().decode(dropped.bytes), '= Start\n');
    assert.deepEqual(COMMANDS.openDropped.check(dropped), dropped);
  });

  it('comes without bytes where it is too large, or cannot be read', async () => {
    const large = { ...fileOf('a', ''), size: LARGEST_DROP + 1 };
    large.arrayBuffer = () => assert.fail('a large file is not read');
    const folder = { ...fileOf('b', ''), arrayBuffer: () => Promise.reject(new Error('a folder')) };
    assert.deepEqual(
      await Promise.all([large, folder].map(async (file) => droppedOf(transfer({}, [file])))),
      [
        { kind: 'file', name: 'a', size: LARGEST_DROP + 1, bytes: null },
        { kind: 'file', name: 'b', size: 0, bytes: null },
      ],
    );
  });

  it('is refused by the host where it is no such thing', () => {
    const { check } = COMMANDS.openDropped;
    const bytes = new Uint8Array(1);
    const file = { kind: 'file', name: 'a', size: 1, bytes };
    assert.deepEqual(check(file), file);
    for (const wrong of [
      null,
      {},
      { kind: 'address', uri: 'x'.repeat(5000) },
      { kind: 'address', uri: 7 },
      { ...file, size: -1 },
      { ...file, name: 'x'.repeat(2000) },
      { ...file, bytes: [1] },
      { ...file, bytes: new Uint8Array(LARGEST_DROP + 1) },
      { ...file, bytes: new ArrayBuffer(1) },
      { ...file, kind: 'folder' },
    ]) {
      assert.equal(check(wrong), undefined);
    }
  });
});
