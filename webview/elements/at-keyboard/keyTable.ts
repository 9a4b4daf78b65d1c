/** One row of the list of keys. Keys as people write them, several with a comma between. */
export interface KeyRow {
  readonly keys: string;
  readonly does: string;
}

/** Keys that mean something where the focus is in a part of the inspector, or anywhere in it. */
export interface KeyPart {
  /** Named as its heading. */
  readonly part: string;
  readonly rows: readonly KeyRow[];
}

/** Every key of the inspector, by part. docs/inspector.md has the same list; a test compares them. */
export const KEY_PARTS: readonly KeyPart[] = [
  {
    part: 'Everywhere',
    rows: [
      { keys: 'Right, F10', does: 'step forward' },
      { keys: 'Left, Alt+F10', does: 'step back' },
      { keys: 'Ctrl+Alt+Home', does: 'go to the first event' },
      { keys: 'Ctrl+Alt+End', does: 'go to the last event' },
      { keys: 'F5', does: 'play or pause' },
      { keys: 'Ctrl+Shift+F5', does: 'restart' },
      { keys: 'Alt+F9', does: 'run to the next fault' },
      { keys: 'Ctrl+F9', does: 'run to the next breakpoint' },
      { keys: 'Ctrl+Alt+F9', does: 'run until something happens' },
      { keys: 'Ctrl+Alt+G', does: 'go to an event, a line, an address or an id' },
      { keys: 'Ctrl+Alt+Page Up', does: 'go to the mark before' },
      { keys: 'Ctrl+Alt+Page Down', does: 'go to the next mark' },
      { keys: 'Tab, Shift+Tab', does: 'go to the next part or link, or to the one before' },
      { keys: '?', does: 'show these keys' },
    ],
  },
  {
    part: 'Headings and links',
    rows: [{ keys: 'Enter, Space', does: 'open or close a section, follow a link' }],
  },
  {
    part: 'Go to',
    rows: [
      { keys: 'Enter', does: 'go there' },
      { keys: 'Escape', does: 'empty the box' },
    ],
  },
  {
    part: 'Slider',
    rows: [
      { keys: 'Left, Right', does: 'one event back or forward' },
      { keys: 'Page Up, Page Down', does: 'a tenth of the trace' },
      { keys: 'Home, End', does: 'to the ends of the trace' },
    ],
  },
  {
    part: 'Heap',
    rows: [
      { keys: 'Left, Right', does: 'select the block before or after' },
      { keys: 'Up, Down', does: 'move by a row' },
      { keys: '+, -', does: 'zoom' },
      { keys: '0', does: 'show the whole heap' },
      { keys: 'Escape', does: 'select nothing' },
    ],
  },
  {
    part: 'Blocks',
    rows: [
      { keys: 'Up, Down', does: 'select the row before or after' },
      { keys: 'Page Up, Page Down', does: 'by a page' },
      { keys: 'Home, End', does: 'to the ends of the table' },
      { keys: 'Space', does: 'select the block' },
      { keys: 'Enter', does: 'show its line in the trace' },
      { keys: 'Left, Right', does: 'in the headings: the one before or after; Enter sorts' },
      { keys: 'Escape', does: 'in the filter: empty it' },
    ],
  },
  {
    part: 'Debug log',
    rows: [
      { keys: 'Up, Down', does: 'the line before or after' },
      { keys: 'Home, End', does: 'to the ends of the log' },
      { keys: 'Enter', does: 'go to its event' },
    ],
  },
  {
    part: 'Metrics',
    rows: [
      { keys: 'Up, Down', does: 'the metric before or after, with what it means' },
      { keys: 'Home, End', does: 'the first or the last' },
    ],
  },
];
