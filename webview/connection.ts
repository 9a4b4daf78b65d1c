import { Emitter } from '../src/base/emitter';
import type { Command, Request } from '../src/protocol/message';
import {
  navigate,
  painted,
  PROTOCOL_VERSION,
  ready,
  STATE_CHANGED,
} from '../src/protocol/messages';
import type { InspectorState } from '../src/protocol/state';
import type { Step } from '../src/protocol/stateStream';
import { isRepeated, MOST_WINDOWS, type AskedWindow } from '../src/protocol/windows';
import { Channel, type Notification } from './channel';

export type { Port, Timer } from './channel';

/** Where a command sends the cursor. */
export type Destination =
  typeof navigate extends Command<infer P extends { to: string }> ? P['to'] : never;

/**
 * Milliseconds without a change after which the host has time to look further ahead: longer than
 * between two presses of a key of somebody who only steps.
 */
const STILL_AFTER = 500;

/** Milliseconds after which the host is told of a step although it is not painted, as in a hidden page. */
const LONGEST_HOLD = 100;

/** The inspector's channel to the host. */
export class Connection extends Channel {
  private readonly arrivals = new Emitter<InspectorState>();
  /** There is a state to show: it arrived, or was foreseen and its step is taken. */
  readonly onState = this.arrivals.event;

  /** What was asked for since the last state, and what came with it, by their keys. */
  private readonly asked = new Map<string, AskedWindow>();
  private readonly ahead = new Map<string, unknown>();

  /** What steps from the state that is shown will show. */
  private readonly foreseen = new Map<string, Notification>();
  private stopWaiting: (() => void) | undefined;
  /** The foreseen state that is shown although the host has not sent it yet. */
  private anticipated: Notification | undefined;
  /** A step that is shown already, and that the host is told of when that is painted. */
  private held: Destination | undefined;
  private stopHolding: (() => void) | undefined;
  /** Whether the host has not yet answered all that it was told: what it foresees may be stale. */
  private isAhead = false;

  /**
   * Sends the cursor somewhere. Where that is a step that was foreseen, its state is shown at once:
   * what the host will send is mostly the same, and else takes its place.
   */
  navigate(to: Destination): void {
    this.sendHeldStep();
    const state = this.foreseen.get(to);
    if (state === undefined) return this.send(navigate, { to });
    this.held = to;
    this.stopHolding = this.startTimer(LONGEST_HOLD, () => this.sendHeldStep());
    this.hasSpoken();
    this.anticipated = state;
    this.show(state);
  }

  /** Whether the host has yet to be told of a step that is shown already. */
  get holdsStep(): boolean {
    return this.held !== undefined;
  }

  /** Tells the host of the step that is shown already, if it has not been told. */
  sendHeldStep(): void {
    const { held } = this;
    if (held === undefined) return;
    this.held = undefined;
    this.stopHolding?.();
    super.send(navigate, { to: held });
    // What came meanwhile knew nothing of it.
    this.hasSpoken();
  }

  override send<P>(command: Command<P>, params: P): void {
    this.sendHeldStep();
    super.send(command, params);
    if (command.method !== painted.method) this.hasSpoken();
  }

  override request<P, R>(request: Request<P, R>, params: P): Promise<R> {
    this.sendHeldStep();
    return super.request(request, params);
  }

  private hasSpoken(): void {
    this.isAhead = true;
    this.foreseen.clear();
    this.stopWaiting?.();
  }

  /**
   * The answer that came with the state, if one did. The host answers what was asked for here along
   * with the next state.
   */
  atHand<P, R>({ method }: Request<P, R>, params: P): R | undefined {
    const asked = { method, params };
    const key = keyOf(asked);
    if (isRepeated(asked)) this.asked.set(key, asked);
    return this.ahead.get(key) as R | undefined;
  }

  /** Says that states can be received, and asks for the whole one. */
  open(): void {
    this.send(ready, { version: PROTOCOL_VERSION });
  }

  /** Says that a state is on the screen, so that the host may send the next one. */
  reportPainted(revision: number): void {
    const report = (still: boolean) => {
      const windows = [...this.asked.values()].slice(0, MOST_WINDOWS);
      this.send(painted, { revision, windows, still });
    };
    report(false);
    this.stopWaiting?.();
    this.stopWaiting = this.startTimer(STILL_AFTER, () => report(true));
  }

  protected override notify(notification: Notification, step: Step | undefined): void {
    if (notification.method !== STATE_CHANGED) return;
    if (step !== undefined) {
      if (!this.isAhead) this.foreseen.set(step, notification);
      return;
    }
    const isShown = this.anticipated === notification;
    this.isAhead = false;
    this.foreseen.clear();
    this.anticipated = undefined;
    this.stopWaiting?.();
    if (!isShown) this.show(notification);
  }

  private show({ params, answers = [] }: Notification): void {
    this.asked.clear();
    this.ahead.clear();
    for (const each of answers) this.ahead.set(keyOf(each), each.result);
    this.arrivals.fire(params as InspectorState);
  }

  /** Asks for the whole state once more. */
  protected override lost(): void {
    this.open();
  }

  override dispose(): void {
    this.sendHeldStep();
    super.dispose();
    this.stopWaiting?.();
    this.arrivals.dispose();
  }
}

function keyOf({
  method,
  params,
}: Pick<AskedWindow, 'params'> & { readonly method: string }): string {
  return `${method} ${JSON.stringify(params)}`;
}
