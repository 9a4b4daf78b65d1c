import assert from 'node:assert/strict';
import { BookmarkStore, MOST_TRACES } from '../../src/host/bookmarks/bookmarkStore';
import { movedBookmarks } from '../../src/host/bookmarks/movedBookmarks';
import { NO_EVENT } from '../../src/replay/journal';
import { MOST_BOOKMARKS, type Bookmarks } from '../../src/session/bookmarks';
import { inspectorState } from '../../src/session/inspectorState';
import { stopAfter, stopBefore } from '../../src/session/marks';
import { bytesOf, FakeView, sessionOf } from './fakes';

/** Lines from 0: 1 alloc a, 2 a comment, 3 mark, 4 free a, 5 alloc b. */
const TEXT = 'alloc a 8\n# between\nmark m\nfree a\nalloc b 8\n';

async function marked(...lines: number[]) {
  const { session } = await sessionOf(TEXT);
  session.bookmarks.set(lines.map((line) => ({ line, name: '' })));
  const { trace } = session;
  assert(trace);
  return { session, trace, bookmarks: session.bookmarks };
}

const linesOf = (bookmarks: Bookmarks) => bookmarks.all.map(({ line }) => line);

describe('bookmarks', () => {
  it('are of the event in their line, or of the last one before', async () => {
    const { trace, bookmarks } = await marked(0, 1, 2, 4, 99);
    assert.deepEqual([...bookmarks.namesOf(trace).keys()], [0, 2, 3]);
  });

  it('are set at an event and removed again, all that are of it', async () => {
    const { trace, bookmarks } = await marked();
    assert.equal(bookmarks.toggle(trace, 2), 'set');
    assert.equal(bookmarks.toggle(trace, 0), 'set');
    assert.deepEqual(linesOf(bookmarks), [1, 4]);
    bookmarks.set([...bookmarks.all, { line: 2, name: 'two' }]);
    assert.equal(bookmarks.namesOf(trace).get(0), 'two', 'the one that has a name gives it');
    bookmarks.rename(1, 'one');
    bookmarks.rename(2, '');
    assert.equal(bookmarks.namesOf(trace).get(0), 'one');
    assert.equal(bookmarks.toggle(trace, 0), 'removed');
    assert.deepEqual(linesOf(bookmarks), [4]);
  });

  it('are in the order of the lines, one a line, and not without end', async () => {
    const { trace, bookmarks } = await marked(5, 1, 5);
    assert.deepEqual(linesOf(bookmarks), [1, 5]);
    bookmarks.set(Array.from({ length: 5000 }, (_, line) => ({ line: line + 6, name: '' })));
    assert.equal(bookmarks.all.length, MOST_BOOKMARKS);
    assert.equal(bookmarks.toggle(trace, 0), 'full');
    assert.equal(bookmarks.all.length, MOST_BOOKMARKS);
  });

  it('are named and removed by line', async () => {
    const { trace, bookmarks } = await marked(1, 4);
    bookmarks.rename(4, `  here ${'x'.repeat(200)}`);
    assert.equal(bookmarks.namesOf(trace).get(2), `here ${'x'.repeat(95)}`);
    bookmarks.rename(4, `${'x'.repeat(99)}😀`);
    assert.equal(bookmarks.namesOf(trace).get(2), 'x'.repeat(99), 'no half of a character');
    bookmarks.remove(1);
    assert.deepEqual(linesOf(bookmarks), [4]);
  });

  it('stay where a trace grows, and where another text is read', async () => {
    const { session, bookmarks } = await marked(4);
    await session.load(bytesOf(`${TEXT}free b\n`));
    assert(session.trace);
    assert.deepEqual([...bookmarks.namesOf(session.trace).keys()], [2]);
    await session.load(bytesOf('alloc a 8\n'));
    assert.deepEqual([...bookmarks.namesOf(session.trace).keys()], [0]);
  });

  it('are stops on the way from mark to mark', async () => {
    const { trace, bookmarks } = await marked(1, 5);
    const after = [0, 1, 2, 4].map((at) => stopAfter(trace, bookmarks, at));
    assert.deepEqual(after, [0, 1, 3, NO_EVENT]);
    const before = [0, 1, 2, 3, 4].map((at) => stopBefore(trace, bookmarks, at));
    assert.deepEqual(before, [NO_EVENT, NO_EVENT, 0, 1, 1]);
  });

  it('are told an inspector, which asks for them to be set', async () => {
    const { session, bookmarks } = await marked(4);
    session.seek(3);
    const shown = () => {
      const { view } = inspectorState(session);
      assert(view.kind === 'trace');
      return view.bookmarks;
    };
    const { here, some, revision } = shown();
    assert(here && some);
    bookmarks.remove(4);
    assert.deepEqual(shown(), { here: false, some: false, revision: revision + 1 });
    const view = new FakeView(session).open();
    view.send('runAction', { action: 'toggleBookmark' });
    assert.deepEqual(view.actions, ['toggleBookmark']);
  });
});

/** A place written as `line:column`. */
function place(written: string) {
  const [line, character] = written.split(':').map(Number);
  return { line, character };
}

