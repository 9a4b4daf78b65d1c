import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findDesktopCode } from './desktopCode.mjs';
import { shellLine } from './processes.mjs';

const onPath = (...folders: string[]) => findDesktopCode({ PATH: folders.join(path.delimiter) });

describe('the desktop VS Code', function () {
  // The stand-ins are scripts of a shell.
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'alloctrace-code-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A folder with a command in it that does something. */
  async function withCommand(name: string, script: string): Promise<string> {
    const bin = path.join(folder, `with ${name} ${script.length}`);
    await mkdir(bin);
    const file = path.join(bin, name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return bin;
  }

  const withVersion = (version: string) =>
    withCommand('code', `printf '${version}\\nabc\\nx64\\n'`);

  it('is the first on the path that is new enough', async () => {
    const old = await withVersion('1.99.3');
    const right = await withVersion('1.100.0');
    assert.equal(await onPath(folder, old, right), path.join(right, 'code'));
  });

  it('is none that does not run, as for a superuser, or is something else', async () => {
    const refuses = await withCommand('code', 'echo 1.120.0; exit 1');
    const other = await withCommand('code', 'echo a coder for tapes');
    // One that is installed beside the path may be found.
    const found = await onPath(refuses, other);
    assert(found === undefined || !found.startsWith(folder), found);
  });

  it('is none in the terminal of a remote window', async () => {
    const PATH = await withVersion('1.120.0');
    assert.equal(await findDesktopCode({ PATH, VSCODE_IPC_HOOK_CLI: 'a' }), undefined);
    assert.equal(await findDesktopCode({ PATH, WSL_DISTRO_NAME: 'b' }), undefined);
    assert(await findDesktopCode({ PATH }));
  });
});

describe('a line for the shell of Windows', () => {
  it('keeps blanks together', () => {
    const line = shellLine('C:\\Microsoft VS Code\\code.cmd', ['--version', 'a "b" c']);
    assert.equal(line, '"C:\\Microsoft VS Code\\code.cmd" "--version" "a ""b"" c"');
  });
});
