/** A change of a document, as VS Code tells it. */
interface Change {
  readonly range: { readonly start: { readonly line: number } };
}

/** Where a document was first changed since any of its versions. */
export class EditLog {
  /** Those above which no later edit was made; so their lines ascend, and their versions. */
  private readonly edits: { readonly version: number; readonly line: number }[] = [];
  private latest: number;

  /** @param first the version from which on every edit is noted */
  constructor(private readonly first: number) {
    this.latest = first;
  }

  /** Notes what led to a version. Without changes the line ends are others, everywhere. */
  note(version: number, changes: readonly Change[]): void {
    if (version === this.latest) return;
    this.latest = version;
    const lines = changes.map(({ range }) => range.start.line);
    const line = changes.length === 0 ? 0 : Math.min(...lines);
    while ((this.edits.at(-1)?.line ?? -1) >= line) this.edits.pop();
    this.edits.push({ version, line });
  }

  /** With how many lines two versions begin alike, the newer of which is the newest; 0 if unknown. */
  sameLines(older: number, newest: number): number {
    if (older < this.first || older > newest || newest !== this.latest) return 0;
    return this.edits.find(({ version }) => version > older)?.line ?? Infinity;
  }
}