function change(from: string, to: string, text: string) {
  return { range: { start: place(from), end: place(to) }, text };
}

/** Where a bookmark in line 10 is after one change. */
function moved(from: string, to: string, text: string): number | undefined {
  return movedBookmarks([{ line: 10, name: 'n' }], [change(from, to, text)]).at(0)?.line;
}

describe('the bookmarks of a text that is edited', () => {
  it('move with the lines before them', () => {
    assert.equal(moved('3:0', '3:0', 'x\ny\n'), 12);
    assert.equal(moved('3:2', '5:1', ''), 8);
    assert.equal(moved('10:0', '10:0', 'x\n'), 11);
    assert.equal(moved('9:4', '10:0', ''), 9, 'joined to the line before');
  });

  it('stay where something happens behind the start of their line', () => {
    assert.equal(moved('10:3', '10:3', '\n'), 10);
    assert.equal(moved('10:3', '12:1', ''), 10);
    assert.equal(moved('11:0', '12:0', ''), 10);
    assert.equal(moved('10:0', '10:8', ''), 10, 'an empty line is still one');
  });

  it('go with their line', () => {
    assert.equal(moved('10:0', '11:0', ''), undefined);
    assert.equal(moved('9:4', '10:8', ''), undefined, 'the last line of a text');
    assert.equal(moved('8:3', '12:1', 'x'), undefined);
  });

  it('keep their place in what replaces their line, as far as that reaches', () => {
    assert.equal(moved('10:0', '12:0', 'a\nb\n'), 10);
    assert.equal(moved('0:0', '20:0', 'a\n'.repeat(30)), 10);
    assert.equal(moved('0:0', '20:0', 'a\n'.repeat(11)), 10);
    assert.equal(moved('0:0', '20:0', 'a\n'.repeat(10)), undefined);
    assert.equal(moved('0:0', '20:0', `${'a\n'.repeat(10)}a`), 10);
  });

  it('follow several changes at once, and are the same where none concerns them', () => {
    const bookmarks = [
      { line: 4, name: 'a' },
      { line: 8, name: '' },
    ];
    const changes = [change('6:0', '6:0', 'x\n'), change('0:0', '2:0', '')];
    assert.deepEqual(movedBookmarks(bookmarks, changes), [
      { line: 2, name: 'a' },
      { line: 7, name: '' },
    ]);
    const others = [change('9:0', '10:0', ''), change('2:0', '3:0', 'y\n')];
    assert.equal(movedBookmarks(bookmarks, others), bookmarks);
  });
});

/** What VS Code keeps for an extension. */
class FakeMemento {
  constructor(readonly values: Record<string, unknown> = {}) {}

  get = (key: string): unknown => this.values[key];

  update(key: string, value: unknown): Promise<void> {
    this.values[key] = JSON.parse(JSON.stringify(value));
    return Promise.resolve();
  }
}

function storeOn(memento: FakeMemento): BookmarkStore {
  return new BookmarkStore(memento as ConstructorParameters<typeof BookmarkStore>[0]);
}

function read(value: unknown): BookmarkStore {
  return storeOn(new FakeMemento({ bookmarks: value }));
}

describe('the bookmarks that are kept', () => {
  const one = [{ line: 3, name: 'one' }];

  it('are there in the next life, as long as a trace has some', () => {
    const memento = new FakeMemento();
    storeOn(memento).keep('file:///a', one);
    const next = storeOn(memento);
    assert.deepEqual(next.of('file:///a'), one);
    assert.deepEqual(next.of('file:///b'), []);
    next.keep('file:///a', []);
    assert.deepEqual(storeOn(memento).uris, []);
    assert.deepEqual(memento.values['bookmarks'], []);
  });

  it('are forgotten where they were changed longest ago', () => {
    const memento = new FakeMemento();
    const store = storeOn(memento);
    for (let i = 0; i < MOST_TRACES; i++) store.keep(`file:///${i}`, one);
    store.keep('file:///0', one);
    store.keep('file:///new', one);
    const { uris } = storeOn(memento);
    assert.equal(uris.length, MOST_TRACES);
    assert(uris.includes('file:///0') && !uris.includes('file:///1'));
  });

  it('are read back with care', () => {
    const bad = [{ line: -1, name: '' }, { line: 1.5, name: '' }, { line: 1 }, null, 'x'];
    const long = { line: 1, name: 'x'.repeat(101) };
    for (const value of [undefined, null, 7, 'x', {}, [null, 3, { uri: 5, bookmarks: [] }]]) {
      assert.deepEqual(read(value).uris, []);
    }
    const store = read([{ uri: 'file:///a', bookmarks: [...bad, long, ...one], more: 1 }]);
    assert.deepEqual(store.of('file:///a'), one);
    const many = Array.from({ length: 5000 }, (_, i) => ({ uri: `file:///${i}`, bookmarks: one }));
    assert.equal(read(many).uris.length, MOST_TRACES);
    const lines = Array.from({ length: 5000 }, (_, line) => ({ line, name: '' }));
    assert.equal(read([{ uri: 'x', bookmarks: lines }]).of('x').length, MOST_BOOKMARKS);
  });
});
