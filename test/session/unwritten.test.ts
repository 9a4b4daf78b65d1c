import assert from 'node:assert/strict';
import { withoutUnwritten } from '../../src/session/unwritten';

async function written(...pieces: string[]): Promise<string> {
  async function* bytes() {
    for (const piece of pieces) yield new TextEncoder().encode(piece);
  }
  let text = '';
  for await (const piece of withoutUnwritten(bytes())) text += new TextDecoder().decode(piece);
  return text;
}

describe('what a recorder has not written yet', () => {
  const cases: readonly [string, string[], string][] = [
    ['nothing', [], ''],
    ['whole lines', ['a 1 2\nf', ' 1\n'], 'a 1 2\nf 1\n'],
    ['blanks behind them', ['a 1 2\n  ', '    '], 'a 1 2\n'],
    ['a line that is not complete', ['a 1 2\n# ', '0x10 16   '], 'a 1 2\n'],
    ['a line whose first byte is missing', ['a 1 2\n# 0x10 16\n', '   '], 'a 1 2\n'],
    ['such a line in pieces', ['a 1 2\n# 0x10', ' 16\n  ', '  '], 'a 1 2\n'],
    ['a remark at the end', ['a 1 2\n# end\n'], 'a 1 2\n# end\n'],
    ['a remark before a line', ['# 1\n', 'a 1 2\n', '  '], '# 1\na 1 2\n'],
    ['a remark before blanks and a line', ['# 1\n', ' ', ' a 1 2\n'], '# 1\n  a 1 2\n'],
    ['a line of another program, torn', ['a 1 2\na 2', ' 3'], 'a 1 2\na 2 3'],
    ['blanks that a line follows', ['a 1 2\n  ', '  a 2 3\n'], 'a 1 2\n    a 2 3\n'],
    ['only blanks', ['   '], ''],
    ['lines that end in CR alone', ['# 1\ra 1 2\r', 'f 1\r'], '# 1\ra 1 2\rf 1\r'],
    ['a remark that ends in half of a CRLF', ['a 1 2\r\n# 1\r'], 'a 1 2\r\n# 1\r'],
  ];
  for (const [name, pieces, text] of cases) {
    it(name, async () => assert.equal(await written(...pieces), text));
  }

  it('a line without end is not kept', async () => {
    const long = 'x'.repeat(800_000);
    assert.equal(await written('a', long, long, '\n'), `a${long}${long}\n`);
  });
});
