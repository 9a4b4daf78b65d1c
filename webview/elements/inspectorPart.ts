import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { openSource, revealLine, selectBlock } from '../../src/protocol/messages';
import type { TraceView } from '../../src/protocol/state';
import type { Connection } from '../connection';
import type { Seeker } from '../seeker';
import type { ViewState } from '../viewState';
import { forgetSight, outOfSight, watchSight } from './sight';

/** What each part of the inspector is given by the root, and the intents that several share. */
export abstract class InspectorPart extends LitElement {
  @property({ attribute: false }) connection!: Connection;
  @property({ attribute: false }) seeker!: Seeker;
  @property({ attribute: false }) trace!: TraceView;
  @property({ attribute: false }) view!: ViewState;
  /** Of the state that `trace` came in. */
  @property({ attribute: false }) revision = 0;
  /** The revision that is drawn. */
  private drawn = -1;

  override connectedCallback(): void {
    super.connectedCallback();
    watchSight(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    forgetSight(this);
  }

  /**
   * A step is drawn sooner if what is scrolled away or closed is drawn a little later. What has
   * waited once does not wait again for the answers to what it asked.
   */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const wait = this.drawn === this.revision ? undefined : outOfSight(this);
    return wait ? wait.then(() => this.drawNow()) : this.drawNow();
  }

  private drawNow(): void | Promise<unknown> {
    this.drawn = this.revision;
    return super.scheduleUpdate();
  }

  protected selectBlock(block: number | null): void {
    this.connection.send(selectBlock, { block });
  }

  protected revealLine(line: number): void {
    this.connection.send(revealLine, { line });
  }

  /** Opens the program's source where a line of the trace names it. */
  protected openSource(line: number): void {
    this.connection.send(openSource, { line });
  }

  /** Fills the table of blocks with those that pass a filter, and brings it into sight. */
  protected showBlocks(filter: string): void {
    this.dispatchEvent(new ShowBlocks(filter));
  }

  protected changeView(patch: Partial<ViewState>): void {
    this.dispatchEvent(new ViewChange(patch));
  }
}

/** A person arranged something; the root keeps and saves it. */
export class ViewChange extends Event {
  static readonly type = 'at-view-change';

  constructor(readonly patch: Partial<ViewState>) {
    super(ViewChange.type, { bubbles: true, composed: true });
  }
}

/** A person wants to see the blocks that pass a filter. */
export class ShowBlocks extends Event {
  static readonly type = 'at-show-blocks';

  constructor(readonly filter: string) {
    super(ShowBlocks.type, { bubbles: true, composed: true });
  }
}

/** Something a person who does not see the screen should hear. */
export class Announcement extends Event {
  static readonly type = 'at-announcement';

  constructor(readonly text: string) {
    super(Announcement.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    [ViewChange.type]: ViewChange;
    [Announcement.type]: Announcement;
    [ShowBlocks.type]: ShowBlocks;
  }
}
