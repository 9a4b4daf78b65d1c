import { Emitter } from '../src/base/emitter';
import type { Request } from '../src/protocol/message';
import { painted, PROTOCOL_VERSION, ready, STATE_CHANGED } from '../src/protocol/messages';
import type { InspectorState } from '../src/protocol/state';
import { isRepeated, MOST_WINDOWS, type AskedWindow } from '../src/protocol/windows';
import { Channel, type Port, type Timer } from './channel';

export type { Port, Timer } from './channel';

/** The inspector's channel to the host. */
export class Connection extends Channel {
  private readonly arrivals = new Emitter<InspectorState>();
  /** A state arrived. */
  readonly onState = this.arrivals.event;

  /** What was asked for since the last state, and what came with it, by their keys. */
  private readonly asked = new Map<string, AskedWindow>();
  private readonly ahead = new Map<string, unknown>();

  constructor(port: Port, startTimer: Timer) {
    super(port, startTimer);
    this.onNotification(({ method, params, answers = [] }) => {
      if (method !== STATE_CHANGED) return;
      this.asked.clear();
      this.ahead.clear();
      for (const each of answers) this.ahead.set(keyOf(each), each.result);
      this.arrivals.fire(params as InspectorState);
    });
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
    this.send(painted, { revision, windows: [...this.asked.values()].slice(0, MOST_WINDOWS) });
  }

  /** Asks for the whole state once more. */
  protected override lost(): void {
    this.open();
  }

  override dispose(): void {
    super.dispose();
    this.arrivals.dispose();
  }
}

function keyOf({
  method,
  params,
}: Pick<AskedWindow, 'params'> & { readonly method: string }): string {
  return `${method} ${JSON.stringify(params)}`;
}
