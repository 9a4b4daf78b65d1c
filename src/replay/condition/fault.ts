/** What is wrong with a condition, and where: UTF-16 columns from 0. */
export interface ConditionProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** Ends the reading of a condition; never leaves this folder. */
export class ConditionFault extends Error implements ConditionProblem {
  constructor(
    message: string,
    readonly from: number,
    readonly to: number,
  ) {
    super(message);
  }
}
