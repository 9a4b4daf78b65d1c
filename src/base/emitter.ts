/** Something that holds resources until it is disposed. */
export interface Disposable {
  dispose(): void;
}

/** A list of listeners. Listeners may come and go while an event is being delivered. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(value: T) => void>();

  /** Calls `listener` for every later `fire`, until the returned handle is disposed. */
  readonly event = (listener: (value: T) => void): Disposable => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of this.listeners) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
