import { html, nothing, type TemplateResult } from 'lit';
import type { Span } from '../../src/protocol/state';
import { visibleText } from '../../src/base/visibleText';

/** A sentence whose blocks can be selected. */
export function spans(
  sentence: readonly Span[],
  select: (block: number) => void,
): (TemplateResult | typeof nothing)[] {
  return sentence.map((span) => {
    if (typeof span === 'string') {
      return span === '' ? nothing : html`<span>${visibleText(span)}</span>`;
    }
    return html`<button
      class="link mono"
      data-hover="Select this block"
      @click=${() => select(span.block)}
    >
      ${visibleText(span.text)}
    </button>`;
  });
}

/** The same sentence as plain text, to be read aloud. */
export function plainText(sentence: readonly Span[]): string {
  return sentence.map((span) => visibleText(typeof span === 'string' ? span : span.text)).join('');
}
