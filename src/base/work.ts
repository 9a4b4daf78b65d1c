/** Long work that yields often, so that whoever runs it can let others have their turn. */
export type Work<T> = Generator<undefined, T, undefined>;
