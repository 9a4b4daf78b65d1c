/**
 * Links that open a trace at an event: `SCHEME://EXTENSION/open?file=FILE&event=N`. Anybody can write
 * one, so what a link says is checked here before anything is done with it. Whether the file may be
 * opened is for others to decide.
 */

/** Where a link says that the trace is. */
export type LinkedFile =
  /** Below a folder of the workspace; segments of a path, none of them empty, `.` or `..`. */
  | { readonly kind: 'relative'; readonly segments: readonly string[] }
  /** A path of the machine, as `/home/x.alloctrace` or `C:/x.alloctrace`. */
  | { readonly kind: 'path'; readonly path: string }
  /** The text of a URI. */
  | { readonly kind: 'uri'; readonly scheme: string; readonly uri: string };

export interface TraceLink {
  readonly file: LinkedFile;
  /** After so many events. */
  readonly event: number;
}

/** What is wrong with a link. */
export type LinkProblem =
  /** It does not say `/open`. */
  | 'unknownAction'
  /** No `file`, two of them, an escape that is none, or too long. */
  | 'malformed'
  /** `event` is missing or no whole number. */
  | 'badEvent'
  /** The path leaves the folder, names another machine, or holds what no path does. */
  | 'badPath';

const ACTION = '/open';
const LONGEST = 4096;
const MOST_EVENTS = 2 ** 32;

/**
 * Reads the path and the query of a link, as VS Code gives them: with one layer of escapes taken off.
 * What else the query says is ignored.
 */
export function parseTraceLink(path: string, query: string): TraceLink | LinkProblem {
  if (path !== ACTION) return 'unknownAction';
  if (query.length > LONGEST) return 'malformed';
  const fields = query.split('&').map((field) => {
    const end = field.indexOf('=');
    return end < 0 ? [field, ''] : [field.slice(0, end), field.slice(end + 1)];
  });
  const valuesOf = (name: string) => fields.filter(([key]) => key === name).map(([, text]) => text);
  const [events, files] = [valuesOf('event'), valuesOf('file')];
  if (events.length !== 1 || !/^\d{1,10}$/.test(events[0])) return 'badEvent';
  if (files.length !== 1) return 'malformed';
  const text = unescaped(files[0]);
  if (text === undefined || text === '') return 'malformed';
  const file = fileOf(text);
  if (file === undefined) return 'badPath';
  return { file, event: Math.min(Number(events[0]), MOST_EVENTS) };
}

/**
 * The text of a link.
 * @param origin scheme of the editor's own links and id of the extension: `vscode://some.extension`
 * @param file a path below a folder of the workspace, an absolute path, or a URI
 */
export function traceLink(origin: string, file: string, event: number): string {
  const once = escaped(file).replaceAll('%2F', '/').replaceAll('%3A', ':');
  // VS Code takes one layer of escapes off, and then `&` of a name would end it.
  return `${origin}${ACTION}?file=${once.replaceAll('%', '%25')}&event=${event}`;
}

function fileOf(text: string): LinkedFile | undefined {
  // Controls, what turns the reading direction, halves of characters: no honest link has them.
  if (/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(text)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1];
  if (scheme !== undefined) {
    const isPlain = !text.includes('\\') && staysBelow(unescaped(text));
    return isPlain ? { kind: 'uri', scheme: scheme.toLowerCase(), uri: text } : undefined;
  }
  const path = text.replaceAll('\\', '/');
  // `//machine/share` would ask another machine for the file, and tell it who asks.
  if (path.startsWith('//') || !staysBelow(path)) return undefined;
  if (path.startsWith('/') || /^[a-z]:\//i.test(path)) return { kind: 'path', path };
  // On Windows a path may hold backslashes only as separators; elsewhere nobody names files so.
  const segments = path.split('/');
  const isPlain = segments.every((segment) => segment !== '' && segment !== '.');
  return isPlain && !path.includes(':') ? { kind: 'relative', segments } : undefined;
}

/** Whether no part of a path leads back out of it. */
function staysBelow(path: string | undefined): boolean {
  return path !== undefined && !path.split(/[/\\]/).includes('..');
}

function escaped(text: string): string {
  // Half a character has no escape; brackets and quotes would end a link in Markdown or HTML.
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd')).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether a name is that of a trace, packed or not. */
export function isTraceName(name: string): boolean {
  return /\.alloctrace(?:\.gz|\.zst)?$/i.test(name);
}
