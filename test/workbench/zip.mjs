/**
 * The files in a zip archive, with their unpacked sizes, from its central directory. Enough for a
 * VSIX, which is small and has no comment: no archive library is needed for that.
 *
 * @param {Buffer} archive
 * @returns {{ name: string, size: number }[]}
 */
export function listZip(archive) {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('This is not a zip archive: it has no central directory.');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const files = [];
  for (let i = 0; i < count; i++) {
    const size = archive.readUInt32LE(at + 24);
    const nameLength = archive.readUInt16LE(at + 28);
    const rest = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/')) files.push({ name, size });
    at += 46 + nameLength + rest;
  }
  return files;
}
