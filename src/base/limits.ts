/** The smallest heap that can hold a block, in bytes. */
export const MIN_HEAP_SIZE = 64;

/** The largest heap the engine simulates, in bytes: block offsets stay well inside an int32. */
export const MAX_HEAP_SIZE = 2 ** 30;
