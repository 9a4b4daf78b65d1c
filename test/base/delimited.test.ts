import assert from 'node:assert/strict';
import { csvField, csvText, markdownCell, markdownText, tabField } from '../../src/base/delimited';

function check(make: (text: string) => string, text: string, expected: string): void {
  assert.equal(make(text), expected);
}

describe('texts of a trace in copied tables', () => {
  it('are fields of CSV', () => {
    check(csvField, 'plain', 'plain');
    check(csvField, 'a,b', '"a,b"');
    check(csvField, 'say "hi"', '"say ""hi"""');
    check(csvField, 'two\nlines', '"two\nlines"');
  });

  it('are never formulas', () => {
    for (const text of ['=1+1', '+1', '-1', '@sum', '\tx', '\rx']) {
      assert.equal(csvField(text).replaceAll('"', '')[0], "'", JSON.stringify(text));
    }
    check(csvField, '=cmd|"/c calc"!A0', `"'=cmd|""/c calc""!A0"`);
    check(tabField, '=1', "'=1");
    check(tabField, 'a\tb\nc', 'a\\tb\\nc');
  });

  it('are cells of Markdown, without markup, links or lines of their own', () => {
    check(markdownCell, 'a|b', 'a\\|b');
    check(markdownCell, '<img src=x> **b** `c`', '\\<img src=x\\> \\*\\*b\\*\\* \\`c\\`');
    check(markdownCell, '[x](javascript:1)', '\\[x\\](javascript:1)');
    check(markdownCell, 'https://e.org www.e.org', 'https\\://e.org www\\.e.org');
    check(markdownCell, 'a\n| b', 'a\\\\n\\| b');
    check(markdownCell, '&lt;\u202e', '\\&lt;\\\\u202e');
  });

  it('stand in rows', () => {
    const rows = [
      ['id', 'size'],
      ['a', '1'],
    ];
    assert.equal(csvText(rows), 'id,size\r\na,1\r\n');
    assert.equal(markdownText(rows, [false, true]), '| id | size |\n| --- | ---: |\n| a | 1 |\n');
  });
});
