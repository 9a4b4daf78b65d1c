import { plural } from '../../../src/base/format';
import type { TimelineFlag, TimelineFlags } from '../../../src/protocol/timeline';

/** How many flags of one kind there are among some events, in words. */
export interface FlagCount {
  readonly kind: TimelineFlag['kind'];
  readonly text: string;
}

const NAMES: { readonly [kind in TimelineFlag['kind']]: readonly [one: string, many: string] } = {
  fault: ['fault', 'faults'],
  inconsistency: ['inconsistency', 'inconsistencies'],
  mark: ['mark', 'marks'],
  bookmark: ['bookmark', 'bookmarks'],
};
const KINDS = Object.keys(NAMES) as TimelineFlag['kind'][];

/**
 * The flags of the events `first..last`, counted from 1, what is wrong first. Where not all are known
 * it is said which kinds there are, but not how many.
 */
export function flagCounts(
  { flags, isAll }: Pick<TimelineFlags, 'flags' | 'isAll'>,
  first: number,
  last: number,
): FlagCount[] {
  const within = flags.filter(({ event }) => event >= first && event <= last);
  return KINDS.flatMap((kind) => {
    const count = within.filter((flag) => flag.kind === kind || flag.under?.kind === kind).length;
    if (count === 0) return [];
    const [one, many] = NAMES[kind];
    return [{ kind, text: isAll ? plural(count, one, many) : many }];
  });
}
