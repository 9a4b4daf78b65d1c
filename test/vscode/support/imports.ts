import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { REPORT_SCHEME } from '../../../src/host/ids';
import { answers } from './answers';
import { temporaryFolder } from './files';
import { api, closeAll, until } from './trace';

/** A recording of mtrace, with a line that is none. */
export const MTRACE = `= Start
@ ./a.out:[0x10] + 0x1000 0x10
@ ./a.out:[0x11] - 0x1000
nonsense
@ ./a.out:[0x10] + 0x3000 0x20
= End
`;

/** A recording of so many allocations and frees. */
export function manyLines(count: number): string {
  const lines = ['= Start'];
  for (let i = 0; i < count; i++) {
    const address = `0x${(0x100_0000 + (i >> 1) * 64).toString(16)}`;
    lines.push(`@ ./program:[0x40${i % 9}] ${i % 2 === 0 ? `+ ${address} 0x20` : `- ${address}`}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Every tab that is open. */
export function tabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** The reports of imports that are shown. */
export function reports(): vscode.TextDocument[] {
  const shown = new Set(
    tabs().flatMap(({ input }) =>
      input instanceof vscode.TabInputText ? [input.uri.toString()] : [],
    ),
  );
  return vscode.workspace.textDocuments.filter(
    ({ uri }) => uri.scheme === REPORT_SCHEME && shown.has(uri.toString()),
  );
}

/** Waits until an untitled trace is in front and read; returns it. */
export async function untitledTrace(): Promise<vscode.TextDocument> {
  const { sessions } = await api();
  await until('an untitled trace is read', () => {
    const document = vscode.window.activeTextEditor?.document;
    const { active } = sessions;
    return (
      document?.isUntitled === true &&
      active?.uri === document.uri.toString() &&
      active.status.kind === 'ready' &&
      active.eventCount > 0
    );
  });
  const document = vscode.window.activeTextEditor?.document;
  assert(document);
  return document;
}

/**
 * What the tests of a suite import from, and how they answer in the place of a person. After each
 * test nobody answers any more, and nothing is open.
 */
export function importing() {
  let made: Awaited<ReturnType<typeof temporaryFolder>> | undefined;
  let given: ReturnType<typeof answers> | undefined;
  before(async () => {
    made = await temporaryFolder();
  });
  after(() => made?.remove());
  afterEach(async () => {
    given?.restore();
    await closeAll();
  });
  return {
    folder: {
      write: async (name: string, content: string | Uint8Array) =>
        (made ?? assert.fail()).write(name, content),
    },
    answer: (how: Parameters<typeof answers>[0] = {}) => {
      given?.restore();
      given = answers(how);
    },
    answering: {
      get said() {
        return given?.said ?? [];
      },
    },
  };
}
