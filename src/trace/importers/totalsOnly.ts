// Files that people take for recordings: they hold sums or one moment, and no events. They are
// known by name, so that nobody tries options on them.

interface TotalsFile {
  readonly name: string;
  readonly mark: RegExp;
  /** What to record instead. */
  readonly instead: string;
}

const VALGRIND = 'Record with "valgrind --trace-malloc=yes" instead.';
const OTHER = 'Record with one of the tools in docs/importing.md instead.';

/** Looked for in the first lines of a file, joined with line feeds. */
const FILES: readonly TotalsFile[] = [
  {
    name: 'a DHAT profile',
    mark: /^\s*\{\s*"dhatFileVersion"\s*:/,
    instead: VALGRIND,
  },
  {
    name: 'a massif profile',
    mark: /^desc: [^\n]*\ncmd: [^\n]*\ntime_unit: |^#-{3,}\nsnapshot=[0-9]+$/m,
    instead: VALGRIND,
  },
  { name: 'a heap profile of gperftools or Go', mark: /^heap profile: +[0-9]+: /, instead: OTHER },
  { name: 'a heap profile of jemalloc', mark: /^heap_v2\/[0-9]+\n/, instead: OTHER },
  {
    name: 'a heap snapshot of V8',
    mark: /^\s*\{\s*"snapshot"\s*:\s*\{\s*"meta"/,
    instead: OTHER,
  },
];

/** Why a file that begins like this can never be replayed; undefined if it is none of these. */
export function totalsOnly(head: string): string | undefined {
  const found = FILES.find(({ mark }) => mark.test(head));
  if (found === undefined) return undefined;
  return (
    `The file is ${found.name}. It holds totals or what was live at one moment, and no single ` +
    `events, so it cannot be replayed. ${found.instead}`
  );
}
