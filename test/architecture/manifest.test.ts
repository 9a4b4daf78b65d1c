import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import {
  COMMAND_IDS,
  CONTEXT_KEYS,
  LANGUAGE_ID,
  LARGE_TRACE_IDS,
  PANEL_ID,
  RECORDING_EDITOR_ID,
  SETTING_SECTION,
  SETTINGS,
  VIEW_ID,
} from '../../src/host/ids';
import { IMPORTERS } from '../../src/trace/importers';
import { filesBelow, importsOf, read, readJson } from './sources';

// package.json against the code: whatever is said twice must be said alike.

interface Command {
  command: string;
  title: string;
  category: string;
  enablement?: string;
}

interface Manifest {
  main: string;
  browser: string;
  bin: { alloctrace: string };
  l10n: string;
  icon: string;
  activationEvents: string[];
  contributes: {
    commands: Command[];
    keybindings: { command: string; key: string; when?: string }[];
    menus?: Record<string, { command?: string; when?: string }[]>;
    languages: { id: string; configuration: string; icon: { light: string; dark: string } }[];
    problemMatchers: {
      name: string;
      owner: string;
      fileLocation: string | string[];
      pattern: Record<string, string | number>;
    }[];
    grammars: { language: string; scopeName: string; path: string }[];
    viewsContainers?: Record<string, { id: string; icon: string }[]>;
    views?: Record<string, { id: string; type?: string; when?: string }[]>;
    customEditors: { viewType: string; selector: { filenamePattern: string }[] }[];
    configuration: { properties: Record<string, object> };
    configurationDefaults: Record<string, Record<string, unknown>>;
  };
}

const PREFIX = 'alloctrace.';
const manifest = readJson('package.json') as Manifest;
const { contributes } = manifest;
const menus = Object.entries(contributes.menus ?? {});
const contributed = contributes.commands.map(({ command }) => command);
const hostFiles = filesBelow('src/host', '.ts');

