import { css, html, type TemplateResult } from 'lit';
import { visibleText } from '../../src/base/visibleText';

/** The id of a block in a cell of a table that may have no room for all of it. */
export function blockId(text: string): TemplateResult {
  const id = visibleText(text, 80);
  // Addresses of one program differ at their ends.
  const isAddress = /^0x[0-9a-f]{8,}$/i.test(id);
  return html`<span class="mono foreign ${isAddress ? 'address-id' : ''}"><bdi>${id}</bdi></span>`;
}

export const blockIdStyles = css`
  /* What has no room is cut off in front. */
  .address-id {
    display: inline-block;
    vertical-align: top;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    direction: rtl;
  }
`;
