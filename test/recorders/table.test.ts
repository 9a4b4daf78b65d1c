import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { freeName, nameProblem } from '../../src/recorders/copyName';
import { RECORDERS } from '../../src/recorders/table';
import { MEDIA } from './recorded';

describe('the table of recorders', () => {
  it('has each id and each file once', () => {
    assert.equal(new Set(RECORDERS.map(({ id }) => id)).size, RECORDERS.length);
    assert.equal(new Set(RECORDERS.map(({ file }) => file)).size, RECORDERS.length);
  });

  for (const { file, use, language } of RECORDERS) {
    // Those for C are tested where they are compiled.
    if (language === 'c') continue;
    it(`says the same as the first comment of ${file}`, () => {
      const source = readFileSync(`${MEDIA}/${file}`, 'utf8');
      let at = 0;
      for (const line of use) {
        at = source.indexOf(line, at);
        assert(at >= 0, line);
      }
      assert(at < 3000, 'in the first comment');
    });
  }
});

describe('the name of a copy', () => {
  it('is the first that is not taken', () => {
    assert.equal(freeName('alloctrace.rs', new Set()), 'alloctrace_2.rs');
    const taken = new Set(['alloctrace_2.rs', 'alloctrace_3.rs']);
    assert.equal(freeName('alloctrace.rs', taken), 'alloctrace_4.rs');
    assert.equal(freeName('Makefile', new Set()), 'Makefile_2');
    assert.equal(freeName('.hidden', new Set()), '.hidden_2');
  });

  it('is no path and nothing that a machine refuses', () => {
    for (const name of ['a.rs', 'my recorder.c', '..a', 'é.h', 'console.rs']) {
      assert.equal(nameProblem(name), undefined, name);
    }
    for (const name of ['', '  ']) assert.equal(nameProblem(name), 'empty');
    for (const name of [
      '.',
      '..',
      'a/b',
      'a\\b',
      '../a',
      'a:b',
      'a\n',
      'a.',
      ' a',
      'a ',
      'a?',
      'aux',
      'Con.rs',
    ]) {
      assert.equal(nameProblem(name), 'not-a-name', name);
    }
  });
});
