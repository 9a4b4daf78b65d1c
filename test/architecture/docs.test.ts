import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { FILTER_TERMS } from '../../src/protocol/filter';
import { METRICS } from '../../src/protocol/metrics';
import { CONDITION_NAMES } from '../../src/replay/condition/names';
import { filesBelow, read, readJson } from './sources';

// What people can use must be explained to them.

interface Manifest {
  contributes: {
    commands: { command: string }[];
    keybindings: { command: string; key: string }[];
    configuration: { properties: Record<string, { default: unknown; enum?: string[] }> };
    walkthroughs: { steps: WalkthroughStep[] }[];
  };
}

interface WalkthroughStep {
  id: string;
  description: string;
  media: { svg: string };
  completionEvents: string[];
}

const { contributes } = readJson('package.json') as Manifest;
const texts = readJson('package.nls.json') as Record<string, string>;

/** `ctrl+alt+pagedown` as people write it. */
function keyText(key: string): string {
  const names: Record<string, string> = { pagedown: 'Page Down', pageup: 'Page Up' };
  return key
    .split(' ')
    .map((chord) =>
      chord
        .split('+')
        .map((part) => names[part] ?? part[0].toUpperCase() + part.slice(1))
        .join('+'),
    )
    .join(' ');
}

/** The documents that one links to. */
function linked(file: string): string[] {
  return [...read(file).matchAll(/\]\(([^)#:]+\.md)(?:#[^)]*)?\)/g)].map(([, target]) =>
    path.posix.join(path.posix.dirname(file), target),
  );
}

describe('documents', () => {
  it('explain every command, with its key', () => {
    const rows = read('docs/commands.md').split('\n');
    for (const { command } of contributes.commands) {
      const title = texts[command.replace('alloctrace.', 'command.')];
      const row = rows.find((each) => each.startsWith(`| ${title} `));
      assert(row, title);
      const binding = contributes.keybindings.find((each) => each.command === command);
      const key = row.split('|')[2].trim();
      assert.equal(key, binding ? `\`${keyText(binding.key)}\`` : '', title);
    }
  });

  it('explain every setting, with its default and its choices', () => {
    const rows = read('docs/settings.md').split('\n');
    for (const [name, { default: value, enum: choices }] of Object.entries(
      contributes.configuration.properties,
    )) {
      const row = rows.find((each) => each.startsWith(`| \`${name}\` `));
      assert(row, name);
      assert.equal(row.split('|')[2].trim(), `\`${String(value)}\``, name);
      for (const choice of choices ?? []) assert(row.includes(`\`${choice}\``), choice);
    }
  });

  it('explain every metric as the inspector does', () => {
    const document = read('docs/metrics.md').replaceAll(/\s+/g, ' ');
    for (const { key, label, meaning } of METRICS) {
      assert(document.includes(`## ${label} \`${key}\`,`), label);
      assert(document.includes(meaning), key);
    }
  });

  it('explain every name that a condition may hold', () => {
    const document = read('docs/conditions.md');
    const metrics = new Set<string>(METRICS.map(({ key }) => key));
    for (const name of CONDITION_NAMES.keys()) {
      assert(metrics.has(name) || document.includes(`\`${name}\``), name);
    }
  });

  it('explain every term of the filter', () => {
    const document = read('docs/inspector.md');
    for (const { name, also } of FILTER_TERMS) {
      for (const each of [name, ...also]) assert(document.includes(`\`${each}`), each);
    }
  });

  it('show in each recipe what one sees at its end', () => {
    for (const file of filesBelow('docs/recipes', '.md')) {
      const name = path.posix.basename(file, '.md');
      if (name === 'README') continue;
      assert.match(
        read(file),
        new RegExp(`!\\[[^\\]]{40,}\\]\\(\\.\\./images/recipe-${name}\\.png\\)`),
        file,
      );
    }
  });

  it('have pictures that are there, and show all that are', () => {
    const shown = ['README.md', ...filesBelow('docs', '.md')].flatMap((file) =>
      [...read(file).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, target]) =>
        path.posix.join(path.posix.dirname(file), target),
      ),
    );
    assert.deepEqual([...new Set(shown)].toSorted(), filesBelow('docs/images', '.png'));
  });

  it('are all reached from the first one', () => {
    const reached = new Set(['README.md']);
    for (const file of reached) {
      for (const target of linked(file)) {
        assert(existsSync(target), `${file} links ${target}`);
        reached.add(target);
      }
    }
    const missing = filesBelow('docs', '.md').filter((file) => !reached.has(file));
    assert.deepEqual(missing, []);
  });
});

describe('the walkthrough', () => {
  const steps = contributes.walkthroughs.flatMap((each) => each.steps);

  it('has five steps, each with a picture that follows the theme', () => {
    assert.equal(steps.length, 5);
    for (const { media } of steps) {
      const picture = read(media.svg);
      assert.match(picture, /var\(--vscode-editor-foreground/);
      assert.doesNotMatch(picture, /<script|href|url\(/);
      assert(picture.length < 16_384, media.svg);
    }
  });

  it('has code as a walkthrough knows it, between two backticks', () => {
    for (const { description } of steps) {
      assert.doesNotMatch(texts[description.slice(1, -1)], /(?<!`)`(?!`)/);
    }
  });

  it('checks opening and stepping off only when there is a trace, and a step was taken', () => {
    const ends = new Map(steps.map(({ id, completionEvents }) => [id, completionEvents]));
    assert.deepEqual(ends.get('open'), ['onContext:alloctrace.hasEvents']);
    assert.deepEqual(ends.get('step'), ['onContext:alloctrace.canStepBack']);
  });

  it('runs commands that there are', () => {
    const known = new Set(contributes.commands.map(({ command }) => command));
    for (const { id, description } of steps) {
      const links = [...texts[description.slice(1, -1)].matchAll(/\(command:([\w.]+)\)/g)];
      assert(links.length > 0, id);
      for (const [, command] of links) assert(known.has(command), command);
    }
  });
});
