import { html } from 'lit';
import { iconButton } from '../iconButton';
import { zoomIn, zoomOut } from './mapKeys';
import type { MapRange } from './mapRange';

/** The buttons that zoom a map. @param allText says what the whole of it is */
export function zoomTools(range: MapRange, allText: string) {
  return html`${iconButton('remove', 'Zoom Out (−)', () => zoomOut(range))}
    ${iconButton('add', 'Zoom In (+)', () => zoomIn(range))}
    <button
      class="text"
      aria-description=${allText}
      data-hover=${`${allText} (0)`}
      @click=${() => range.showAll()}
    >
      all
    </button>`;
}
