/**
 * What is measured inside the page. Each function is sent to it as text, so it may use nothing from
 * outside itself; times are milliseconds.
 */

/** The parts of one step, from the key on. */
export interface StepTimes {
  /** Until the new state was there: at once where it was foreseen, else when it arrived. */
  readonly arrived: number;
  /** What the page worked until that state was laid out, before the next frame. */
  readonly worked: number;
  /** Until it was on the screen. */
  readonly painted: number;
  /** Until the rows and the map that it asked for were on the screen, too. */
  readonly complete: number;
}

/**
 * Presses arrow keys `count` times, one after the other and again from the first, each time when
 * everything of the step before is painted.
 */
export async function measureSteps(
  inspector: Element,
  { count, keys }: { count: number; keys: readonly string[] },
): Promise<StepTimes[]> {
  // Inside, because nothing outside of a function goes with it into the page.
  /* oxlint-disable unicorn/consistent-function-scoping */
  const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
  const task = () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  /* oxlint-enable unicorn/consistent-function-scoping */
  const placeOf = () =>
    (inspector as unknown as { readonly app: { readonly inspector: { view: { at: number } } } }).app
      .inspector.view.at;
  const found: StepTimes[] = [];
  for (let i = 0; i < count; i++) {
    const key = keys[i % keys.length];
    const before = placeOf();
    // At another moment between two frames each time, as keys are.
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 20 + (i % 17)));
    const begin = performance.now();
    let [arrived, worked, painted, complete, frames, last] = [0, 0, 0, 0, 0, begin];
    /** Something was put into the page at a time: how long that took, and until it is seen. */
    const onShown = (now: number, isState: boolean) => {
      frames++;
      void task().then(() => {
        if (isState) worked = performance.now() - now;
      });
      void frame()
        .then(task)
        .then(() => {
          const seen = performance.now() - begin;
          if (isState) painted = seen;
          complete = Math.max(complete, seen);
          frames--;
        });
    };
    // The page's own listener came first, and Lit works in the microtasks after it.
    const onMessage = ({ data }: MessageEvent) => {
      const now = performance.now();
      last = now;
      const isNew = arrived === 0 && placeOf() !== before;
      if (isNew) arrived = now - begin;
      // States have numbers, answers have none: what is foreseen of the next step is not this one's.
      if (isNew || typeof data?.number !== 'number') onShown(now, isNew);
    };
    window.addEventListener('message', onMessage);
    inspector.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    if (placeOf() !== before) {
      arrived = performance.now() - begin;
      onShown(begin, true);
    }
    // Answers follow each other closely; when none comes for so long, there is none left.
    // The listener counts.
    // oxlint-disable-next-line no-unmodified-loop-condition
    while (frames > 0 || arrived === 0 || performance.now() - last < 60) {
      if (performance.now() - begin > 5000) break;
      // oxlint-disable-next-line no-await-in-loop
      await frame();
    }
    window.removeEventListener('message', onMessage);
    if (arrived > 0) found.push({ arrived, worked, painted, complete });
  }
  return found;
}

/** How long a changed digit takes to the screen, `count` times: what any page pays here. */
export async function measureFrames(
  _inspector: Element,
  { count }: { count: number },
): Promise<number[]> {
  const digit = document.body.appendChild(document.createElement('div'));
  const found: number[] = [];
  for (let i = 0; i < count; i++) {
    const begin = performance.now();
    digit.textContent = String(i);
    // oxlint-disable-next-line no-await-in-loop
    await new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
    });
    found.push(performance.now() - begin);
    // At another moment between two frames each time, as keys are.
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 40 + (i % 17)));
  }
  digit.remove();
  return found;
}

/** How long a small question to the extension takes there and back, `count` times. */
export async function measureEcho(
  inspector: Element,
  { count }: { count: number },
): Promise<number[]> {
  const { api } = inspector as unknown as { api: { postMessage(message: unknown): void } };
  const found: number[] = [];
  for (let i = 0; i < count; i++) {
    // Far from the numbers of the page's own questions.
    const id = 1e12 + i;
    const begin = performance.now();
    // oxlint-disable-next-line no-await-in-loop
    await new Promise<void>((resolve) => {
      const onMessage = ({ data }: MessageEvent) => {
        if (!String(data?.text).startsWith(`{"type":"answer","id":${id},`)) return;
        window.removeEventListener('message', onMessage);
        resolve();
      };
      window.addEventListener('message', onMessage);
      api.postMessage({ type: 'request', id, method: 'checkFilter', params: { filter: '' } });
    });
    found.push(performance.now() - begin);
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 40 + (i % 17)));
  }
  return found;
}

/** What is waited for from here on: when it was painted, in milliseconds since 1970. */
export interface Awaited {
  readonly painted: Promise<number>;
}

/**
 * Waits for the next state of new text.
 * @param what the step at the cursor, or all of the text
 */
export function nextText(inspector: Element, what: 'step' | 'all'): Awaited {
  interface Shown {
    readonly generation: number;
    readonly view: { readonly step?: { readonly source: string } | null };
  }
  const element = inspector as unknown as { readonly app: { readonly inspector: Shown | null } };
  const shown = () => {
    const state = element.app.inspector;
    return what === 'step' ? state?.view.step?.source : state?.generation;
  };
  const before = shown();
  const painted = new Promise<number>((resolve, reject) => {
    const fail = () => reject(new Error(`No new text came (${what}, ${String(before)}).`));
    const timer = setTimeout(fail, 20_000);
    // The page's own listener came first.
    const onMessage = () => {
      if (shown() === before) return;
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null);
      });
    };
    window.addEventListener('message', onMessage);
  });
  // Nobody may have asked for it yet when it fails.
  painted.catch(() => {});
  return { painted };
}

/** Waits for the next change of the editor's lines. */
export function nextLine(lines: Element): Awaited {
  const painted = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null);
      });
    });
    observer.observe(lines, { childList: true, subtree: true, characterData: true });
  });
  return { painted };
}

/** Frames and places seen while a slider is dragged to and fro. */
export interface DragFigures {
  readonly seconds: number;
  /** Animation frames that the page got. */
  readonly frames: number;
  /** Different places of the trace that were painted. */
  readonly places: number;
  /** The longest time between two places, in milliseconds. */
  readonly longest: number;
}

/** Drags the slider through the whole trace and back, a new place in every frame. */
export async function measureDrag(
  inspector: Element,
  { seconds }: { seconds: number },
): Promise<DragFigures> {
  const scrubber = inspector.shadowRoot?.querySelector('at-scrubber') as
    | (HTMLElement & { trace: { at: number } })
    | null;
  const slider = scrubber?.shadowRoot?.querySelector('input');
  if (!scrubber || !slider) throw new Error('The inspector has no slider.');
  const most = Number(slider.max);
  const begin = performance.now();
  let [frames, places, longest, at, seen] = [0, 0, 0, -1, begin];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    await new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
    const now = performance.now();
    if (scrubber.trace.at !== at) {
      ({ at } = scrubber.trace);
      if (places > 0) longest = Math.max(longest, now - seen);
      seen = now;
      places++;
    }
    const share = (now - begin) / (1000 * seconds);
    if (share >= 1) break;
    frames++;
    // To the end and back.
    slider.valueAsNumber = Math.round(most * (1 - Math.abs(1 - 2 * share)));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return { seconds: (performance.now() - begin) / 1000, frames, places, longest };
}
