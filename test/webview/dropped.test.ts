import assert from 'node:assert/strict';
import { LARGEST_DROP, MOST_DROPPED, type Dropped } from '../../src/protocol/dropping';
import { COMMANDS } from '../../src/protocol/messages';
import { droppedOf, mayHoldFile, type DroppedFile, type Transfer } from '../../webview/dropped';

function transfer(data: Readonly<Record<string, string>>, files: DroppedFile[] = []): Transfer {
  return {
    types: [...Object.keys(data), ...(files.length > 0 ? ['Files'] : [])],
    getData: (type) => data[type] ?? '',
    files,
  };
}

async function filesOf(transferred: Transfer): Promise<Dropped[]> {
  const all: Dropped[] = [];
  for await (const each of droppedOf(transferred)) all.push(each);
  return all;
}

function fileOf(name: string, content: string, size = content.length): DroppedFile {
  const { buffer } = new TextEncoder().encode(content);
  return { name, size, arrayBuffer: () => Promise.resolve(buffer) };
}

describe('what is dropped on the inspector', () => {
  it('may be a file of the editor or of the system, and is no text', async () => {
    assert(mayHoldFile(['text/plain', 'application/vnd.code.uri-list']));
    assert(mayHoldFile(['text/uri-list']));
    assert(mayHoldFile(['Files']));
    assert(!mayHoldFile(['text/plain', 'text/html']));
    assert.deepEqual(await filesOf(transfer({ 'text/plain': 'file:///a' })), []);
  });

  it('is the addresses, the editor’s own before others', async () => {
    const dropped = await filesOf(
      transfer(
        {
          'text/uri-list': 'file:///other',
          'application/vnd.code.uri-list': '# a comment\r\n\r\nfile:///a.mtrace\r\nfile:///b',
        },
        [fileOf('c', 'c')],
      ),
    );
    assert.deepEqual(dropped, [
      { kind: 'address', uri: 'file:///a.mtrace' },
      { kind: 'address', uri: 'file:///b' },
    ]);
  });

  it('is a file with its bytes where there is no address', async () => {
    const [dropped] = await filesOf(transfer({}, [fileOf('a.mtrace', '= Start\n')]));
    assert(dropped?.kind === 'file' && dropped.bytes !== null);
    assert.equal(new TextDecoder().decode(dropped.bytes), '= Start\n');
    assert.deepEqual(COMMANDS.openDropped.check(dropped), dropped);
  });

  it('comes without bytes where it is too large, or cannot be read', async () => {
    const large = { ...fileOf('a', ''), size: LARGEST_DROP + 1 };
    large.arrayBuffer = () => assert.fail('a large file is not read');
    const folder = { ...fileOf('b', ''), arrayBuffer: () => Promise.reject(new Error('a folder')) };
    assert.deepEqual(await filesOf(transfer({}, [large, folder])), [
      { kind: 'file', name: 'a', size: LARGEST_DROP + 1, bytes: null },
      { kind: 'file', name: 'b', size: 0, bytes: null },
    ]);
  });

  it('is a few files, and says how many more there were', async () => {
    const many = Array.from({ length: MOST_DROPPED + 3 }, (_, i) => fileOf(`f${i}`, ''));
    const unread = many[MOST_DROPPED];
    assert(unread);
    unread.arrayBuffer = () => assert.fail('what is not opened is not read');
    const dropped = await filesOf(transfer({}, many));
    assert.equal(dropped.length, MOST_DROPPED + 1);
    assert.deepEqual(dropped.at(-1), { kind: 'more', count: 3 });
    assert.deepEqual(COMMANDS.openDropped.check(dropped.at(-1)), { kind: 'more', count: 3 });
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
      { kind: 'more', count: 0 },
    ]) {
      assert.equal(check(wrong), undefined);
    }
  });
});
