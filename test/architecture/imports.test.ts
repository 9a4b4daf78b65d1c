import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { filesBelow, importsOf, read } from './sources';

/**
 * Who may import whom; nothing else is allowed. A new folder needs a row here; a folder inside
 * another that may more comes before it.
 */
const ALLOWED: Readonly<Record<string, { folders: string[]; packages: string[] }>> = {
  'src/base': { folders: [], packages: [] },
  // The kernel is a program of its own, compiled to WebAssembly.
  'src/engine': { folders: ['src/base'], packages: ['wasm:.'] },
  'src/packed': { folders: ['src/base'], packages: ['fzstd', 'pako'] },
  'src/trace': { folders: ['src/base'], packages: [] },
  'src/recorders': { folders: ['src/trace', 'src/base'], packages: [] },
  'src/replay': { folders: ['src/engine', 'src/trace', 'src/base'], packages: [] },
  'src/protocol': { folders: ['src/base'], packages: [] },
  'src/projection': {
    folders: ['src/replay', 'src/engine', 'src/trace', 'src/protocol', 'src/base'],
    packages: [],
  },
  'src/session': {
    folders: [
      'src/replay',
      'src/projection',
      'src/trace',
      'src/engine',
      'src/protocol',
      'src/base',
    ],
    packages: [],
  },
  'src/language': {
    folders: [
      'src/session',
      'src/projection',
      'src/replay',
      'src/trace',
      'src/engine',
      'src/protocol',
      'src/base',
    ],
    packages: [],
  },
  'src/cli/bench': {
    folders: [
      'src/cli',
      'src/cli/record',
      'src/recorders',
      'src/session',
      'src/replay',
      'src/projection',
      'src/trace',
      'src/engine',
      'src/base',
    ],
    packages: ['node:child_process', 'node:fs', 'node:os', 'node:path'],
  },
  'src/cli/record': {
    folders: ['src/cli', 'src/recorders', 'src/base'],
    packages: ['node:child_process', 'node:fs', 'node:os', 'node:path'],
  },
  'src/cli': {
    folders: [
      'src/cli/bench',
      'src/cli/record',
      'src/recorders',
      'src/session',
      'src/replay',
      'src/projection',
      'src/trace',
      'src/packed',
      'src/engine',
      'src/protocol',
      'src/base',
    ],
    packages: ['node:fs', 'node:path', 'node:stream', 'node:util'],
  },
  'src/host': {
    folders: [
      'src/language',
      'src/recorders',
      'src/session',
      'src/replay',
      'src/projection',
      'src/trace',
      'src/packed',
      'src/engine',
      'src/protocol',
      'src/base',
    ],
    packages: ['vscode'],
  },
  webview: {
    folders: ['src/protocol', 'src/base'],
    packages: ['lit', '@vscode/codicons'],
  },
};

function folderOf(file: string): string | undefined {
  return Object.keys(ALLOWED).find((folder) => file.startsWith(`${folder}/`));
}

/** Why a module may not import what it names, or undefined if it may. */
function violation(importer: string, specifier: string): string | undefined {
  const from = folderOf(importer);
  if (from === undefined) return `${importer} lies in no folder that the table knows`;
  if (!specifier.startsWith('.')) {
    const isAllowed = ALLOWED[from].packages.some(
      (name) => specifier === name || specifier.startsWith(`${name}/`),
    );
    return isAllowed ? undefined : `${importer} imports the package ${specifier}`;
  }
  const target = path.posix.join(path.posix.dirname(importer), specifier);
  const to = folderOf(`${target}/`);
  if (to === from || (to !== undefined && ALLOWED[from].folders.includes(to))) return undefined;
  return `${importer} imports ${target}`;
}

const FILES = [...filesBelow('src', '.ts'), ...filesBelow('webview', '.ts')];
const MODULES = FILES.filter((file) => !file.endsWith('.d.ts'));

/** The modules that a bundler finds each file to import, as the file spells them. */
async function bundledImports(): Promise<Map<string, string[]>> {
  const { metafile } = await build({
    entryPoints: MODULES,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'out',
    logLevel: 'silent',
    // Nothing is followed.
    packages: 'external',
    external: ['./*', '../*'],
  });
  return new Map(
    Object.entries(metafile.inputs).map(([file, { imports }]) => [
      file,
      // "<runtime>" is what the bundler itself puts in.
      imports.map((each) => each.path).filter((specifier) => !specifier.startsWith('<')),
    ]),
  );
}

