import * as vscode from 'vscode';
import { foldsOf } from '../../language/folds';
import { linesOf, onDocument } from './documentLines';

const KINDS = {
  section: vscode.FoldingRangeKind.Region,
  comment: vscode.FoldingRangeKind.Comment,
  header: undefined,
} as const;

/** Folds the lines between marks, comments, and the directives at the top. */
export const folding: vscode.FoldingRangeProvider = {
  async provideFoldingRanges(document, _context, token) {
    const folds = await onDocument(document, token, foldsOf(linesOf(document)));
    return folds?.map(({ start, end, kind }) => new vscode.FoldingRange(start, end, KINDS[kind]));
  },
};
