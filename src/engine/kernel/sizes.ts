// Who keeps the free blocks in the order of their sizes is outside: `engine/sizeTree.ts`.

/** A block of this size has come into the long list. */
export declare function addSize(block: i32, size: i32): void;

/** A block of this size has gone from the long list. */
export declare function removeSize(block: i32, size: i32): void;
