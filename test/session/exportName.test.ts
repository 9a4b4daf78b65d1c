import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { EXPORT_KINDS, exportFile } from '../../src/protocol/exports';
import { exportName, importedName } from '../../src/session/exportName';

function check(trace: string, name: string, expected: string) {
  assert.equal(exportName(trace, { name, kind: 'svg', content: '' }), expected);
}

describe('the name of an exported file', () => {
  it('is made from that of the trace', () => {
    check('server.alloctrace', 'timeline', 'server-timeline.svg');
    check('server.alloctrace.gz', 'timeline', 'server-timeline.svg');
    check('größe 2.log', 'heap map', 'größe-2.log-heap-map.svg');
    check('Untitled-1', 'timeline', 'Untitled-1-timeline.svg');
    check('.alloctrace', '', 'trace.svg');
    check('CON', '', 'trace.svg');
    check('nul.v2', 'timeline', 'trace.svg');
    check('null.v2', 'timeline', 'null.v2-timeline.svg');
    assert.equal(importedName('com1.log'), 'trace.alloctrace');
  });

  it('leads nowhere and hides nothing', () => {
    check('../../etc/passwd', '..\\x', 'etc-passwd-x.svg');
    check('a\u202egnp.exe\0', 'C:', 'a-gnp.exe-C.svg');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (trace, name) => {
        const made = exportName(trace, { name, kind: 'csv', content: '' });
        assert.match(made, /^[\p{L}\p{N}_][\p{L}\p{N}._-]*\.csv$/u);
        assert(!made.includes('..'));
        assert(made.length <= 250);
      }),
    );
  });
});

describe('a file to export', () => {
  const file = { name: 'timeline', kind: 'png', content: 'iVBORw0K' };

  it('is taken as it is', () => {
    assert.deepEqual(exportFile.check(file), file);
    assert.deepEqual(exportFile.check({ ...file, content: 'QUI=' })?.content, 'QUI=');
    for (const kind of EXPORT_KINDS) {
      assert.equal(exportFile.check({ ...file, kind, content: '' })?.kind, kind);
    }
    const large = 'AAAA'.repeat(100_000);
    assert.equal(exportFile.check({ ...file, content: large })?.content, large);
  });

  it('is refused where it is no file of ours', () => {
    for (const bad of [
      { ...file, kind: 'exe' },
      { ...file, content: 'no base64!!!' },
      { ...file, content: 'QUI' },
      { ...file, content: `${'AAAA'.repeat(16_383)}QUI=AAAA` },
      { ...file, kind: 'svg', content: 5 },
      { ...file, name: 'x'.repeat(101) },
      { kind: 'svg', content: '' },
    ]) {
      assert.equal(exportFile.check(bad), undefined);
    }
  });
});
