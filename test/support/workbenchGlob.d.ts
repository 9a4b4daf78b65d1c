/** The modules a pattern matches, as functions that load them; esbuild.js resolves it. */
declare module 'glob:*' {
  export const tests: Readonly<Record<string, () => Promise<unknown>>>;
}
