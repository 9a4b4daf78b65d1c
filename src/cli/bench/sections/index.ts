import type { Section } from '../section';
import { engine } from './engine';

/** Every section, in the order in which they are measured. */
export const SECTIONS: readonly Section[] = [engine];
