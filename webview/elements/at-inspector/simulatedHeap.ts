import { html, nothing, type TemplateResult } from 'lit';
import { plural } from '../../../src/base/format';
import type { OtherTrace } from '../../../src/protocol/changes';
import type { LogView } from '../../../src/protocol/log';
import type { TraceView } from '../../../src/protocol/state';
import type { Connection } from '../../connection';
import { formatAddress, formatBytes, formatCount, formatDecimal, formatRatio } from '../../format';
import type { Seeker } from '../../seeker';
import type { ViewState } from '../../viewState';
import { changesDetail } from '../at-changes/at-changes';
import { metricRows } from '../at-metrics/metricRows';
import '../at-block-table/at-block-table';
import '../at-bytes/at-bytes';
import '../at-changes/at-changes';
import '../at-comparison/at-comparison';
import '../at-debug-log/at-debug-log';
import '../at-fragmentation/at-fragmentation';
import '../at-free-list/at-free-list';
import '../at-heap-map/at-heap-map';
import '../at-leaks/at-leaks';
import '../at-metrics/at-metrics';
import '../at-section/at-section';
import '../at-selected-block/at-selected-block';
import '../at-step-report/at-step-report';

/** What the parts of the page are given. */
export interface Shown {
  readonly trace: TraceView;
  readonly view: ViewState;
  readonly revision: number;
  /** The other traces that are open. */
  readonly others: readonly OtherTrace[];
  readonly connection: Connection;
  readonly seeker: Seeker;
  readonly themeRevision: number;
  readonly contrast: boolean;
  /** Arranges the page in another way. */
  readonly change: (patch: Partial<ViewState>) => void;
}

/** The simulated heap after the cursor's event: its map, and below it all that is told of it. */
export function simulatedHeap(shown: Shown): TemplateResult {
  return html`${heapMap(shown)} ${whatHappened(shown)} ${freeList(shown)}
    <div class="lower">${blockTable(shown)} ${side(shown)}</div>`;
}

function heapMap(shown: Shown): TemplateResult {
  return html`<at-heap-map
    .trace=${shown.trace}
    .revision=${shown.revision}
    .view=${shown.view}
    .connection=${shown.connection}
    .themeRevision=${shown.themeRevision}
    .contrast=${shown.contrast}
  ></at-heap-map>`;
}

function whatHappened({ trace, view, connection, seeker }: Shown): TemplateResult {
  return html`<at-section
    class="what"
    name="what"
    heading="What happened"
    .collapsed=${view.collapsed}
  >
    <div class="scrolls">
      <at-step-report
        .trace=${trace}
        .view=${view}
        .connection=${connection}
        .seeker=${seeker}
      ></at-step-report>
    </div>
  </at-section>`;
}

function freeList({ trace, view, revision, connection, seeker, change }: Shown): TemplateResult {
  const { count, bytes } = trace.freeList;
  return html`<at-section
    class="list"
    name="freeList"
    heading="Free list"
    .collapsed=${view.collapsed}
  >
    <span slot="detail">
      ${plural(count, 'block')}<span class="bytes"> · ${formatBytes(bytes)}</span
      ><span class="mean"> · mean ${formatDecimal(trace.metrics.visitedMean)} visited</span>
    </span>
    <button slot="actions" class="link" @click=${() => change({ listAsTable: !view.listAsTable })}>
      ${view.listAsTable ? 'Show as Chain' : 'Show as Table'}
    </button>
    <div class="scrolls">
      <at-free-list
        .trace=${trace}
        .revision=${revision}
        .view=${view}
        .connection=${connection}
        .seeker=${seeker}
      ></at-free-list>
    </div>
  </at-section>`;
}

function blockTable({ trace, view, revision, connection }: Shown): TemplateResult {
  return html`<at-block-table
    class=${view.collapsed.includes('blocks') ? 'closed' : ''}
    .trace=${trace}
    .revision=${revision}
    .view=${view}
    .connection=${connection}
  ></at-block-table>`;
}

/** The sections beside the block table. */
function side(shown: Shown): TemplateResult {
  const { trace, view, connection, seeker } = shown;
  const { collapsed } = view;
  return html`<div class="side scrolls">
    ${selectedBlock(shown)} ${heapBytes(shown)} ${fragmentation(shown)} ${changes(shown)}
    ${trace.log === null ? nothing : debugLog(shown, trace.log)}
    <at-section name="metrics" heading="Metrics" .collapsed=${collapsed}>
      <at-metrics .rows=${metricRows(trace)}></at-metrics>
    </at-section>
    <at-section name="leaks" heading="Leaks" .collapsed=${collapsed}>
      <at-leaks
        .trace=${trace}
        .view=${view}
        .connection=${connection}
        .seeker=${seeker}
      ></at-leaks>
    </at-section>
    <at-section name="comparison" heading="Compare policies" .collapsed=${collapsed}>
      <at-comparison .trace=${trace} .connection=${connection} .seeker=${seeker}></at-comparison>
    </at-section>
  </div>`;
}

function selectedBlock({ trace, view, revision, connection, seeker }: Shown): TemplateResult {
  const { selection, heap } = trace;
  return html`<at-section name="block" heading="Selected block" .collapsed=${view.collapsed}>
    <span slot="detail">
      ${selection ? `${formatAddress(heap, selection.block)} · ${selection.state}` : nothing}
    </span>
    <div
      class="block scrolls ${selection ? '' : 'empty'}"
      tabindex="0"
      role="group"
      aria-label="What is known of it"
    >
      <at-selected-block
        .trace=${trace}
        .revision=${revision}
        .connection=${connection}
        .seeker=${seeker}
      ></at-selected-block>
    </div>
  </at-section>`;
}

function heapBytes({ trace, view, revision, connection }: Shown): TemplateResult {
  const { collapsed } = view;
  return html`<at-section name="bytes" heading="Bytes" .collapsed=${collapsed}>
    ${
      collapsed.includes('bytes')
        ? nothing
        : html`<at-bytes
            .trace=${trace}
            .revision=${revision}
            .connection=${connection}
          ></at-bytes>`
    }
  </at-section>`;
}

function fragmentation({ trace, view, revision, connection }: Shown): TemplateResult {
  return html`<at-section name="fragmentation" heading="Fragmentation" .collapsed=${view.collapsed}>
    <span slot="detail">${formatRatio(trace.metrics.externalFragmentation)}</span>
    <at-fragmentation
      .trace=${trace}
      .view=${view}
      .revision=${revision}
      .connection=${connection}
    ></at-fragmentation>
  </at-section>`;
}

function changes({ trace, view, revision, others, connection, seeker }: Shown): TemplateResult {
  const other = others.find(({ uri }) => uri === view.against);
  return html`<at-section name="changes" heading="Changes" .collapsed=${view.collapsed}>
    <span slot="detail">${changesDetail(trace, other)}</span>
    <at-changes
      .trace=${trace}
      .view=${view}
      .revision=${revision}
      .others=${others}
      .connection=${connection}
      .seeker=${seeker}
    ></at-changes>
  </at-section>`;
}

function debugLog({ trace, view, seeker }: Shown, log: LogView): TemplateResult {
  const { held, capacity, written } = log;
  return html`<at-section name="log" heading="Debug log" .collapsed=${view.collapsed}>
    <span slot="detail">
      ${formatCount(held)} of ${formatCount(capacity)}
      bytes${written > held ? `, ${formatBytes(written - held)} overwritten` : ''}
    </span>
    <at-debug-log .trace=${trace} .seeker=${seeker}></at-debug-log>
  </at-section>`;
}