/** Every string in a JSON value, at any depth. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function sameSet(actual: Iterable<string>, expected: Iterable<string>, what: string): void {
  assert.deepEqual([...new Set(actual)].toSorted(), [...new Set(expected)].toSorted(), what);
}

describe('commands', () => {
  it('are contributed and known to the code, each once', () => {
    sameSet(contributed, Object.values(COMMAND_IDS), 'package.json and COMMAND_IDS');
    assert.equal(new Set(contributed).size, contributed.length, 'contributed twice');
  });

  it('are registered through COMMAND_IDS, all in one place', () => {
    const calls = hostFiles.flatMap((file) =>
      [...read(file).matchAll(/\bregister(?:TextEditor)?Command\(\s*([^,]+),/g)].map(
        (match) => `${file}: ${match[1]}`,
      ),
    );
    assert.deepEqual(calls, ['src/host/commands/index.ts: COMMAND_IDS[name]']);
    assert.match(read('src/host/commands/index.ts'), /Object\.keys\(COMMAND_IDS\)/);
  });

  it('have the prefix, the category and a title that can be translated', () => {
    for (const [name, id] of Object.entries(COMMAND_IDS)) assert.equal(id, PREFIX + name);
    for (const { command, category, title } of contributes.commands) {
      assert.equal(category, 'AllocTrace', command);
      assert.equal(title, `%command.${command.slice(PREFIX.length)}%`);
    }
  });

  it('are all that keys and menus run', () => {
    for (const { command, key } of contributes.keybindings) {
      assert(contributed.includes(command), `${key}: ${command}`);
    }
    for (const [menu, items] of menus) {
      for (const { command } of items) {
        assert(command === undefined || contributed.includes(command), `${menu}: ${command}`);
      }
    }
  });
});

describe('ids', () => {
  it('that package.json knows are written in ids.ts alone', () => {
    const ids: string[] = [
      ...Object.values(COMMAND_IDS),
      ...Object.values(CONTEXT_KEYS),
      PANEL_ID,
      VIEW_ID,
      ...LARGE_TRACE_IDS,
      RECORDING_EDITOR_ID,
    ];
    const others = [...filesBelow('src', '.ts'), ...filesBelow('webview', '.ts')].filter(
      (file) => file !== 'src/host/ids.ts',
    );
    for (const file of others) {
      for (const [literal, , id] of read(file).matchAll(/(['"`])(alloctrace\.\w+)\1/g)) {
        assert(!ids.includes(id), `${file}: ${literal}`);
      }
      assert.doesNotMatch(read(file), /executeCommand\(\s*['"`]alloctrace\./, file);
    }
  });

  it('of the language are the same everywhere', () => {
    assert.deepEqual(
      contributes.languages.map(({ id }) => id),
      [LANGUAGE_ID],
    );
    for (const { language, scopeName, path } of contributes.grammars) {
      assert.equal(language, LANGUAGE_ID);
      assert.equal((readJson(path) as { scopeName: string }).scopeName, scopeName);
    }
  });

  it('of the problem matcher are its own, and the document names it', () => {
    const [matcher, ...others] = contributes.problemMatchers;
    assert.deepEqual(others, []);
    assert.equal(matcher.name, LANGUAGE_ID);
    // The editor's own problems of a trace have the language's name: a task must not clear those.
    assert.notEqual(matcher.owner, LANGUAGE_ID);
    const { regexp, ...groups } = matcher.pattern;
    const groupCount = new RegExp(`${regexp}|`).exec('')?.length ?? 0;
    for (const group of Object.values(groups)) assert(Number(group) < groupCount, String(group));
    assert.match(read('docs/cli.md'), new RegExp(`"problemMatcher": "\\$${matcher.name}"`));
  });

  it('of the view are the same everywhere', () => {
    const containers = Object.values(contributes.viewsContainers ?? {}).flat();
    const views = Object.entries(contributes.views ?? {});
    assert.deepEqual(
      views.flatMap(([, items]) => items.map(({ id, type }) => `${id} ${type}`)),
      [`${VIEW_ID} webview`],
    );
    sameSet(
      views.map(([container]) => container),
      containers.map(({ id }) => id),
      'views and containers',
    );
  });

  it('of the read-only views are the same everywhere', () => {
    sameSet(
      contributes.customEditors.map(({ viewType }) => viewType),
      [...LARGE_TRACE_IDS, RECORDING_EDITOR_ID],
      'custom editors',
    );
  });

  it('of settings are the same everywhere', () => {
    sameSet(
      Object.keys(contributes.configuration.properties),
      Object.values(SETTINGS).map((name) => `${SETTING_SECTION}.${name}`),
      'settings',
    );
  });

  it('of the panel wake the extension', () => {
    assert(manifest.activationEvents.includes(`onWebviewPanel:${PANEL_ID}`));
  });

  it('of context keys are set by the code, and none is set for nothing', () => {
    const clauses = [
      ...contributes.commands.map(({ enablement }) => enablement),
      ...contributes.keybindings.map(({ when }) => when),
      ...menus.flatMap(([, items]) => items.map(({ when }) => when)),
      ...Object.values(contributes.views ?? {}).flatMap((items) => items.map(({ when }) => when)),
    ].join(' ');
    const named = [...clauses.matchAll(/\balloctrace\.\w+/g)].map(([name]) => name);
    const views: string[] = [PANEL_ID, VIEW_ID, ...LARGE_TRACE_IDS];
    sameSet(
      named.filter((name) => !views.includes(name)),
      Object.values(CONTEXT_KEYS),
      'context keys',
    );
  });
});

describe('colours of ids', () => {
  it('are shown in themes that ask for no semantic colours, as Light High Contrast', () => {
    const { [`[${LANGUAGE_ID}]`]: ofTraces } = contributes.configurationDefaults;
    assert.equal(ofTraces?.['editor.semanticHighlighting.enabled'], true);
  });
});

describe('files that look like recordings', () => {
  const editor = contributes.customEditors.find(({ viewType }) => viewType === RECORDING_EDITOR_ID);
  const globs = editor!.selector.map(({ filenamePattern }) => regexOf(filenamePattern));
  const isOffered = (name: string) => globs.some((glob) => glob.test(name));
  const [{ when = '' }] = contributes.menus!['explorer/context'];
  const inMenu = new RegExp(/resourceFilename =~ \/(.*)\/$/.exec(when)![1]);

  /** Endings of formats, which most files that have them are not. */
  const GENERIC = ['txt', 'json', 'bin', 'raw'];

  it('are offered to be imported by the editors and by the menu of the explorer', () => {
    const endings = IMPORTERS.flatMap(({ extensions }) => extensions);
    assert(GENERIC.every((ending) => endings.includes(ending)));
    const names = endings
      .filter((ending) => !GENERIC.includes(ending))
      .flatMap((ending) => [`a.${ending}`, `a.${ending}.gz`, `a.b.${ending}.zst`]);
    for (const name of [...names, 'heaptrack.ls.42.raw', 'heaptrack.ls.zst', 'ls.heaptrack.gz']) {
      assert(isOffered(name), name);
      assert(inMenu.test(name), name);
    }
  });

  it('are not those of everybody, and no traces', () => {
    const names = ['a.c', 'a.txt', 'package.json', 'Makefile', 'a.tar.gz', 'mtrace', 'a.mtrace.c'];
    for (const name of [...names, 'a.alloctrace', 'a.alloctrace.gz']) {
      assert(!isOffered(name), name);
      assert(!inMenu.test(name), name);
    }
  });
});

