import { isDeviceName } from '../base/fileName';

/** Why a file cannot have a name; undefined if it can. Names are those of files in one folder. */
export function nameProblem(name: string): 'empty' | 'not-a-name' | undefined {
  if (name.trim() === '') return 'empty';
  // Where a folder may be on any kind of machine, what one of them refuses is no name.
  const isName = !/[\\/:*?"<>|\p{Cc}]/u.test(name) && !/^\.{1,2}$|[. ]$|^ /.test(name);
  return isName && !isDeviceName(name) ? undefined : 'not-a-name';
}

/** The first of `alloctrace_2.rs`, `alloctrace_3.rs`, ... that is not taken. */
export function freeName(file: string, taken: ReadonlySet<string>): string {
  const dot = file.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [file.slice(0, dot), file.slice(dot)] : [file, ''];
  for (let number = 2; ; number++) {
    const name = `${stem}_${number}${ending}`;
    if (!taken.has(name)) return name;
  }
}
