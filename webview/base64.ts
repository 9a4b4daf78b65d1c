/** The bytes of a file in base64, as a message to the host carries them. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let units = '';
  // In parts: all at once would be too many arguments.
  for (let at = 0; at < bytes.length; at += 8192) {
    units += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(units);
}
