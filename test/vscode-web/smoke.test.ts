import * as vscode from 'vscode';
import type { AllocTraceApi } from '../../src/host/extension';

const trace = 'alloctrace 1\nheap size=4KiB\nalloc a 64\nfree a\n';

// There is no node:assert here.
function check(holds: unknown, what: string): asserts holds {
  if (holds === false || holds === undefined || holds === null) throw new Error(`Not so: ${what}`);
}

async function until<T>(what: string, value: () => T | false | undefined): Promise<T> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    const found = value();
    if (found !== false && found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Waited 30 s in vain until ${what}.`);
}

describe('in a web worker host', () => {
  it('there is no Node', () => {
    check('WorkerGlobalScope' in globalThis, 'this is a web worker');
    check(!('versions' in (globalThis.process ?? {})), 'process is not that of Node');
  });

  it('activates, reads a trace, steps and opens the inspector', async () => {
    const extension = vscode.extensions.getExtension<AllocTraceApi>('alloctrace.alloctrace');
    check(extension, 'the extension is there');
    const { sessions } = await extension.activate();

    const document = await vscode.workspace.openTextDocument({
      language: 'alloctrace',
      content: trace,
    });
    await vscode.window.showTextDocument(document);
    const session = await until('the trace is read', () => {
      const { active } = sessions;
      return active?.uri === document.uri.toString() && active.status.kind === 'ready' && active;
    });

    const positions: number[] = [];
    for (const command of ['stepForward', 'stepForward', 'stepBack']) {
      await vscode.commands.executeCommand(`alloctrace.${command}`);
      positions.push(session.at);
    }
    check(positions.join() === '1,2,1', `the cursor went 1, 2, 1, and not ${positions.join()}`);

    await vscode.commands.executeCommand('alloctrace.openInspector');
    await until('the inspector has a tab', () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ input }) => input instanceof vscode.TabInputWebview),
      ),
    );
  });

  it('inserts a recorder into the folder', async () => {
    const [{ uri: folder }] = vscode.workspace.workspaceFolders ?? [];
    const copy = vscode.Uri.joinPath(folder, 'alloctrace.rs');
    await vscode.commands.executeCommand('alloctrace.insertRecorder', 'rust');
    const shown = await until('the copy is shown', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.toString() === copy.toString() && document;
    });
    check(shown.getText().includes('GlobalAlloc'), 'the copy is whole');
    await vscode.workspace.fs.delete(copy);
  });

  it('stops at breakpoints, runs until a condition holds and follows the caret', async () => {
    const extension = vscode.extensions.getExtension<AllocTraceApi>('alloctrace.alloctrace');
    check(extension, 'the extension is there');
    const { sessions } = await extension.activate();
    const document = await vscode.workspace.openTextDocument({
      language: 'alloctrace',
      content: `${trace}mark "half"\nalloc b 8KiB\nalloc c 100\n`,
    });
    const editor = await vscode.window.showTextDocument(document);
    const session = await until('the trace is read', () => {
      const { active } = sessions;
      return active?.uri === document.uri.toString() && active.status.kind === 'ready' && active;
    });
    const run = async (command: string, ...args: unknown[]) => {
      await vscode.commands.executeCommand(`alloctrace.${command}`, ...args);
      return session.line;
    };

    const place = new vscode.Location(document.uri, new vscode.Position(3, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place, true, 'freeBytes > 0')]);
    await until('the breakpoint is known', () => !session.breakpoints.isEmpty);
    check((await run('runToBreakpoint')) === 3, 'the breakpoint stops');
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);

    check((await run('runToNextFault')) === 5, 'a fault is found');
    const choice = { kind: 'condition', value: 'size < 200 && largestFree < 4KiB' };
    check((await run('runUntil', choice)) === 6, 'a condition is found');
    check((await run('previousMark')) === 4, 'a mark is found');

    await run('followCursor');
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await until('the heap is where the caret is', () => session.line === 2);
    await run('followCursor');
  });

  it('opens a file of the workspace', async () => {
    const [file] = await vscode.workspace.findFiles('*.alloctrace', undefined, 1);
    check(file, 'there is an example in the workspace');
    const document = await vscode.workspace.openTextDocument(file);
    check(document.languageId === 'alloctrace', `the language is ${document.languageId}`);
  });

  it('opens a packed trace and steps', async () => {
    const [beside] = await vscode.workspace.findFiles('*.alloctrace', undefined, 1);
    check(beside, 'there is an example in the workspace');
    const uri = vscode.Uri.joinPath(beside, '..', 'packed.alloctrace.gz');
    const stream = new Blob([trace]).stream().pipeThrough(new CompressionStream('gzip'));
    const packed = await new Response(stream).arrayBuffer();
    await vscode.workspace.fs.writeFile(uri, new Uint8Array(packed));

    const extension = vscode.extensions.getExtension<AllocTraceApi>('alloctrace.alloctrace');
    check(extension, 'the extension is there');
    const { sessions } = await extension.activate();
    await vscode.commands.executeCommand('vscode.open', uri);
    const session = await until('the trace is read', () => {
      const { active } = sessions;
      return active?.uri === uri.toString() && active.status.kind === 'ready' && active;
    });
    check(session.eventCount === 2, `it has 2 events, and not ${session.eventCount}`);
    await vscode.commands.executeCommand('alloctrace.stepForward');
    check(session.at === 1 && session.line === 2, 'one event has happened');
    check(session.text?.line(2, 100).text === 'alloc a 64', 'its text can be shown');
  });

  it('imports a packed recording', async () => {
    const [beside] = await vscode.workspace.findFiles('*.alloctrace', undefined, 1);
    check(beside, 'there is an example in the workspace');
    const uri = vscode.Uri.joinPath(beside, '..', 'program.mtrace.gz');
    const recording = '= Start\n@ ./a:[0x1] + 0x1000 0x10\n@ ./a:[0x2] - 0x1000\n= End\n';
    const stream = new Blob([recording]).stream().pipeThrough(new CompressionStream('gzip'));
    const packed = await new Response(stream).arrayBuffer();
    await vscode.workspace.fs.writeFile(uri, new Uint8Array(packed));

    const extension = vscode.extensions.getExtension<AllocTraceApi>('alloctrace.alloctrace');
    check(extension, 'the extension is there');
    const { sessions } = await extension.activate();
    await vscode.commands.executeCommand('alloctrace.importTrace', uri);
    const session = await until('the trace is read', () => {
      const { active } = sessions;
      const isNew = active?.uri === vscode.window.activeTextEditor?.document.uri.toString();
      return isNew && active?.status.kind === 'ready' && active.eventCount === 2 && active;
    });
    check(session.uri.startsWith('untitled:'), `it is untitled, and not ${session.uri}`);
  });
});
