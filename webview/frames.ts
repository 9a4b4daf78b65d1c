import type { Timer } from './connection';

/**
 * Calls back after the next frame was painted: the animation frame comes before the painting, and
 * a message posted from it comes after.
 */
export function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      callback();
    });
    port1.start();
    port2.postMessage(null);
  });
}

export const startTimer: Timer = (milliseconds, callback) => {
  const timer = window.setTimeout(callback, milliseconds);
  return () => window.clearTimeout(timer);
};
