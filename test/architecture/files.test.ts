import assert from 'node:assert/strict';
import { filesBelow, read } from './sources';

const MAX_LINES = 500;

describe('files', () => {
  it(`of the product have at most ${MAX_LINES} lines`, () => {
    const files = [...filesBelow('src', '.ts'), ...filesBelow('webview', '.ts', '.css')];
    const long = files
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > MAX_LINES);
    assert.deepEqual(long, []);
  });

  it('put nothing off', () => {
    // In brackets, so that this file is not found itself.
    const marker = /\b([T]ODO|[F]IXME|[X]XX)\b/;
    const files = [
      'esbuild.js',
      'package.json',
      'README.md',
      ...['src', 'webview', 'docs', 'media', 'test'].flatMap((folder) =>
        filesBelow(folder, '.ts', '.mjs', '.js', '.css', '.json', '.md', '.alloctrace'),
      ),
    ].filter((file) => !file.startsWith('test/fixtures/'));
    assert.deepEqual(
      files.filter((file) => marker.test(read(file))),
      [],
    );
  });
});
