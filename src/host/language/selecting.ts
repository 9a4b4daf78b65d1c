import * as vscode from 'vscode';
import { selectionsAt } from '../../language/selection';
import { rangeOf } from './documentLines';

/** What a selection grows to: a value, its part, the event, the line. */
export const selecting: vscode.SelectionRangeProvider = {
  provideSelectionRanges(document, positions) {
    return positions.map(({ line, character }) => {
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      let range = new vscode.SelectionRange(document.validateRange(whole));
      for (const columns of selectionsAt(document.lineAt(line).text, character).toReversed()) {
        range = new vscode.SelectionRange(rangeOf({ line, ...columns }), range);
      }
      return range;
    });
  },
};
