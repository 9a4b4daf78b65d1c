import * as vscode from 'vscode';

/** An example as the quick pick shows it. */
export interface Example extends vscode.QuickPickItem {
  /** File name in media/examples. */
  readonly file: string;
}

/**
 * The examples, in the order in which to look at them. A list and not a look into the folder: where
 * an extension comes over http its folders cannot be listed.
 */
export const EXAMPLES = (): readonly Example[] => [
  {
    file: 'first-tour.alloctrace',
    label: vscode.l10n.t('A first tour'),
    detail: vscode.l10n.t('Allocate, free, split, coalesce: one of each, in nine steps.'),
  },
  {
    file: 'splitting.alloctrace',
    label: vscode.l10n.t('Splitting and the minimum block'),
    detail: vscode.l10n.t('When a free block is cut in two, and when the rest stays as a tail.'),
  },
  {
    file: 'alignment.alloctrace',
    label: vscode.l10n.t('Alignment and padding'),
    detail: vscode.l10n.t('What an alignment costs, and how free finds the header again.'),
  },
  {
    file: 'coalescing.alloctrace',
    label: vscode.l10n.t('Coalescing, forward and backward'),
    detail: vscode.l10n.t('Which neighbours merge, and in which order.'),
  },
  {
    file: 'fragmentation.alloctrace',
    label: vscode.l10n.t('Fragmentation: plenty is free, yet malloc fails'),
    detail: vscode.l10n.t(
      'More than half of the heap is free and the allocation fails all the same.',
    ),
  },
  {
    file: 'lost-bytes.alloctrace',
    label: vscode.l10n.t('Lost bytes in the reference layout'),
    detail: vscode.l10n.t('Odd sizes leave gaps that keep free neighbours apart for ever.'),
  },
  {
    file: 'faults.alloctrace',
    label: vscode.l10n.t('Faults'),
    detail: vscode.l10n.t('Double free, free of what never was, out of memory, a leak.'),
  },
  {
    file: 'ls.alloctrace',
    label: vscode.l10n.t('A real program: ls'),
    detail: vscode.l10n.t('Every allocation of one run of ls, recorded on Linux.'),
  },
];
