import * as vscode from 'vscode';
import { formatCount } from '../../base/format';
import type { Inspectors } from '../panels/inspectors';
import type { Sessions } from '../sessions';
import { say, sayNoTrace } from './say';

/** Keeps the event that is shown: the inspector tells what has changed since, wherever one goes. */
export function compareWithEvent({ active }: Sessions, inspectors: Inspectors): void {
  if (active?.replay === undefined) return sayNoTrace();
  active.studies.baseline.set(active.at, active.eventCount);
  if (!inspectors.anyVisible) inspectors.open();
  say(
    vscode.l10n.t('The Heap Inspector tells what changes since event {0}.', formatCount(active.at)),
  );
}

/** Compares with an event no longer. */
export function stopComparing({ active }: Sessions): void {
  if (active === undefined) return sayNoTrace();
  active.studies.baseline.set(null, active.eventCount);
}
