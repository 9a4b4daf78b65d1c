import { bestFit, worstFit } from './extremeFit';
import { firstFit } from './firstFit';
import { nextFit } from './nextFit';

/** Every placement policy. A new one is a file and a line here. */
export const POLICIES = [firstFit, nextFit, bestFit, worstFit] as const;

export type PolicyName = (typeof POLICIES)[number]['name'];
