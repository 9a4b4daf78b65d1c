/** Names that Windows keeps for devices, whatever the extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Whether a file of this name would be a device on Windows: `con`, and `con.log` as well. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}
