import { html } from 'lit';
import { styleOf } from './styleOf';

/** How far the reading of a trace is. @param share from 0 to 1 */
export function readingBar(share: number) {
  const percent = share * 100;
  return html`<div
    class="progress"
    role="progressbar"
    aria-label="Reading the trace"
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(percent)}
  >
    <div ${styleOf({ width: `${percent}%` })}></div>
  </div>`;
}
