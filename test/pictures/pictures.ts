import type { Picture } from './picture';
import { RECIPES } from './recipes';

/** The pictures of the documents. */
export const PICTURES: readonly Picture[] = [
  {
    name: 'inspector',
    trace: { example: 'fragmentation' },
    size: { width: 1400, height: 1000 },
    hints: true,
    arrange: (stage) => stage.run('AllocTrace: Run to Next Fault'),
  },
  ...RECIPES,
];
