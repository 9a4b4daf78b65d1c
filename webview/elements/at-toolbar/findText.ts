import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import type { FoundItem, SearchView } from '../../../src/protocol/find';
import { formatCount, formatRatio } from '../../format';

/** What is known of a search, in one line. */
export function searchText({ kind, query, count, isCut, current, fraction }: SearchView): string {
  const place = current >= 0 ? `${formatCount(current + 1)} of ` : '';
  const sum = `${place}${isCut ? 'the first ' : ''}${formatCount(count)}`;
  if (kind === 'lives') {
    if (fraction !== null) return `Looking for all owners… ${formatRatio(fraction)}`;
    if (count === 0) return 'No block ever covered it.';
    return current >= 0 ? `${sum} owners` : `${plural(count, 'owner')} over the whole trace`;
  }
  if (fraction !== null) return `Looking… ${formatRatio(fraction)}`;
  if (count === 0) return `Nothing here is called "${visibleText(wantedIn(query), 100)}".`;
  return `${sum} ${count === 1 ? 'line' : 'lines'}`;
}

/** The text that is looked for. */
function wantedIn(query: string): string {
  return query.trim().replace(/^(?:text\s+|")(.+?)"?$/i, '$1');
}

/** Where an item of the list stands, and what it is. */
export function itemTexts(
  { line, event, end, text, requested }: FoundItem,
  kind: SearchView['kind'],
): { readonly place: string; readonly text: string } {
  const shown = visibleText(text, 160);
  if (kind === 'text') return { place: `:${formatCount(line)}`, text: shown };
  const until = end === 0 ? 'the end' : formatCount(end);
  const place = `${formatCount(event)} – ${until}`;
  return { place, text: `${shown}, ${plural(requested, 'byte')}` };
}

/** The item after or before one, going on at the other end. */
export function nextItem(current: number, count: number, by: number): number {
  if (current < 0) return by > 0 ? 0 : count - 1;
  return (current + by + count) % count;
}
