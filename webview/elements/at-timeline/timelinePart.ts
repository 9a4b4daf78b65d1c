import { property } from 'lit/decorators.js';
import type { TimelineFlags, TimelineRange } from '../../../src/protocol/timeline';
import type { EventRange } from '../../painting/eventRange';
import type { TimelineArrangement } from '../../timelineView';
import { InspectorPart } from '../inspectorPart';

/** What the parts of the timeline have in common. */
export abstract class TimelinePart extends InspectorPart {
  /** What is known, the coarse window first. */
  @property({ attribute: false }) windows: readonly TimelineRange[] = [];
  @property({ attribute: false }) flags: TimelineFlags | undefined;

  protected get arrangement(): TimelineArrangement {
    return this.view.timeline;
  }

  /** The events that are shown. */
  protected get range(): EventRange {
    const { eventCount } = this.trace;
    const { from, to } = this.arrangement;
    return to > from && to <= eventCount ? { from, to } : { from: 0, to: eventCount };
  }

  protected get isWhole(): boolean {
    const { from, to } = this.range;
    return from === 0 && to === this.trace.eventCount;
  }

  /** The range that is selected, if there is one. */
  protected get selected(): EventRange | undefined {
    const { rangeFrom, rangeTo } = this.arrangement;
    const isThere = rangeTo > rangeFrom && rangeTo <= this.trace.eventCount;
    return isThere ? { from: rangeFrom, to: rangeTo } : undefined;
  }

  protected arrange(patch: Partial<TimelineArrangement>): void {
    this.changeView({ timeline: { ...this.arrangement, ...patch } });
  }

  protected show({ from, to }: EventRange): void {
    const isWhole = from === 0 && to >= this.trace.eventCount;
    this.arrange({ from, to: isWhole ? 0 : to });
  }

  protected select(range: EventRange | undefined): void {
    this.arrange({ rangeFrom: range?.from ?? 0, rangeTo: range?.to ?? 0 });
  }
}
