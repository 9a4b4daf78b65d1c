import * as vscode from 'vscode';
import { showHeap } from '../../session/recorded/sides';
import type { Inspectors } from '../panels/inspectors';
import type { Sessions } from '../sessions';
import { say, sayNoTrace } from './say';

/** Turns between the simulated heap and the one that the recorded program had. */
export function showAsRecorded({ active }: Sessions, inspectors: Inspectors): void {
  if (active?.trace === undefined) return sayNoTrace();
  if (!active.trace.hasAddresses) {
    return say(
      vscode.l10n.t(
        '{0} does not say where blocks were: it has no addresses (addr=).',
        active.name,
      ),
    );
  }
  showHeap(active, active.studies.recorded.shown ? 'simulated' : 'recorded');
  if (!inspectors.anyVisible) inspectors.open();
}
