/** How numbers are written for people, everywhere the same and independent of the locale. */

/** 1234567 as `1,234,567`. */
export function formatCount(value: number): string {
  return String(Math.trunc(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 3668.54 as `3,668.5`, 2 as `2.0`: for what is counted on average. */
export function formatDecimal(value: number): string {
  return value.toFixed(1).replace(/\B(?=(\d{3})+\.)/g, ',');
}

/** An address or offset as `0x10000000`. */
export function formatHex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Bytes as `512 B`, `38.1 KiB`, `1 MiB`: at most one decimal. */
export function formatBytes(value: number): string {
  if (value < 1024) return `${formatCount(value)} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let unit = 0;
  let scaled = value / 1024;
  // What would be rounded to 1,024 is one of the next unit.
  while (scaled >= 1023.95 && unit < units.length - 1) {
    scaled /= 1024;
    unit++;
  }
  const rounded = Math.round(scaled * 10) / 10;
  return `${Number.isInteger(rounded) ? formatCount(rounded) : rounded.toFixed(1)} ${units[unit]}`;
}

/** 0.843 as `84 %`; small shares keep one decimal. */
export function formatRatio(value: number): string {
  const percent = value * 100;
  return percent > 0 && percent < 9.95 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`;
}

/** `1 byte`, `2,000 bytes`. The plural is the singular with an s unless it is given. */
export function plural(value: number, singular: string, many = `${singular}s`): string {
  return `${formatCount(value)} ${value === 1 ? singular : many}`;
}
