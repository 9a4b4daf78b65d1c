import { Emitter } from '../src/base/emitter';
import { painted, PROTOCOL_VERSION, ready, STATE_CHANGED } from '../src/protocol/messages';
import type { InspectorState } from '../src/protocol/state';
import { Channel, type Port, type Timer } from './channel';

export type { Port, Timer } from './channel';

/** The inspector's channel to the host. */
export class Connection extends Channel {
  private readonly states = new Emitter<InspectorState>();
  /** A state arrived. */
  readonly onState = this.states.event;

  constructor(port: Port, startTimer: Timer) {
    super(port, startTimer);
    this.onNotification(({ method, params }) => {
      if (method === STATE_CHANGED) this.states.fire(params as InspectorState);
    });
  }

  /** Says that states can be received, and asks for the whole one. */
  open(): void {
    this.send(ready, { version: PROTOCOL_VERSION });
  }

  /** Says that a state is on the screen, so that the host may send the next one. */
  reportPainted(revision: number): void {
    this.send(painted, { revision });
  }

  override dispose(): void {
    super.dispose();
    this.states.dispose();
  }
}
