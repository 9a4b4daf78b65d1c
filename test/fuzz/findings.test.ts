import { IMPORTERS } from '../../src/trace/importers';
import { holds } from './targets';

/** Inputs at which fuzzing found something, with the format they were read as. */
const FINDINGS: readonly (readonly [what: string, format: string, input: string])[] = [
  [
    'the first half of a call whose second half has no result was not counted',
    'ltrace',
    '5 malloc(31 <unfinished ...>\n6 free(0x7f5058000fc0 <unfinished ...>\n5 <... malloc resumed> )     h          = 0x7f50 x\n',
  ],
  [
    'the first half of a call that did not return was not counted',
    'ltrace',
    '5 malloc(31 <unfinished ...>\n5 <... malloc resumed> <no return ...>\n',
  ],
  [
    'a byte of a workload had two problems: the signal that nobody gives, and a size',
    'glibc-workload',
    '\b\b\t\u0003\u0007\u0002\u000b\u000b\u000b1\u0001\u0002\u0001\u0018\u0003\u0002\u0003\u0006\u0001\u0002\u0003§\b\u0005\u0001\u0006\u0002\u0004\u0002\u0002,\u0004\u0000\u0003\u0000\f\u0004@h\u0000\u0007\u0003\u0005\u0004\u0005\u0000\u0000 \u0000\u0006\u0003\u0005\u0002\u0001',
  ],
];

describe('what fuzzing found', () => {
  for (const [what, format, input] of FINDINGS) {
    it(`stays mended: ${what}`, () => {
      const importer = IMPORTERS.find(({ id }) => id === format);
      holds(Buffer.from(input, 'latin1'), importer);
    });
  }
});
