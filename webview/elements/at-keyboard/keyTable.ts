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
      { keys: 'Ctrl+Alt+Page Up', does: 'go to the mark or bookmark before' },
      { keys: 'Ctrl+Alt+Page Down', does: 'go to the next mark or bookmark' },
      { keys: 'Ctrl+Alt+K', does: 'set or remove a bookmark at the event' },
      { keys: 'Tab, Shift+Tab', does: 'go to the next part or link, or to the one before' },
      { keys: '?', does: 'show these keys' },
    ],
  },
  {
    part: 'Headings and links',
    rows: [{ keys: 'Enter, Space', does: 'open or close a section, follow a link' }],
  },
  {
    part: 'Find',
    rows: [
      { keys: 'Enter, Down', does: 'find it, and go to the next' },
      { keys: 'Shift+Enter, Up', does: 'go to the one before' },
      { keys: 'Escape', does: 'end the search and empty the box' },
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
    part: 'Timeline',
    rows: [
      { keys: 'Left, Right', does: 'read the values further on' },
      { keys: 'Ctrl+Left, Ctrl+Right', does: 'read the event before or after' },
      { keys: 'Page Up, Page Down', does: 'read a tenth of the view further' },
      { keys: 'Home, End', does: 'read at the ends of the view' },
      { keys: 'Enter', does: 'go to the event that is read' },
      { keys: '+, -, 0', does: 'zoom, or show the whole trace' },
      { keys: 'Shift+Left, Shift+Right', does: 'move the view' },
      { keys: '[, ]', does: 'begin or end a range' },
      { keys: 'Escape', does: 'clear the range' },
    ],
  },
  {
    part: 'Heap',
    rows: [
      { keys: 'Left, Right', does: 'select the block before or after' },
      { keys: 'Up, Down', does: 'move by a row' },
      { keys: 'Page Up, Page Down', does: 'move by all rows' },
      { keys: 'Home, End', does: 'to the ends of the heap' },
      { keys: '+, -, 0', does: 'zoom, or show the whole heap' },
      { keys: 'Escape', does: 'select nothing' },
    ],
  },
  {
    part: 'Free list',
    rows: [
      { keys: 'Left, Right', does: 'in the chain: the block before or after' },
      { keys: 'Up, Down', does: 'the row above or below' },
      { keys: 'Page Up, Page Down', does: 'in the table: by a page' },
      { keys: 'Home, End', does: 'to the ends of the list' },
      { keys: 'Enter, Space', does: 'select the block, or show what is left out' },
    ],
  },
  {
    part: 'Blocks',
    rows: [
      { keys: 'Up, Down', does: 'select the row before or after' },
      { keys: 'Page Up, Page Down', does: 'by a page' },
      { keys: 'Home, End', does: 'to the ends of the table' },
      { keys: 'Shift with these', does: 'select all rows up to there' },
      { keys: 'Space, Ctrl+Space', does: 'select the block, or one more' },
      { keys: 'Ctrl+A, Ctrl+C', does: 'select all, copy' },
      { keys: 'Enter', does: 'show its line in the trace' },
      { keys: 'Left, Right', does: 'in the headings: the one before or after; Enter sorts' },
      { keys: 'Shift+Left, Shift+Right', does: 'in the headings: narrower or wider' },
      { keys: 'Ctrl+Shift+Left, Ctrl+Shift+Right', does: 'in the headings: move the column' },
      { keys: 'Escape', does: 'in the filter: empty it' },
    ],
  },
  {
    part: 'Sizes',
    rows: [
      { keys: 'Left, Right', does: 'the bar before or after' },
      { keys: 'Home, End', does: 'the first or the last bar' },
      { keys: 'Enter, Space', does: 'show only blocks of these sizes, or all again' },
    ],
  },
  {
    part: 'Bytes',
    rows: [
      { keys: 'Left, Right, Up, Down', does: 'the byte beside, above or below' },
      { keys: 'Page Up, Page Down', does: 'by a page' },
      { keys: 'Home, End', does: 'to the ends of the row; with Ctrl of the heap' },
      { keys: 'Shift with these', does: 'choose bytes' },
      { keys: 'Enter', does: 'follow the word, or select the block' },
      { keys: 'Ctrl+C', does: 'copy the bytes' },
    ],
  },
  {
    part: 'Debug log',
    rows: [
      { keys: 'Up, Down', does: 'the line before or after' },
      { keys: 'Home, End', does: 'to the ends of the log' },
      { keys: 'Enter', does: 'go to its event; in the search to the next hit' },
      { keys: 'Shift+Enter', does: 'in the search: to the hit before' },
      { keys: 'Escape', does: 'in the search: empty it' },
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
