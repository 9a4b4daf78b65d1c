/** AssemblyScript, compiled: the program in WebAssembly. esbuild.js resolves it. */
declare module 'wasm:*' {
  const program: Uint8Array;
  export default program;
}
