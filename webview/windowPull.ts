import type { Request } from '../src/protocol/message';
import type { Connection } from './connection';
import { Pull } from './pull';

/**
 * Keeps a window of the state that is shown up to date, from what came with the state where
 * something did.
 *
 * @param connection asked for late: an element gets its properties after it was made
 */
export function windowPull<P, R extends { readonly revision: number }>(
  connection: () => Connection,
  request: Request<P, R>,
  show: (answer: R, params: P) => void,
): Pull<P, R> {
  return new Pull(
    (params) => connection().request(request, params),
    show,
    (params) => connection().atHand(request, params),
  );
}
