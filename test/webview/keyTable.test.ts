import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { KEY_PARTS } from '../../webview/elements/at-keyboard/keyTable';

interface Manifest {
  contributes: { keybindings: { command: string; key: string; when?: string }[] };
}

/** The rows of the table under a heading of a document, without heading and rule. */
function tableUnder(document: string, heading: string): string[][] {
  const section = document.split(/^## /m).find((each) => each.startsWith(`${heading}\n`));
  assert(section !== undefined, heading);
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => cells.slice(1, -1));
}

/** `ctrl+alt+pagedown` as people write it. */
function written(key: string): string {
  const names: Record<string, string> = { pagedown: 'Page Down', pageup: 'Page Up' };
  return key
    .split('+')
    .map((part) => names[part] ?? part[0]?.toUpperCase() + part.slice(1))
    .join('+');
}

describe('the list of keys', () => {
  it('is the one of the document, row by row', () => {
    const rows = tableUnder(readFileSync('docs/inspector.md', 'utf8'), 'Keyboard');
    const expected = KEY_PARTS.flatMap(({ part, rows: keys }) =>
      keys.map((row) => [
        part,
        row.keys
          .split(', ')
          .map((key) => `\`${key}\``)
          .join(', '),
        row.does,
      ]),
    );
    assert.deepEqual(rows, expected);
  });

  it('names every key that runs a command in the inspector', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const everywhere = KEY_PARTS.find(({ part }) => part === 'Everywhere');
    const named = new Set(everywhere?.rows.flatMap(({ keys }) => keys.split(', ')));
    const inInspector = contributes.keybindings.filter(({ when }) => when?.includes('focusedView'));
    assert(inInspector.length > 8);
    for (const { key, command } of inInspector)
      assert(named.has(written(key)), `${command} ${key}`);
  });

  it('says of no key two things in one part', () => {
    for (const { part, rows } of KEY_PARTS) {
      const keys = rows.flatMap((row) => row.keys.split(', '));
      assert.equal(new Set(keys).size, keys.length, part);
    }
  });
});
