import type {
  MapKind,
  MapWindow,
  PaintClass,
  PaintScale,
  ShownKind,
} from '../../src/protocol/heapMap';
import { formatBytes, formatCount, plural } from '../../src/base/format';
import { visibleText } from '../../src/base/visibleText';
import type { LayoutName, TouchedBlock, TouchRole } from '../../src/protocol/state';
import type { Colors } from './colors';
import { KIND_LOOKS } from './drawSegments';
import type { PaintColors } from './paintColors';
import type { PatternName } from './patterns';

/** One entry of a legend: a little square and what it means, or a scale from less to more. */
export type LegendItem =
  | {
      readonly kind: 'chip';
      readonly text: string;
      /** How much there is of it; empty where that is not counted. */
      readonly detail: string;
      readonly color: string;
      readonly pattern?: PatternName;
      /** Of the pattern and the outline. */
      readonly ink?: string;
      readonly outline?: 'solid' | 'dashed';
      /** What the last step did; such an entry is left out where there is little room. */
      readonly role?: TouchRole;
    }
  | {
      readonly kind: 'ramp';
      readonly low: string;
      readonly high: string;
      readonly colors: readonly string[];
    };

/** What a legend is about. */
export interface LegendSource {
  readonly mode: MapWindow['mode'];
  readonly scale: PaintScale | null;
  readonly layout: LayoutName;
  readonly colors: Colors;
  readonly paints: PaintColors;
}

/** So many characters of a label. */
const LONGEST_NAME = 24;
/** So many steps of a ramp are drawn. */
const RAMP_STEPS = 16;

/** What the colours and patterns of the map mean: the same entries whatever the step. */
export function legendOf(source: LegendSource): LegendItem[] {
  const { scale } = source;
  const items = scale === null ? kindItems(source) : paintItems(source, scale);
  return [...items, ...stepItems(source)];
}

const DENSITY_NAMES: readonly (readonly [MapKind, string])[] = [
  ['user', 'user data'],
  ['header', 'overhead'],
  ['free', 'free'],
  ['lost', 'lost'],
];
const SEGMENT_NAMES: readonly (readonly [MapKind, string])[] = [
  ['header', 'header'],
  ['padding', 'padding'],
  ['backPointer', 'back pointer'],
  ['user', 'user data'],
  ['tail', 'tail'],
  ['free', 'free'],
  ['freeLink', 'link'],
  ['lost', 'lost'],
];

function kindItems({ mode, layout, colors }: LegendSource): LegendItem[] {
  const names = mode === 'density' ? DENSITY_NAMES : SEGMENT_NAMES;
  return names
    .filter(([kind]) => kind !== 'lost' || layout === 'reference')
    .map(([kind, text]) => kindItem(kind, text, colors, mode));
}

/** Bytes of a kind. Summed ones are mixed pixel by pixel: there are no patterns in them. */
export function kindItem(
  kind: ShownKind,
  text: string,
  colors: Colors,
  mode: MapWindow['mode'],
): LegendItem {
  const { color, pattern, ink } = KIND_LOOKS[kind];
  const drawn = mode === 'segments' && pattern !== undefined && ink !== undefined;
  return {
    kind: 'chip',
    text,
    detail: '',
    color: colors[color].css,
    ...(drawn && { pattern, ink: colors[ink].css }),
    ...(kind === 'free' && { outline: 'solid' as const, ink: colors.quiet.css }),
  };
}

/** What the last step did to a block. */
export function stepItem(
  role: TouchRole,
  text: string,
  colors: Colors,
  outline: 'solid' | 'dashed' = 'solid',
): LegendItem {
  return {
    kind: 'chip',
    text,
    detail: '',
    color: 'transparent',
    ink: colors[role].css,
    outline,
    role,
    ...(role === 'freed' && { pattern: 'hatch' as const }),
  };
}

/** The legend of a picture that does not change: without what no step did in it. */
export function legendOfStill(
  legend: readonly LegendItem[],
  touched: readonly TouchedBlock[],
): LegendItem[] {
  const roles = new Set(touched.map(({ role }) => role));
  return legend.filter(
    (item) => item.kind === 'ramp' || item.role === undefined || roles.has(item.role),
  );
}

function stepItems({ colors }: LegendSource): LegendItem[] {
  return [
    stepItem('allocated', 'allocated', colors),
    stepItem('remainder', 'remainder', colors, 'dashed'),
    stepItem('freed', 'freed', colors),
    stepItem('merged', 'merged', colors),
    stepItem('visited', 'visited', colors),
  ];
}

function paintItems(source: LegendSource, scale: PaintScale): LegendItem[] {
  const { paints, colors } = source;
  const free = kindItem('free', 'free', colors, 'segments');
  switch (scale.kind) {
    case 'range': {
      const isAge = scale.of === 'age';
      // The unit once: numbers of events are long, and a view may be narrow.
      const low = isAge ? formatCount(scale.low) : formatBytes(scale.low);
      const high = isAge ? plural(scale.high, 'event') : formatBytes(scale.high);
      const step = (paints.ramp.length - 1) / (RAMP_STEPS - 1);
      const ramp = Array.from(
        { length: RAMP_STEPS },
        (_, i) => paints.ramp[Math.round(i * step)]?.css ?? '',
      );
      return [{ kind: 'ramp', low, high, colors: ramp }, free];
    }
    case 'hues': {
      const ring = Array.from(
        { length: RAMP_STEPS },
        (_, i) => paints.swatchOf(scale, 1 + i * 15)?.css ?? '',
      );
      return [{ kind: 'ramp', low: '', high: 'each id its own', colors: ring }, free];
    }
    case 'classes': {
      const items = scale.classes.flatMap((each, i): LegendItem[] => {
        const swatch = paints.swatchOf(scale, i + 1);
        // A name keeps its place, so that nothing moves while one steps.
        if ((each.kind !== 'named' && each.blocks === 0) || !swatch) return [];
        return [
          {
            kind: 'chip',
            text: className(each, scale.of),
            detail: `${plural(each.blocks, 'block')}, ${formatBytes(each.bytes)}`,
            color: swatch.css,
            ...(swatch.hatched && { pattern: 'hatch' as const, ink: colors.back.css }),
          },
        ];
      });
      return [...items, free];
    }
  }
}

/** What a class is called; the text of a trace may be shown. */
export function className({ kind, name }: PaintClass, of: 'thread' | 'label'): string {
  if (kind === 'others') return of === 'label' ? 'other labels' : 'other threads';
  if (kind === 'none') return of === 'label' ? 'no label' : 'no thread';
  const shown = visibleText(name, LONGEST_NAME);
  return of === 'thread' ? `thread ${shown}` : shown;
}
