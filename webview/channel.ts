import type { Disposable } from '../src/base/emitter';
import { Emitter } from '../src/base/emitter';
import type { Command, DownMessage, Request, UpMessage } from '../src/protocol/message';
import { foreseenStep, StateReceiver, type Step } from '../src/protocol/stateStream';

/** The page's side of the channel; in VS Code what `acquireVsCodeApi` gives. */
export interface Port {
  postMessage(message: UpMessage): void;
}

/** Calls back once after some milliseconds; the returned function takes that back. */
export type Timer = (milliseconds: number, callback: () => void) => () => void;

/** The host answers in milliseconds; a request this old got lost. */
const REQUEST_TIMEOUT = 20_000;

export type Notification = Extract<DownMessage, { type: 'notification' }>;

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  stopTimer(): void;
}

/** The typed channel to the host. Every request settles: answer, failure, timeout or dispose. */
export class Channel implements Disposable {
  private readonly pending = new Map<number, Pending>();
  private readonly notifications = new Emitter<Notification>();
  private readonly sayings = new Emitter<string>();
  private readonly states = new StateReceiver();
  private nextId = 1;
  private isDisposed = false;

  constructor(
    private readonly port: Port,
    protected readonly startTimer: Timer,
  ) {}

  /** Something happened in the host. */
  readonly onNotification = this.notifications.event;
  /** A command has said what came of it. */
  readonly onSaid = this.sayings.event;

  send<P>({ method }: Command<P>, params: P): void {
    if (!this.isDisposed) this.port.postMessage({ type: 'command', method, params });
  }

  request<P, R>({ method }: Request<P, R>, params: P): Promise<R> {
    if (this.isDisposed) return Promise.reject(new Error('The view was closed.'));
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

  /** Takes a message of the host, packed or not; anything else is ignored. */
  receive(sent: unknown): void {
    const message = this.states.unpack(sent);
    if (message === undefined && sent !== undefined) this.lost();
    if (typeof message !== 'object' || message === null || !('type' in message)) return;
    const down = message as DownMessage;
    switch (down.type) {
      case 'answer':
        this.settle(down.id)?.resolve(down.result);
        return;
      case 'failure':
        this.settle(down.id)?.reject(new Error(down.message));
        return;
      case 'said':
        this.sayings.fire(down.text);
        return;
      case 'notification':
        this.notify(down, foreseenStep(sent));
        return;
    }
  }

  /** @param foreseen the step that would show the state in it, if that is foreseen only */
  protected notify(notification: Notification, _foreseen: Step | undefined): void {
    this.notifications.fire(notification);
  }

  /** Something that was sent has not arrived, and cannot be made up here. */
  protected lost(): void {}

  dispose(): void {
    this.isDisposed = true;
    for (const id of this.pending.keys()) {
      this.settle(id)?.reject(new Error('The view was closed.'));
    }
    this.notifications.dispose();
    this.sayings.dispose();
  }

  /** Takes a request out of the list of those that wait. */
  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.stopTimer();
    return pending;
  }
}
