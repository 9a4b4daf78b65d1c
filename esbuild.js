// Builds every bundle of the project. The table says what is built; the loop below builds it.
//
//   node esbuild.js                development build with source maps
//   node esbuild.js --production   minified, for the package
//   node esbuild.js --watch        rebuild on change; prints what the VS Code problem matcher reads
//   node esbuild.js --tests        the test bundles in out/ too

const { execFileSync } = require('node:child_process');
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const { version } = require('./package.json');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/**
 * Every file below a folder that ends in `suffix`, as paths from here.
 *
 * @param {string} folder
 * @param {string} suffix
 */
function filesBelow(folder, suffix) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(suffix))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .toSorted();
}

/** The folders whose tests run under plain Node; the others need VS Code and have entries below. */
const nodeTestFolders = [
  'architecture',
  'base',
  'cli',
  'engine',
  'fuzz',
  'language',
  'packed',
  'projection',
  'protocol',
  'recorders',
  'replay',
  'session',
  'trace',
  'webview',
  'workbench',
];

// Inside an extension host files cannot be looked for at run time, so
//
//   import { tests } from 'glob:./**/*.test.ts'
//
// gives functions that load each file which was there when the bundle was built.
/** @type {esbuild.Plugin} */
const globImports = {
  name: 'glob imports',
  setup(build) {
    build.onResolve({ filter: /^glob:/ }, ({ path: pattern, resolveDir }) => ({
      namespace: 'glob',
      path: path.join(resolveDir, path.basename(pattern)),
    }));
    build.onLoad({ filter: /.*/, namespace: 'glob' }, ({ path: pattern }) => {
      const folder = path.dirname(pattern);
      const lines = filesBelow(path.relative(__dirname, folder), path.basename(pattern).slice(1))
        .map((file) => JSON.stringify(`./${path.relative(folder, file).split(path.sep).join('/')}`))
        .map((file) => `  ${file}: () => import(${file}),`);
      return { contents: `export const tests = {\n${lines.join('\n')}\n};`, resolveDir: folder };
    });
  },
};

/**
 * Compiles AssemblyScript. The program is left in out/, too, for tests that build pages of their own.
 *
 * @param {string} entry
 */
function compileToWasm(entry) {
  const asc = path.join('node_modules', 'assemblyscript', 'bin', 'asc.js');
  const options = [
    '--optimizeLevel=3',
    '--noAssert',
    '--runtime=stub',
    '--enable=simd',
    '--transform=./src/engine/kernel/inline.mjs',
  ];
  const unfinished = path.join('out', `unfinished-${process.pid}.wasm`);
  execFileSync(process.execPath, [asc, entry, ...options, `--outFile=${unfinished}`], {
    cwd: __dirname,
    stdio: 'inherit',
  });
  const program = readFileSync(unfinished);
  // As a whole: another build may be reading it.
  renameSync(unfinished, path.join('out', `${path.basename(path.dirname(entry))}.wasm`));
  return program;
}

/** What AssemblyScript may import from outside of its folder. */
const ofKernelToo = [
  'src/base/blockSizes.ts',
  'src/engine/block.ts',
  'src/engine/counters.ts',
  'src/engine/kernel/inline.mjs',
];

/** What was compiled last, and from what: nearly all bundles have the same. */
let compiled = { sources: '', program: new Uint8Array() };

// What runs as WebAssembly is written in AssemblyScript and compiled into the bundle:
//
//   import program from 'wasm:./kernel/index.ts'
/** @type {esbuild.Plugin} */
const wasmImports = {
  name: 'AssemblyScript to WebAssembly',
  setup(build) {
    build.onResolve({ filter: /^wasm:/ }, ({ path: file, resolveDir }) => ({
      namespace: 'wasm',
      path: path.relative(__dirname, path.join(resolveDir, file.slice('wasm:'.length))),
    }));
    build.onLoad({ filter: /.*/, namespace: 'wasm' }, ({ path: entry }) => {
      const folders = [path.dirname(entry), 'src/engine/kernel'];
      const files = [...folders.flatMap((folder) => filesBelow(folder, '.ts')), ...ofKernelToo];
      const sources = [entry, ...files.map((file) => readFileSync(file, 'utf8'))].join('');
      if (compiled.sources !== sources) compiled = { sources, program: compileToWasm(entry) };
      return {
        contents: compiled.program,
        loader: 'binary',
        watchFiles: files.map((file) => path.resolve(file)),
      };
    });
  },
};

