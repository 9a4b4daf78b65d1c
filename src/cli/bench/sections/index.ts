import type { Section } from '../section';
import { engine } from './engine';
import { growth } from './growth';
import { opening } from './opening';
import { policies } from './policies';
import { reader } from './reader';
import { real } from './real';
import { recorder } from './recorder';
import { scale } from './scale';

/**
 * Every section, in the order in which they are measured. The policies come after what
 * measures first fit: an engine that has seen only one of them is compiled better.
 */
export const SECTIONS: readonly Section[] = [
  engine,
  growth,
  real,
  policies,
  reader,
  opening,
  scale,
  recorder,
];
