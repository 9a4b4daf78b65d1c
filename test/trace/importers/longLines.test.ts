import assert from 'node:assert/strict';
import { readTrace } from '../../../src/trace/reader';
import { importText } from './imported';

describe('importing lines that are made to take long', () => {
  const long: [string, string, string][] = [
    ['mtrace', '= Start\n', '@ a:(b+1)[0x1] + 0x'],
    ['esp-idf', '', '[0.1] HEAP: Freed bytes @ 0x1 from '],
    ['esp-idf', '0x1: ', 'a at b:1'],
    ['valgrind', '--1-- calloc(1', '0'],
    ['valgrind', '--1-- ', 'malloc(5)'],
    ['ltrace', 'calloc(1', '0'],
    ['ltrace', '', 'a->free(0x1) = '],
    ['malloc-lab', '1', '0'],
    ['malloc-lab', 'a 1', ' \t'],
    ['heaptrack', '+ 1', '0'],
    ['heaptrack', 'm 1 x 0', ' 1'],
    ['freertos', 'traceMALLOC: 0x0 [1', '0'],
    ['wee-alloc', 'Free(1', '0'],
    ['json-lines', '{"address":0,"size":1', '0'],
    ['json-lines', '{', '} '],
  ];
  for (const [format, head, piece] of long) {
    it(`ends soon, and the trace can be read: ${format}, ${head}${piece}...`, () => {
      const line = head + piece.repeat(2 ** 19 / piece.length);
      const result = importText(`${line}\n${line}) = 0\n`, format);
      assert.equal(readTrace(Buffer.from(result.header + result.events)).problemCount, 0);
    });
  }
});
