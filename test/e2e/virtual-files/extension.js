// A file system in memory, `virtual:`, with a trace and the source that it names. No part of the product.

const vscode = require('vscode');

const { File, Directory } = vscode.FileType;

/** The files by path. */
const files = new Map(
  Object.entries({
    '/sample/look.alloctrace':
      'alloctrace 1\nheap size=1KiB\nalloc a 40 at=src/net.c:2\nfree a\nfree a\n',
    '/sample/src/net.c': '// The first line.\nchar *a = malloc(40);\n',
  }).map(([path, text]) => [path, new TextEncoder().encode(text)]),
);

/** Names below a folder, with whether they are files. */
function namesIn(folder) {
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  const below = [...files.keys()].filter((path) => path.startsWith(start));
  return new Map(
    below.map((path) => {
      const [name, ...rest] = path.slice(start.length).split('/');
      return [name, rest.length === 0];
    }),
  );
}

const changes = new vscode.EventEmitter();

/** @type {vscode.FileSystemProvider} */
const provider = {
  onDidChangeFile: changes.event,
  watch: () => new vscode.Disposable(() => {}),
  stat({ path }) {
    const size = files.get(path)?.length;
    if (size !== undefined) return { type: File, ctime: 1, mtime: 1, size };
    if (namesIn(path).size === 0) throw vscode.FileSystemError.FileNotFound(path);
    return { type: Directory, ctime: 1, mtime: 1, size: 0 };
  },
  readDirectory: ({ path }) =>
    [...namesIn(path)].map(([name, isFile]) => [name, isFile ? File : Directory]),
  readFile({ path }) {
    const content = files.get(path);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return content;
  },
  writeFile(uri, content) {
    files.set(uri.path, content);
    changes.fire([{ type: vscode.FileChangeType.Created, uri }]);
  },
  createDirectory() {},
  delete: ({ path }) => void files.delete(path),
  rename() {},
};

function activate({ subscriptions }) {
  subscriptions.push(vscode.workspace.registerFileSystemProvider('virtual', provider));
}

module.exports = { activate };
