/** Something that holds resources until it is disposed. */
export interface Disposable {
  dispose(): void;
}

/** A list of listeners. Listeners may come and go while an event is being delivered. */
export class Emitter<T> implements Disposable {
  private readonly subscriptions = new Set<{ readonly listener: (value: T) => void }>();

  /** Calls `listener` for every later `fire`, until the returned handle is disposed. */
  readonly event = (listener: (value: T) => void): Disposable => {
    const subscription = { listener };
    this.subscriptions.add(subscription);
    return { dispose: () => this.subscriptions.delete(subscription) };
  };

  fire(value: T): void {
    const before = [...this.subscriptions];
    for (const subscription of before) {
      if (this.subscriptions.has(subscription)) subscription.listener(value);
    }
  }

  dispose(): void {
    this.subscriptions.clear();
  }
}
