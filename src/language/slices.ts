/** Long work that yields often, so that whoever runs it can let others have their turn. */
export type Work<T> = Generator<undefined, T, undefined>;

/** How many lines or events are gone through between two yields. */
export const BETWEEN_YIELDS = 512;

export { unlessCancelled as inSlices } from '../session/slicedWork';
