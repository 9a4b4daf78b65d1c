import { html } from 'lit';
import { clamp } from '../../../src/base/math';
import { visibleText } from '../../../src/base/visibleText';
import type { LargeTraceState } from '../../../src/protocol/largeTrace';
import { formatRatio } from '../../format';
import type { NoticeAction } from '../at-notice/at-notice';
import { readingBar } from '../readingBar';

/** What stands in the place of the text as long as there is none. */
export function startPage(
  { status, name, loading, message }: LargeTraceState,
  run: (action: NoticeAction) => void,
) {
  const title = html`<b class="foreign">${visibleText(name, 120)}</b>`;
  if (status === 'loading') {
    const share = clamp(loading ?? 0, 0, 1);
    return html`<div class="start" aria-busy="true">
      <span>Reading ${title} <span class="quiet">${formatRatio(share)}</span></span>
      ${readingBar(share)}
      <button class="action" @click=${() => run('cancelLoad')}>Cancel</button>
    </div>`;
  }
  return html`<div class="start">
    ${
      status === 'cancelled'
        ? html`<span>Reading ${title} was cancelled.</span>`
        : html`<span role="alert"
            >${title} cannot be shown.<br /><span class="foreign"
              >${visibleText(message, 1000)}</span
            ></span
          >`
    }
    <button class="action" @click=${() => run('readAgain')}>Read Again</button>
  </div>`;
}
