import * as vscode from 'vscode';
import type { Disposable } from '../base/emitter';
import { CONTEXT_KEYS } from './ids';
import type { Sessions } from './sessions';

/** Keeps the context keys true that say which commands make sense. */
export class ContextKeys implements vscode.Disposable {
  private readonly values = new Map<string, boolean>();
  private readonly activation: Disposable;
  private subscription: Disposable | undefined;

  constructor(private readonly sessions: Sessions) {
    this.activation = sessions.onActivate((session) => {
      this.subscription?.dispose();
      this.subscription = session?.onChange(() => this.update());
      this.update();
    });
  }

  dispose(): void {
    this.subscription?.dispose();
    this.activation.dispose();
  }

  private update(): void {
    const { active } = this.sessions;
    const { at, eventCount } = active ?? { at: 0, eventCount: 0 };
    this.set(CONTEXT_KEYS.hasTrace, active !== undefined);
    this.set(CONTEXT_KEYS.hasEvents, eventCount > 0);
    this.set(CONTEXT_KEYS.canStepForward, at < eventCount);
    this.set(CONTEXT_KEYS.canStepBack, at > 0);
    this.set(CONTEXT_KEYS.isComparing, (active?.studies.baseline.at ?? null) !== null);
    this.set(CONTEXT_KEYS.isFile, active !== undefined && this.sessions.isFile(active));
  }

  private set(key: string, value: boolean): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
