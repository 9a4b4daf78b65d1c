import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { openDropped, type Dropped } from '../../../src/protocol/dropping';
import type { Connection } from '../../connection';
import { droppedOf, mayHoldFile } from '../../dropped';
import { shared } from '../../styles/shared';
import '../at-icon/at-icon';

/** The whole page as a place to drop a file on, shown while one is dragged over it. */
@customElement('at-drop')
export class DropPlace extends LitElement {
  static override styles = [
    shared,
    css`
      .place {
        position: fixed;
        inset: 0;
        z-index: 20;
        display: flex;
        align-items: center;
        justify-content: center;
        padding: 16px;
        pointer-events: none;
        background: color-mix(in srgb, var(--at-back) 82%, transparent);
        outline: 2px dashed var(--vscode-focusBorder, var(--at-blue));
        outline-offset: -8px;
      }
      .text {
        display: flex;
        align-items: center;
        gap: 8px;
        max-width: 360px;
        padding: 8px 12px;
        color: var(--vscode-editorWidget-foreground, var(--at-text));
        background: var(--vscode-editorWidget-background, var(--at-back));
        border: 1px solid
          var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--at-line)));
        border-radius: 4px;
      }
      at-icon {
        flex: none;
      }
    `,
  ];

  @property({ attribute: false }) connection!: Connection;
  @state() private isOver = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // Before all others: VS Code's own page takes what nobody has claimed, and opens it as an editor.
    for (const [type, listener] of this.listeners) window.addEventListener(type, listener, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const [type, listener] of this.listeners) window.removeEventListener(type, listener, true);
  }

  override render() {
    if (!this.isOver) return nothing;
    return html`<div class="place">
      <div class="text">
        <at-icon name="file-symlink-file"></at-icon>
        <span>Drop traces to open them, or other tools' recordings to import them.</span>
      </div>
    </div>`;
  }

  private readonly over = (event: Event): void => {
    const { dataTransfer } = event as DragEvent;
    if (dataTransfer === null || !mayHoldFile(dataTransfer.types)) return;
    event.preventDefault();
    // Where VS Code's page sees files dragged over, the workbench takes the pointer and opens an editor.
    event.stopPropagation();
    dataTransfer.dropEffect = 'copy';
    this.isOver = true;
  };

  private readonly leave = (event: Event): void => {
    // From one element to another, or out of the page.
    if ((event as DragEvent).relatedTarget === null) this.isOver = false;
  };

  private readonly drop = (event: Event): void => {
    this.isOver = false;
    const { dataTransfer } = event as DragEvent;
    if (dataTransfer === null || !mayHoldFile(dataTransfer.types)) return;
    event.preventDefault();
    event.stopPropagation();
    void this.send(droppedOf(dataTransfer));
  };

  private async send(dropped: AsyncIterable<Dropped>): Promise<void> {
    for await (const each of dropped) this.connection.send(openDropped, each);
  }

  private readonly end = (): void => {
    this.isOver = false;
  };

  private readonly listeners: readonly [string, (event: Event) => void][] = [
    ['dragenter', this.over],
    ['dragover', this.over],
    ['dragleave', this.leave],
    ['drop', this.drop],
    ['dragend', this.end],
    // A drag that was cancelled elsewhere, or that ended over the workbench.
    ['pointermove', this.end],
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'at-drop': DropPlace;
  }
}
