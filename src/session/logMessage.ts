import { visibleText } from '../base/visibleText';
import { problemText, readExpression } from '../replay/condition/condition';
import type { Moment } from '../replay/condition/moment';

/** What a breakpoint says instead of stopping. */
export type LogMessage = (moment: Moment) => string;

/** Longer values are cut: a label may be a whole line. */
const MOST_VALUE = 200;

/**
 * Reads a message in which `{size}` and other expressions in braces stand for their values. What
 * cannot be read stands in the message with its problem: nobody looks at it before it is said. A
 * value stays on one line, or it could pass for a line of the log.
 */
export function readLogMessage(text: string): LogMessage {
  const parts = text.split(/(\{[^{}]*\})/).map((part) => {
    if (!part.startsWith('{') || !part.endsWith('}')) return () => part;
    const read = readExpression(part.slice(1, -1));
    if ('problem' in read) return () => `{${problemText(read.problem)}}`;
    return (moment: Moment) => visibleText(String(read.of(moment)), MOST_VALUE);
  });
  return (moment) => parts.map((part) => part(moment)).join('');
}
