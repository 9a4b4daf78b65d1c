export type { Work } from '../base/work';

/** How many lines or events are gone through between two yields. */
export const BETWEEN_YIELDS = 512;

export { unlessCancelled as inSlices } from '../session/slicedWork';
