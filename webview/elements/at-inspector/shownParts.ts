import type { TraceView } from '../../../src/protocol/state';
import type { ViewState } from '../../viewState';
import { isRecordedShown } from '../at-heap-choice/sides';

/** Which parts there are room for, as classes of what holds them. */
export function contentClasses({ recorded }: TraceView, { collapsed }: ViewState): string {
  if (isRecordedShown(recorded)) return 'recorded';
  const no = (section: string, name: string) => (collapsed.includes(section) ? name : '');
  return `${no('what', 'no-what')} ${no('freeList', 'no-list')}`;
}

/** How a view shows the blocks that pass a filter: in the table that is there, which may be closed. */
export function showingBlocks(
  view: ViewState,
  filter: string,
  isRecorded: boolean,
): Partial<ViewState> {
  const collapsed = view.collapsed.filter((name) => name !== 'blocks');
  return isRecorded
    ? { collapsed, recorded: { ...view.recorded, filter } }
    : { collapsed, filter, show: 'all', scrollRow: 0 };
}
