import { css, html, type PropertyValues } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { formatCount } from '../../format';
import { shared } from '../../styles/shared';
import { InspectorPart } from '../inspectorPart';
import { styleOf } from '../styleOf';

/** The whole trace as a line to drag along. */
@customElement('at-scrubber')
export class Scrubber extends InspectorPart {
  static override styles = [
    shared,
    css`
      :host {
        padding: 0 12px;
        height: 18px;
      }
      input {
        appearance: none;
        display: block;
        width: 100%;
        height: 16px;
        margin: 0;
        background: transparent;
        cursor: pointer;
      }
      input::-webkit-slider-runnable-track {
        height: 4px;
        border-radius: 2px;
        outline: 1px solid var(--vscode-contrastBorder, transparent);
        background: linear-gradient(
          to right,
          var(--vscode-progressBar-background, var(--at-blue)) var(--at-done),
          var(--at-track) var(--at-done)
        );
      }
      input::-moz-range-track {
        height: 4px;
        border-radius: 2px;
        background: var(--at-track);
      }
      input::-moz-range-progress {
        height: 4px;
        background: var(--vscode-progressBar-background, var(--at-blue));
      }
      input::-webkit-slider-thumb {
        appearance: none;
        width: 12px;
        height: 12px;
        margin-top: -4px;
        border: 2px solid var(--at-back);
        border-radius: 6px;
        background: var(--vscode-progressBar-background, var(--at-blue));
      }
      input::-moz-range-thumb {
        width: 8px;
        height: 8px;
        border: 2px solid var(--at-back);
        border-radius: 6px;
        background: var(--vscode-progressBar-background, var(--at-blue));
      }
      :host {
        --at-track: color-mix(in srgb, var(--at-text) 16%, transparent);
      }
    `,
  ];

  @query('input') private readonly input!: HTMLInputElement;
  private isDragging = false;

  override render() {
    const { at, eventCount } = this.trace;
    return html`<input
      type="range"
      min="0"
      max=${eventCount}
      step="1"
      aria-label="Position in the trace"
      aria-valuetext=${`event ${formatCount(at)} of ${formatCount(eventCount)}`}
      ?disabled=${eventCount === 0}
      @input=${this.onInput}
      @pointerdown=${() => (this.isDragging = true)}
      @pointerup=${this.endDrag}
      @pointercancel=${this.endDrag}
      ${styleOf({ '--at-done': `${eventCount === 0 ? 0 : (at / eventCount) * 100}%` })}
    />`;
  }

  override updated(changed: PropertyValues<this>): void {
    // Under the pointer the thumb follows the pointer, and the heap follows as fast as it can.
    if (changed.has('trace') && !this.isDragging) this.input.valueAsNumber = this.trace.at;
  }

  private onInput(): void {
    this.seeker.seek(this.input.valueAsNumber);
  }

  private endDrag(): void {
    this.isDragging = false;
  }
}
