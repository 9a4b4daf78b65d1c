import { integer, object, oneOf, text, type Check } from '../base/check';
import { errorText } from '../base/errorText';
import type { Command, DownMessage, Request } from '../protocol/message';

type ParametersOf<T> =
  T extends Command<infer P> ? P : T extends Request<infer P, infer _R> ? P : never;
type AnswerOf<T> = T extends Request<infer _P, infer R> ? R : never;

export type CommandHandlers<C> = {
  readonly [K in keyof C]: (params: ParametersOf<C[K]>) => void;
};
export type RequestHandlers<R> = {
  readonly [K in keyof R]: (params: ParametersOf<R[K]>) => AnswerOf<R[K]> | Promise<AnswerOf<R[K]>>;
};

const UP_COMMAND = object({ type: oneOf('command'), method: text(40) });
const UP_REQUEST = object({
  type: oneOf('request'),
  method: text(40),
  id: integer(0, 2 ** 53 - 1),
});

/** Whether a message asks for something, and waits for an answer. */
export function isRequest(message: unknown): boolean {
  return UP_REQUEST(message) !== undefined;
}

/** A table of messages, each with the check of its parameters. */
type Table = { readonly [method: string]: { readonly check: Check<never> | Check<unknown> } };

/** Checks everything that comes up from a view and hands on what is sound. Requests always settle. */
export class Receiver<C extends Table, R extends Table> {
  private reported = false;

  /** @param report told once of something that no view of ours sends */
  constructor(
    private readonly commands: C,
    private readonly requests: R,
    private readonly onCommand: CommandHandlers<C>,
    private readonly onRequest: RequestHandlers<R>,
    private readonly post: (message: DownMessage) => void,
    private readonly report: (problem: string) => void,
  ) {}

  /** Takes whatever came up. */
  receive(message: unknown): void {
    const command = UP_COMMAND(message);
    const request = UP_REQUEST(message);
    const { params } = (message ?? {}) as { params?: unknown };
    if (command) this.receiveCommand(command.method, params);
    else if (request) this.receiveRequest(request.method, request.id, params);
    else this.reject('a message of an unknown form');
  }

  /** The answer to a request that nobody sent, or undefined if there is none. */
  answerTo(method: string, params: unknown): unknown {
    if (!Object.hasOwn(this.requests, method)) return undefined;
    const checked = this.requests[method].check(params);
    if (checked === undefined) return undefined;
    try {
      return (this.onRequest[method] as (params: unknown) => unknown)(checked);
    } catch {
      // A view that asks itself is told why.
      return undefined;
    }
  }

  /** Tells, once, that something wrong was sent. */
  reject(what: string): void {
    if (this.reported) return;
    this.reported = true;
    this.report(`A view sent ${what}; it was ignored.`);
  }

  private receiveCommand(method: string, params: unknown): void {
    if (!Object.hasOwn(this.commands, method)) {
      return this.reject(`the unknown command "${method}"`);
    }
    const checked = this.commands[method].check(params);
    if (checked === undefined) return this.reject(`"${method}" with wrong parameters`);
    (this.onCommand[method] as (params: unknown) => void)(checked);
  }

  private receiveRequest(method: string, id: number, params: unknown): void {
    const fail = (message: string) => this.post({ type: 'failure', id, message });
    const answer = (result: unknown) => this.post({ type: 'answer', id, result });
    const failWith = (error: unknown) => fail(errorText(error));
    if (!Object.hasOwn(this.requests, method)) return fail(`There is no request "${method}".`);
    const checked = this.requests[method].check(params);
    if (checked === undefined) return fail(`The parameters of "${method}" are wrong.`);
    try {
      const result = (this.onRequest[method] as (params: unknown) => unknown)(checked);
      if (result instanceof Promise) result.then(answer, failWith);
      else answer(result);
    } catch (error) {
      failWith(error);
    }
  }
}