/** @type {{ name: string, onlyForTests?: boolean, options: esbuild.BuildOptions }[]} */
const bundles = [
  {
    name: 'extension for Node hosts (desktop, remote, code-server)',
    options: {
      entryPoints: ['src/host/extension.ts'],
      outfile: 'dist/extension.js',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      external: ['vscode'],
    },
  },
  {
    name: 'extension for the web worker host (vscode.dev)',
    options: {
      entryPoints: ['src/host/extension.ts'],
      outfile: 'dist/browser.js',
      platform: 'browser',
      format: 'cjs',
      target: 'es2022',
      external: ['vscode'],
    },
  },
  {
    name: 'Heap Inspector webview',
    options: {
      entryPoints: ['webview/main.ts'],
      outfile: 'dist/webview.js',
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      tsconfig: 'webview/tsconfig.json',
    },
  },
  {
    name: 'Large Trace webview',
    options: {
      entryPoints: ['webview/largeTrace.ts'],
      outfile: 'dist/largeTrace.js',
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      tsconfig: 'webview/tsconfig.json',
    },
  },
  {
    name: 'command line',
    options: {
      entryPoints: ['src/cli/main.ts'],
      outfile: 'dist/cli.js',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      banner: { js: '#!/usr/bin/env node' },
      define: { VERSION: JSON.stringify(version) },
      loader: { '.c': 'text' },
    },
  },
  {
    name: 'tests under Node',
    onlyForTests: true,
    options: {
      entryPoints: nodeTestFolders
        .map((folder) => path.posix.join('test', folder))
        .filter((folder) => readdirSync('test').includes(path.posix.basename(folder)))
        .flatMap((folder) => [
          ...filesBelow(folder, '.test.ts'),
          ...filesBelow(folder, '.worker.ts'),
        ]),
      outdir: 'out/test',
      outbase: 'test',
      platform: 'node',
      // In common: what each bundle held of its own, V8 would also compile and warm up anew.
      format: 'esm',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      outExtension: { '.js': '.mjs' },
      // What asks where it lies is the command line, which lies there.
      define: { __dirname: JSON.stringify(path.resolve('dist')) },
      target: 'node20',
      packages: 'external',
      loader: { '.c': 'text' },
    },
  },
  {
    name: 'fuzzing of the importers (npm run fuzz)',
    onlyForTests: true,
    options: {
      entryPoints: ['test/fuzz/main.ts'],
      outfile: 'out/fuzz/main.js',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
    },
  },
  {
    name: 'tests inside the extension host',
    onlyForTests: true,
    options: {
      entryPoints: ['test/vscode/index.ts'],
      outfile: 'out/test/vscode/index.js',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      external: ['vscode', 'mocha'],
      plugins: [globImports],
    },
  },
  {
    name: 'tests inside the web worker host',
    onlyForTests: true,
    options: {
      entryPoints: ['test/vscode-web/index.ts'],
      outfile: 'out/test/vscode-web/index.js',
      platform: 'browser',
      format: 'cjs',
      target: 'es2022',
      external: ['vscode'],
      // mocha's build for browsers would take this bundle's exports for its own.
      define: { module: 'undefined' },
      plugins: [globImports],
    },
  },
  {
    name: 'benchmarks in the browser through the real workbench',
    onlyForTests: true,
    options: {
      entryPoints: ['test/bench/main.ts'],
      outfile: 'out/bench/main.mjs',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
    },
  },
  {
    name: 'pictures of the documents (npm run pictures)',
    onlyForTests: true,
    options: {
      entryPoints: ['test/pictures/main.ts'],
      outfile: 'out/pictures/main.mjs',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
    },
  },
  {
    name: 'tests in the browser through the real workbench',
    onlyForTests: true,
    options: {
      entryPoints: filesBelow('test', '.e2e.ts'),
      outdir: 'out/test',
      outbase: 'test',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
    },
  },
];

/** Files the webview needs beside its script. */
function copyStaticFiles() {
  put('dist/codicon.ttf', readFileSync('node_modules/@vscode/codicons/dist/codicon.ttf'));
}

/**
 * Writes a file as a whole, and only if it is another: a workbench may be reading it, as where
 * `npm start` is tried beside other tests.
 *
 * @param {string} file
 * @param {Uint8Array} contents
 */
function put(file, contents) {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  const isProgram = contents[0] === 0x23 && contents[1] === 0x21; // #!
  writeFileSync(unfinished, contents, { mode: isProgram ? 0o755 : 0o644 });
  renameSync(unfinished, file);
}

/**
 * Reports in the form that the background problem matcher of .vscode/tasks.json waits for.
 *
 * @type {esbuild.Plugin}
 */
const reporter = {
  name: 'reporter',
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd(({ errors }) => {
      for (const { text, location } of errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log('[watch] build finished');
    });
  },
};

async function main() {
  copyStaticFiles();
  for (const { onlyForTests, options } of bundles) {
    if (onlyForTests && !tests) continue;
    /** @type {esbuild.BuildOptions} */
    const full = {
      bundle: true,
      minify: production,
      sourcemap: !production,
      sourcesContent: false,
      logLevel: watch ? 'silent' : 'warning',
      ...options,
      plugins: [wasmImports, ...(options.plugins ?? []), ...(watch ? [reporter] : [])],
    };
    if (watch) await (await esbuild.context(full)).watch();
    else {
      const { outputFiles } = await esbuild.build({ ...full, write: false });
      for (const { path: file, contents } of outputFiles) put(file, contents);
    }
  }
}

main().catch(() => process.exit(1));
