import type { Section } from '../section';
import { engine } from './engine';
import { growth } from './growth';
import { policies } from './policies';
import { real } from './real';

/**
 * Every section, in the order in which they are measured. The policies are last of those in this
 * process: an engine that has seen only one of them is compiled better.
 */
export const SECTIONS: readonly Section[] = [engine, growth, real, policies];
