import * as vscode from 'vscode';
import { formatCount } from '../../base/format';
import type { RunGoal, RunResult } from '../../session/run';
import type { TraceSession } from '../../session/traceSession';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';
import { say, sayNoTrace } from './say';

/** A run that is over so soon shows no progress. */
const SHOW_AFTER_MS = 400;

/** Runs to the next fault, or to a breakpoint before it; says so if there is none. */
export async function runToNextFault(sessions: Sessions): Promise<void> {
  const { active } = sessions;
  if (active === undefined) return sayNoTrace();
  const { kind } = await runWithProgress(active, { kind: 'fault' });
  if (kind === 'nothing') say(vscode.l10n.t('No fault follows in {0}.', active.name));
}

/** Runs to the next breakpoint whose condition holds; says so if there is none. */
export async function runToBreakpoint(sessions: Sessions): Promise<void> {
  const { active } = sessions;
  if (active === undefined) return sayNoTrace();
  const { kind } = await runWithProgress(active, { kind: 'breakpoint' });
  if (kind !== 'nothing') return;
  say(
    active.breakpoints.isEmpty
      ? vscode.l10n.t('No breakpoints in {0}. F9 sets one in the line of the caret.', active.name)
      : vscode.l10n.t('No breakpoint stops in what follows of {0}.', active.name),
  );
}

/**
 * Runs, with progress that can be cancelled where it takes a while. Says it where a breakpoint
 * stopped it short of its goal.
 */
export async function runWithProgress(session: TraceSession, goal: RunGoal): Promise<RunResult> {
  let fraction = 0;
  let isCancelled = false;
  const result = session.run(goal, {
    onProgress: (now) => (fraction = now),
    isCancelled: () => isCancelled,
  });
  const isLong = await Promise.race([
    result.then(() => false),
    scheduler.pause(SHOW_AFTER_MS).then(() => true),
  ]);
  if (isLong) {
    const cancel = () => (isCancelled = true);
    await showProgress(session.name, result, () => fraction, cancel);
  }
  const { kind } = await result;
  if (kind === 'stopped' && session.line !== undefined) {
    say(vscode.l10n.t('A breakpoint in line {0} came first.', formatCount(session.line + 1)));
  }
  return result;
}

async function showProgress(
  name: string,
  result: Promise<RunResult>,
  fraction: () => number,
  cancel: () => void,
): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Running through {0}', name),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(cancel);
    let shown = 0;
    const timer = setInterval(() => {
      const percent = Math.floor(fraction() * 100);
      if (percent > shown) progress.report({ increment: percent - shown });
      shown = percent;
    }, 100);
    await result.finally(() => clearInterval(timer));
  });
}
