// Declared here, because the pure folders see neither Node nor a browser; both have it.
declare const WebAssembly: {
  readonly Module: new (program: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown };
};

/** A compiled program, of which any number of instances can be made. */
export type WasmModule = object;

/** Compiles a program, at once. */
export function compile(program: Uint8Array): WasmModule {
  return new WebAssembly.Module(program);
}

/**
 * Makes an instance with a memory of its own, and returns what it exports: functions and cells. As an own
 * object: the one that WebAssembly gives keeps them in a hash table, and to look one up took longer than a
 * short search.
 */
export function instantiate(module: WasmModule, imports: object): object {
  const { exports } = new WebAssembly.Instance(module, imports);
  return { ...(exports as object) };
}
