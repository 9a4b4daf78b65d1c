import type { Check } from '../base/check';
import type { AnswerAhead } from './windows';

/** The most rows or cells one request may ask for. */
export const WINDOW_LIMIT = 20_000;

/**
 * A message as a constant that carries its own types, so that sender and receiver cannot disagree.
 * A command asks the host to do something and gets no answer. A request always settles.
 */
export interface Command<P> {
  readonly method: string;
  readonly check: Check<P>;
}

export interface Request<P, R> {
  readonly method: string;
  readonly check: Check<P>;
  /** Never set: carries the type of the answer. */
  readonly result?: R;
}

export function command<P>(method: string, check: Check<P>): Command<P> {
  return { method, check };
}

export function request<P, R>(method: string, check: Check<P>): Request<P, R> {
  return { method, check };
}

/** What travels from the webview to the host. */
export type UpMessage =
  | { readonly type: 'command'; readonly method: string; readonly params: unknown }
  | {
      readonly type: 'request';
      readonly id: number;
      readonly method: string;
      readonly params: unknown;
    };

/** What travels from the host to the webview. */
export type DownMessage =
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string }
  // What a command has said came of it. No state: what was foreseen still holds.
  | { readonly type: 'said'; readonly text: string }
  | {
      readonly type: 'notification';
      readonly method: string;
      readonly params: unknown;
      readonly answers?: readonly AnswerAhead[];
    };
