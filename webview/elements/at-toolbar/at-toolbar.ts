import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  runAction,
  setLayout,
  setPinned,
  setPlaying,
  setPolicy,
  setSpeed,
} from '../../../src/protocol/messages';
import type { LayoutName, PolicyName } from '../../../src/protocol/state';
import type { Destination } from '../../connection';
import { formatCount, LAYOUTS, POLICIES, policyText } from '../../format';
import { shared } from '../../styles/shared';
import type { IconName } from '../at-icon/at-icon';
import { InspectorPart } from '../inspectorPart';
import { choice } from './choice';
import { toolbarStyles } from './toolbarStyles';
import { isRecordedShown } from '../at-heap-choice/sides';
import '../at-heap-choice/at-heap-choice';
import './at-find-box';

const SPEEDS = [1, 2, 4, 8, 16, 32, 64];

/** Moving through the trace, finding, and the choice of policy and layout. */
@customElement('at-toolbar')
export class Toolbar extends InspectorPart {
  static override styles = [shared, toolbarStyles];

  /** Whether the inspector stays with this trace. */
  @property({ attribute: false }) pinned = false;

  override render() {
    const { at, eventCount, playing } = this.trace;
    const atStart = at === 0;
    const atEnd = at >= eventCount;
    return html`
      <div class="bar">
        <div class="moves" role="group" aria-label="Move through the trace">
          ${this.move('first', 'debug-reverse-continue', 'First Event (Ctrl+Alt+Home)', eventCount === 0 || at === 1)}
          ${this.move('back', 'debug-step-back', 'Step Back (Alt+F10)', atStart)}
          ${this.move('forward', 'debug-step-over', 'Step Forward (F10)', atEnd)}
          ${this.move('last', 'debug-continue', 'Last Event (Ctrl+Alt+End)', atEnd)}
          <span class="divider"></span>
          ${this.button(
            playing ? 'debug-pause' : 'play',
            playing ? 'Pause (F5)' : 'Play (F5)',
            eventCount === 0,
            () => this.connection.send(setPlaying, { playing: !playing }),
          )}
          ${this.move('nextFault', 'warning', 'Next Fault (Alt+F9)', atEnd)}
          ${this.button('debug-line-by-line', 'Run Until…', eventCount === 0, () =>
            this.connection.send(runAction, { action: 'runUntil' }),
          )}
          ${this.move('restart', 'debug-restart', 'Restart (Ctrl+Shift+F5)', false)}
        </div>
        ${this.renderSpeed()} ${this.renderPosition()}
        <at-heap-choice
          class=${this.trace.recorded.kind}
          .trace=${this.trace}
          .connection=${this.connection}
        ></at-heap-choice>
        <div class="tools">
          <at-find-box
            .connection=${this.connection}
            .uri=${this.trace.uri}
            .search=${this.trace.search}
          ></at-find-box>
          ${isRecordedShown(this.trace.recorded) ? null : this.renderHeapChoices()}
          ${this.renderPin()}
        </div>
      </div>
    `;
  }

  private move(to: Destination, icon: IconName, hover: string, disabled: boolean) {
    return this.button(icon, hover, disabled, () => {
      this.seeker.sent();
      this.connection.navigate(to);
    });
  }

  private button(icon: IconName, hover: string, disabled: boolean, run: () => void) {
    return html`<button
      class="icon"
      aria-label=${hover}
      data-hover=${hover}
      aria-disabled=${disabled ? 'true' : 'false'}
      @click=${() => !disabled && run()}
    >
      <at-icon .name=${icon}></at-icon>
    </button>`;
  }

  private renderPin() {
    const hover = this.pinned
      ? 'Pinned to this trace. Click to follow the active one.'
      : 'Pin to this trace';
    return html`<button
      class="icon pin"
      aria-label="Pin to this trace"
      aria-pressed=${this.pinned ? 'true' : 'false'}
      data-hover=${hover}
      @click=${() => this.connection.send(setPinned, { pinned: !this.pinned })}
    >
      <at-icon .name=${this.pinned ? 'pinned' : 'pin'}></at-icon>
    </button>`;
  }

  private renderSpeed() {
    const { speed } = this.trace;
    const speeds = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].toSorted((a, b) => a - b);
    return choice({
      label: 'Speed while playing',
      className: 'speed',
      options: speeds.map((each) => ({
        value: String(each),
        text: `${each} ${each === 1 ? 'event' : 'events'}/s`,
      })),
      selected: String(speed),
      choose: (value) => this.connection.send(setSpeed, { speed: Number(value) }),
    });
  }

  private renderPosition() {
    const { at, eventCount, line } = this.trace;
    return html`<div class="position">
      <span>
        event <b>${formatCount(at)}</b> <span class="quiet">/ ${formatCount(eventCount)}</span>
      </span>
      ${
        line > 0
          ? html`<span class="dot quiet">·</span>
              <button
                class="link"
                data-hover="Show this line in the trace"
                @click=${() => this.revealLine(line)}
              >
                line ${formatCount(line)}
              </button>`
          : null
      }
      ${this.renderBookmark()}
    </div>`;
  }

  private renderBookmark() {
    const { at, bookmarks } = this.trace;
    const isSet = bookmarks.here;
    const hover = `${isSet ? 'Remove the Bookmark' : 'Bookmark This Event'} (Ctrl+Alt+K)`;
    return html`<button
      class="icon bookmark"
      aria-label="Bookmark"
      aria-pressed=${isSet ? 'true' : 'false'}
      aria-disabled=${at === 0 ? 'true' : 'false'}
      data-hover=${hover}
      @click=${() => at > 0 && this.connection.send(runAction, { action: 'toggleBookmark' })}
    >
      <at-icon .name=${'bookmark'}></at-icon>
    </button>`;
  }

  private renderHeapChoices() {
    const { policy, layout, ofTrace } = this.trace.heap;
    const overridden = policy !== ofTrace.policy || layout !== ofTrace.layout;
    const asked = `Overridden: the trace asks for ${policyText(ofTrace.policy)}, ${ofTrace.layout}.`;
    const hint = overridden ? `\n${asked}` : '';
    return html`<div class="choices">
      ${choice({
        label: 'Placement policy',
        hover: `Placement policy: which free block an allocation takes.${hint}`,
        options: POLICIES.map((value) => ({ value, text: policyText(value) })),
        selected: policy,
        choose: (value) => this.connection.send(setPolicy, { policy: value as PolicyName }),
      })}
      ${choice({
        label: 'Block layout',
        hover: `Layout: whether block sizes are rounded up, or bytes are lost as in the reference.${hint}`,
        options: LAYOUTS.map((value) => ({ value, text: value })),
        selected: layout,
        choose: (value) => this.connection.send(setLayout, { layout: value as LayoutName }),
      })}
      ${
        overridden
          ? html`<span class="mark" role="img" aria-label=${asked} data-hover=${asked}>●</span>`
          : null
      }
    </div>`;
  }
}
