import { html } from 'lit';
import type { IconName } from './at-icon/at-icon';
import './at-icon/at-icon';

/** A button that is an icon, and says on hovering what it does. */
export function iconButton(icon: IconName, label: string, run: () => void, isDisabled = false) {
  return html`<button
    class="icon"
    aria-label=${label}
    data-hover=${label}
    ?disabled=${isDisabled}
    @click=${run}
  >
    <at-icon .name=${icon}></at-icon>
  </button>`;
}
