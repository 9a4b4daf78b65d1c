import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatBytes, formatCount } from '../../format';
import { numbersTableStyles, stickyHeadStyles } from '../../styles/numbersTable';
import { shared } from '../../styles/shared';
import { flagCounts } from './flagCounts';
import { bytesBetween } from './readingText';
import { TimelinePart } from './timelinePart';
import { timelineRows, type TimelineRow } from './timelineRows';

/** As many as are read, not scrolled through. */
const MOST_ROWS = 50;

/** The timeline in words and numbers: the same points as the curves, joined to some fifty rows. */
@customElement('at-timeline-table')
export class TimelineTable extends TimelinePart {
  static override styles = [
    shared,
    numbersTableStyles,
    stickyHeadStyles,
    css`
      .scrolls {
        height: 168px;
        margin: 2px 12px 6px;
      }
      .scrolls:focus-visible {
        outline-offset: 1px;
      }
      th,
      td {
        padding: 0 16px 0 0;
        text-align: right;
      }
      th:first-child {
        padding-left: 8px;
        text-align: left;
      }
      tr[aria-current] th {
        box-shadow: inset 3px 0 var(--at-blue);
      }
      th.flags,
      td.flags {
        text-align: left;
      }
      .bad,
      .fault {
        color: var(--at-error-text);
      }
      .inconsistency {
        color: var(--at-warning-text);
      }
    `,
  ];

  override render() {
    const rows = timelineRows(this.windows, this.range, MOST_ROWS);
    return html`<div class="scrolls" tabindex="0" role="group" aria-label="Timeline as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">Events</th>
            <th scope="col">Live</th>
            <th scope="col">Free</th>
            <th scope="col">Largest free</th>
            <th scope="col">Failed</th>
            ${this.renderFlagsHead()}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.renderRow(row))}
        </tbody>
      </table>
    </div>`;
  }

  private renderFlagsHead() {
    if (this.flags?.isAll !== false) return html`<th scope="col" class="flags">Flags</th>`;
    return html`<th
      scope="col"
      class="flags"
      data-hover="Too many to count all of them. Zoom in to see each."
    >
      Flags, some
    </th>`;
  }

  private renderRow(row: TimelineRow) {
    const { first, last, failures, largestFree } = row;
    const { at } = this.trace;
    const events =
      first === last ? formatCount(first) : `${formatCount(first)} to ${formatCount(last)}`;
    return html`<tr aria-current=${at >= first && at <= last ? 'true' : nothing}>
      <th scope="row">
        <button
          class="link"
          data-hover=${`Go to event ${formatCount(last)}`}
          @click=${() => this.seeker.seek(last)}
        >
          ${events}
        </button>
      </th>
      <td>${bytesBetween(row.leastLive, row.mostLive)}</td>
      <td>${bytesBetween(row.leastFree, row.mostFree)}</td>
      <td>${largestFree < 0 ? '–' : formatBytes(largestFree)}</td>
      <td class=${failures > 0 ? 'bad' : ''}>${formatCount(failures)}</td>
      <td class="flags">${this.renderFlags(row)}</td>
    </tr>`;
  }

  private renderFlags({ first, last }: TimelineRow) {
    const counts = this.flags ? flagCounts(this.flags, first, last) : [];
    return counts.map(
      ({ kind, text }, i) => html`${i > 0 ? ', ' : nothing}<span class=${kind}>${text}</span>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-timeline-table': TimelineTable;
  }
}