/** A glob of `*` and `{a,b}` as a pattern. */
function regexOf(glob: string): RegExp {
  const pattern = glob
    .replaceAll('.', '\\.')
    .replaceAll('*', '.*')
    .replaceAll(/\{([^}]*)\}/g, (_, words: string) => `(?:${words.replaceAll(',', '|')})`);
  return new RegExp(`^${pattern}$`);
}

describe('texts', () => {
  it('named in package.json are in package.nls.json, and no other', () => {
    const texts = readJson('package.nls.json') as Record<string, string>;
    const named = stringsIn(manifest).flatMap((text) => /^%(.+)%$/.exec(text)?.[1] ?? []);
    sameSet(named, Object.keys(texts), 'keys');
    for (const [key, text] of Object.entries(texts)) assert(text.trim() !== '', key);
  });

  it('of the code are given to l10n.t as plain literals', () => {
    for (const file of hostFiles) {
      const calls = read(file).match(/\bl10n\.t\(/g)?.length ?? 0;
      assert.equal(localized(read(file)).length, calls, file);
    }
  });

  it('are the keys of each translation', () => {
    const used = hostFiles.flatMap((file) => localized(read(file)));
    assert(used.length > 0);
    for (const bundle of filesBelow(manifest.l10n.slice(2), '.json')) {
      sameSet(Object.keys(readJson(bundle) as object), used, bundle);
    }
    const texts = readJson('package.nls.json') as object;
    for (const translation of readdirSync('.').filter((file) =>
      /^package\.nls\..+\.json$/.test(file),
    )) {
      sameSet(Object.keys(readJson(translation) as object), Object.keys(texts), translation);
    }
  });
});

/** The first argument of every l10n.t call that is a plain literal. */
function localized(source: string): string[] {
  return [...source.matchAll(/\bl10n\.t\(\s*'((?:[^'\\\n]|\\.)*)'\s*[,)]/g)].map((match) =>
    match[1].replaceAll(/\\(.)/g, '$1'),
  );
}

describe('files that package.json names', () => {
  const programs = [manifest.main, manifest.browser, ...Object.values(manifest.bin)];

  it('exist, or are built', () => {
    const built = [...read('esbuild.js').matchAll(/outfile: '([^']+)'/g)].map(
      (match) => `./${match[1]}`,
    );
    for (const entry of programs) assert(built.includes(entry), entry);
    const named = stringsIn({ ...manifest, main: '', browser: '', bin: '' }).filter((text) =>
      /^(\.\/|media\/)/.test(text),
    );
    assert(named.includes(manifest.icon) && named.length > 5, named.join(' '));
    for (const file of named) assert(existsSync(file), file);
  });

  it('come with the licences of the packages that are built into them', () => {
    const notices = read('ThirdPartyNotices.txt').replaceAll(/\s+/g, ' ');
    const sources = [...filesBelow('src', '.ts'), ...filesBelow('webview', '.ts')];
    const packages = sources
      .flatMap((file) => importsOf(read(file)))
      .filter((specifier) => !/^(?:\.|node:|wasm:|vscode$)/.test(specifier))
      .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '');
    assert(packages.includes('pako') && packages.includes('lit'), packages.join(' '));
    for (const name of new Set(packages)) {
      const folder = `node_modules/${name}`;
      const file = existsSync(`${folder}/LICENSE-CODE`) ? 'LICENSE-CODE' : 'LICENSE';
      const licence = read(`${folder}/${file}`).replaceAll(/\s+/g, ' ').trim();
      assert(notices.includes(licence), name);
    }
  });

  it('are in the package', () => {
    const allowed = read('.vscodeignore').split('\n');
    const needed = programs.map((file) => file.replace('./', '!'));
    for (const line of [...needed, '!package.nls.json', '!ThirdPartyNotices.txt'])
      assert(allowed.includes(line), line);
  });
});

describe('examples', () => {
  it('offered are those in the folder', () => {
    const offered = read('src/host/commands/examples.ts').matchAll(/file: '([^']+)'/g);
    sameSet(
      [...offered].map((match) => `media/examples/${match[1]}`),
      filesBelow('media/examples', '.alloctrace'),
      'examples',
    );
  });
});
