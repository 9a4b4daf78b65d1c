import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isTraceName, parseTraceLink, traceLink } from '../../src/session/traceLink';

const ORIGIN = 'vscode://alloctrace.alloctrace';

/** Path and query of a link as VS Code hands them over: with one layer of escapes taken off. */
function received(link: string): [path: string, query: string] {
  const { pathname, search } = new URL(link);
  return [decodeURIComponent(pathname), decodeURIComponent(search.slice(1))];
}

function opened(link: string) {
  return parseTraceLink(...received(link));
}

describe('a link to an event', () => {
  it('is plain where the path is', () => {
    assert.equal(
      traceLink(ORIGIN, 'traces/my_run-2.alloctrace', 480),
      `${ORIGIN}/open?file=traces/my_run-2.alloctrace&event=480`,
    );
  });

  it('comes back as it was, whatever the file is called', () => {
    for (const name of [
      'a b',
      'a&event=7',
      '100%',
      '%2e%2e',
      'a+b',
      'a=b#c?d',
      'naïve 日本',
      "it's (1)",
    ]) {
      const link = traceLink(ORIGIN, `folder/${name}.alloctrace`, 12);
      assert.doesNotMatch(link, /[ "'()<>]/);
      assert.deepEqual(opened(link), {
        file: { kind: 'relative', segments: ['folder', `${name}.alloctrace`] },
        event: 12,
      });
    }
  });

  it('may name a path of the machine, or a file elsewhere', () => {
    assert.deepEqual(opened(traceLink(ORIGIN, '/home/x/a b.alloctrace', 1)), {
      file: { kind: 'path', path: '/home/x/a b.alloctrace' },
      event: 1,
    });
    assert.deepEqual(opened(traceLink(ORIGIN, 'c:\\traces\\a.alloctrace', 0)), {
      file: { kind: 'path', path: 'c:/traces/a.alloctrace' },
      event: 0,
    });
    const uri = 'vscode-remote://ssh%2Bhost/home/x/a%20b.alloctrace';
    assert.deepEqual(opened(traceLink(ORIGIN, uri, 3)), {
      file: { kind: 'uri', scheme: 'vscode-remote', uri },
      event: 3,
    });
  });

  it('survives a person who writes it by hand', () => {
    const parsed = opened(`${ORIGIN}/open?event=5&file=my%20traces/x.alloctrace&utm=1`);
    assert.deepEqual(parsed, {
      file: { kind: 'relative', segments: ['my traces', 'x.alloctrace'] },
      event: 5,
    });
  });
});

describe('a hostile link', () => {
  const refused: readonly (readonly [query: string, problem: string])[] = [
    ['', 'badEvent'],
    ['file=x.alloctrace', 'badEvent'],
    ['event=1', 'malformed'],
    ['file=&event=1', 'malformed'],
    ['file=a.alloctrace&file=b.alloctrace&event=1', 'malformed'],
    ['file=a.alloctrace&event=1&event=2', 'badEvent'],
    ['file=a.alloctrace&event=-1', 'badEvent'],
    ['file=a.alloctrace&event=1e3', 'badEvent'],
    ['file=a.alloctrace&event=0x10', 'badEvent'],
    ['file=a.alloctrace&event=99999999999', 'badEvent'],
    ['file=a.alloctrace&event= 1', 'badEvent'],
    ['file=%zz&event=1', 'malformed'],
    ['file=%ff&event=1', 'malformed'],
    [`file=${'a/'.repeat(3000)}x.alloctrace&event=1`, 'malformed'],
    ['file=../x.alloctrace&event=1', 'badPath'],
    ['file=a/../../x.alloctrace&event=1', 'badPath'],
    ['file=a/%2e%2e/x.alloctrace&event=1', 'badPath'],
    ['file=a\\..\\x.alloctrace&event=1', 'badPath'],
    ['file=/home/../etc/x.alloctrace&event=1', 'badPath'],
    ['file=./x.alloctrace&event=1', 'badPath'],
    ['file=a//x.alloctrace&event=1', 'badPath'],
    ['file=//evil.example/share/x.alloctrace&event=1', 'badPath'],
    ['file=\\\\evil.example\\share\\x.alloctrace&event=1', 'badPath'],
    ['file=/\\evil.example/x.alloctrace&event=1', 'badPath'],
    ['file=C:x.alloctrace&event=1', 'badPath'],
    ['file=x.alloctrace:stream&event=1', 'badPath'],
    ['file=javascript:alert(1)&event=1', 'badPath'],
    ['file=data:text/plain,alloctrace&event=1', 'badPath'],
    ['file=file:///a/%2e%2e/b.alloctrace&event=1', 'badPath'],
    ['file=file:///a/%252e%252e/b.alloctrace&event=1', 'badPath'],
    ['file=file:///a\\..\\b.alloctrace&event=1', 'badPath'],
    ['file=a%00.alloctrace&event=1', 'badPath'],
    ['file=a%0a.alloctrace&event=1', 'badPath'],
    ['file=a%e2%80%aeecart.alloctrace&event=1', 'badPath'],
  ];

  for (const [query, problem] of refused) {
    it(`is refused: ${query.slice(0, 60) || 'nothing'}`, () => {
      assert.equal(parseTraceLink('/open', query), problem);
    });
  }

  it('that asks for something else is refused', () => {
    for (const path of ['', '/', '/run', '/open/', '/Open', '/open?', '//open']) {
      assert.equal(parseTraceLink(path, 'file=a.alloctrace&event=1'), 'unknownAction', path);
    }
  });

  it('never throws, and never gives a path that leads out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        for (const query of [a, `file=${a}&event=1`, `file=${a}../${b}&event=1`]) {
          const parsed = parseTraceLink('/open', query);
          if (typeof parsed === 'string' || parsed.file.kind !== 'relative') continue;
          for (const segment of parsed.file.segments) {
            assert(!['', '.', '..'].includes(segment) && !/[/\\:]/.test(segment));
          }
        }
      }),
    );
  });
});

describe('the name of a trace', () => {
  it('ends as one', () => {
    for (const name of ['a.alloctrace', 'a.ALLOCTRACE', 'a.alloctrace.gz', 'a.b.alloctrace.zst']) {
      assert(isTraceName(name), name);
    }
    for (const name of ['a', 'alloctrace', 'a.alloctrace.exe', 'a.alloctrace.gz.sh', 'a.gz', '']) {
      assert(!isTraceName(name), name);
    }
  });
});
