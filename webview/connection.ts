import type { Disposable } from '../src/base/emitter';
import { Emitter } from '../src/base/emitter';
import type { Command, DownMessage, Request, UpMessage } from '../src/protocol/message';
import { painted, PROTOCOL_VERSION, ready, STATE_CHANGED } from '../src/protocol/messages';
import type { InspectorState } from '../src/protocol/state';

/** The page's side of the channel; in VS Code what `acquireVsCodeApi` gives. */
export interface Port {
  postMessage(message: UpMessage): void;
}

/** Calls back once after some milliseconds; the returned function takes that back. */
export type Timer = (milliseconds: number, callback: () => void) => () => void;

/** The host answers in milliseconds; a request this old got lost. */
const REQUEST_TIMEOUT = 20_000;

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  stopTimer(): void;
}

/** The typed channel to the host. Every request settles: answer, failure, timeout or dispose. */
export class Connection implements Disposable {
  private readonly pending = new Map<number, Pending>();
  private readonly states = new Emitter<InspectorState>();
  private nextId = 1;
  private isDisposed = false;

  constructor(
    private readonly port: Port,
    private readonly startTimer: Timer,
  ) {}

  /** A state arrived. */
  readonly onState = this.states.event;

  /** Says that states can be received, and asks for the whole one. */
  open(): void {
    this.send(ready, { version: PROTOCOL_VERSION });
  }

  /** Says that a state is on the screen, so that the host may send the next one. */
  reportPainted(revision: number): void {
    this.send(painted, { revision });
  }

  send<P>({ method }: Command<P>, params: P): void {
    if (!this.isDisposed) this.port.postMessage({ type: 'command', method, params });
  }

  request<P, R>({ method }: Request<P, R>, params: P): Promise<R> {
    if (this.isDisposed) return Promise.reject(new Error('The inspector was closed.'));
    const id = this.nextId++;
    return new Promise<R>((resolve, reject) => {
      this.pending.set(id, {
        resolve: (result) => resolve(result as R),
        reject,
        stopTimer: this.startTimer(REQUEST_TIMEOUT, () => {
          this.pending.delete(id);
          reject(new Error(`The extension did not answer (${method}).`));
        }),
      });
      this.port.postMessage({ type: 'request', id, method, params });
    });
  }

  /** Takes a message of the host; anything else is ignored. */
  receive(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('type' in message)) return;
    const down = message as DownMessage;
    switch (down.type) {
      case 'answer':
        this.settle(down.id)?.resolve(down.result);
        return;
      case 'failure':
        this.settle(down.id)?.reject(new Error(down.message));
        return;
      case 'notification':
        if (down.method === STATE_CHANGED) this.states.fire(down.params as InspectorState);
        return;
    }
  }

  dispose(): void {
    this.isDisposed = true;
    for (const id of this.pending.keys()) {
      this.settle(id)?.reject(new Error('The inspector was closed.'));
    }
    this.states.dispose();
  }

  /** Takes a request out of the list of those that wait. */
  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.stopTimer();
    return pending;
  }
}