describe('imports', () => {
  it('keep to the table', () => {
    const found = FILES.flatMap((file) =>
      importsOf(read(file)).map((specifier) => violation(file, specifier)),
    );
    assert.deepEqual(
      found.filter((each) => each !== undefined),
      [],
    );
  });

  it('lead to files that exist', () => {
    for (const file of FILES) {
      for (const specifier of importsOf(read(file)).filter((each) => each.startsWith('.'))) {
        const target = path.posix.join(path.posix.dirname(file), specifier);
        const exists = [target, `${target}.ts`, `${target}/index.ts`].some((each) =>
          existsSync(each),
        );
        assert(exists, `${file} imports ${specifier}`);
      }
    }
  });

  it('are all found: none that the bundler sees is missing', async () => {
    const bundled = await bundledImports();
    assert.deepEqual([...bundled.keys()].toSorted(), MODULES);
    for (const [file, specifiers] of bundled) {
      const scanned = new Set(importsOf(read(file)));
      for (const specifier of specifiers) assert(scanned.has(specifier), `${file}: ${specifier}`);
    }
  });

  it('are found in every form', () => {
    const source = `
import { a } from './a';
import type { B } from "./b";
import c, {
  d,
} from '../c';
export * from './e';
export type { F } from './f';
import './g.css';
const h = await import('./h');
let i: import('./i').I;
const j = require('node:j');
const text = [', from ', x, ' to '];
import * as k from 'k/sub.js';
`;
    assert.deepEqual(importsOf(source).toSorted(), [
      '../c',
      './a',
      './b',
      './e',
      './f',
      './g.css',
      './h',
      './i',
      'k/sub.js',
      'node:j',
    ]);
  });

  it('are refused where the table does not allow them', () => {
    const cases: [string, string, boolean][] = [
      ['src/engine/heap.ts', './block', true],
      ['src/engine/policies/index.ts', '../heap', true],
      ['src/engine/heap.ts', '../base/math', true],
      ['src/engine/heap.ts', '../trace/trace', false],
      ['src/engine/heap.ts', 'node:fs', false],
      ['src/engine/heap.ts', 'vscode', false],
      ['src/base/units.ts', '../engine/heap', false],
      ['src/protocol/state.ts', '../engine/heap', false],
      ['src/replay/replay.ts', '../projection/blockList', false],
      ['src/session/load.ts', '../host/ids', false],
      ['src/cli/main.ts', 'node:stream', true],
      ['src/packed/gzip.ts', 'pako', true],
      ['src/packed/gzip.ts', 'node:zlib', false],
      ['src/trace/reader.ts', '../packed/unpacked', false],
      ['src/cli/main.ts', 'node:child_process', false],
      ['src/cli/load.ts', 'node:os', false],
      ['src/cli/record/runRecorded.ts', 'node:child_process', true],
      ['src/host/record/recording.ts', 'node:child_process', false],
      ['src/cli/bench/machine.ts', 'node:os', true],
      ['src/cli/bench/machine.ts', 'node:net', false],
      ['src/cli/bench/bench.ts', '../progress', true],
      ['src/cli/bench/bench.ts', '../../host/platform', false],
      ['src/cli/commands/bench.ts', '../bench/bench', true],
      ['src/session/load.ts', '../cli/bench/bench', false],
      ['src/cli/main.ts', 'vscode', false],
      ['src/cli/main.ts', '../session/load', true],
      ['src/cli/main.ts', '../host/platform', false],
      ['src/host/extension.ts', '../cli/main', false],
      ['src/host/extension.ts', 'vscode', true],
      ['src/host/extension.ts', '../session/load', true],
      ['src/host/extension.ts', '../../webview/main', false],
      ['src/host/extension.ts', 'node:path', false],
      ['src/host/extension.ts', 'vscode-nls', false],
      ['webview/main.ts', '../src/protocol/messages', true],
      ['webview/main.ts', '../src/engine/heap', false],
      ['webview/elements/at-icon/at-icon.ts', 'lit/decorators.js', true],
      ['webview/main.ts', 'vscode', false],
      ['src/newcomer/file.ts', '../base/math', false],
      ['src/engine/heap.ts', '../../test/support/naiveHeap', false],
    ];
    for (const [importer, specifier, isAllowed] of cases) {
      const why = violation(importer, specifier);
      assert.equal(why === undefined, isAllowed, `${importer} imports ${specifier}: ${why}`);
    }
  });
});

describe('folders of src', () => {
  const folders = readdirSync('src', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

  it('each have a row in the table, and no row is left over', () => {
    const rows = Object.keys(ALLOWED).filter((folder) => /^src\/[^/]+$/.test(folder));
    assert.deepEqual(folders.map((name) => `src/${name}`).toSorted(), rows.toSorted());
  });

  it('hold every module', () => {
    assert.deepEqual(
      readdirSync('src').filter((file) => file.endsWith('.ts')),
      [],
    );
  });

  it('compile without Node and DOM, all but the host and the command line', () => {
    const included = [...read('src/tsconfig.json').matchAll(/"(\w+)\/\*\*\/\*\.ts"/g)];
    assert.deepEqual(
      included.map((match) => match[1]).toSorted(),
      folders.filter((name) => name !== 'host' && name !== 'cli').toSorted(),
    );
  });

  it('are described in the code map', () => {
    const map = read('src/README.md');
    for (const name of folders) assert(map.includes(`\`${name}/\``), name);
  });
});
