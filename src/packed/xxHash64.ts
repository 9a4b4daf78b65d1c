/** The primes of the hash, as its author chose them. */
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const LANES = 4;
const STRIPE = 8 * LANES;
/** Bytes gathered before they are hashed, so that the words of any piece lie at even addresses. */
const GATHERED = 64 * 1024;

/**
 * xxHash64 with seed 0, which zstd and others use as a checksum (github.com/Cyan4973/xxHash, its
 * specification). The lanes are kept in halves of 32 bits: with BigInt they take twenty times as long.
 * Only the end of a text, which is short, is hashed so.
 */
export class XxHash64 {
  private readonly low = new Int32Array(LANES);
  private readonly high = new Int32Array(LANES);
  private readonly bytes = new Uint8Array(GATHERED);
  private readonly words = new Int32Array(this.bytes.buffer);
  private gathered = 0;
  private length = 0;

  constructor() {
    for (const [lane, start] of [P1 + P2, P2, 0n, -P1].entries()) {
      this.low[lane] = Number(BigInt.asIntN(32, start));
      this.high[lane] = Number(BigInt.asIntN(32, start >> 32n));
    }
  }

  /** Takes the next bytes. */
  add(bytes: Uint8Array): void {
    this.length += bytes.length;
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + GATHERED - this.gathered);
      this.bytes.set(part, this.gathered);
      this.gathered += part.length;
      at += part.length;
      if (this.gathered < GATHERED) return;
      this.hashStripes(GATHERED);
      this.gathered = 0;
    }
  }

  /** The hash of all bytes, of which no more may come. */
  digest(): bigint {
    const whole = this.gathered - (this.gathered % STRIPE);
    this.hashStripes(whole);
    let hash = P5;
    if (this.length >= STRIPE) {
      const lanes = Array.from(this.low, (low, lane) => joined(this.high[lane], low));
      hash = lanes.reduce((sum, lane, i) => sum + rotated(lane, [1, 7, 12, 18][i]), 0n);
      for (const lane of lanes) hash = (hash ^ hashed(0n, lane)) * P1 + P4;
    }
    return scattered(this.withTail(hash + BigInt(this.length), whole));
  }

  /** A hash with the bytes in it that fill no stripe. */
  private withTail(hash: bigint, from: number): bigint {
    const view = new DataView(this.bytes.buffer, 0, this.gathered);
    let at = from;
    for (; at + 8 <= this.gathered; at += 8) {
      hash = rotated(hash ^ hashed(0n, view.getBigUint64(at, true)), 27) * P1 + P4;
    }
    if (at + 4 <= this.gathered) {
      hash = rotated(hash ^ (BigInt(view.getUint32(at, true)) * P1), 23) * P2 + P3;
      at += 4;
    }
    for (; at < this.gathered; at++) {
      hash = rotated(hash ^ (BigInt(view.getUint8(at)) * P5), 11) * P1;
    }
    return hash;
  }

  private hashStripes(end: number): void {
    for (let lane = 0; lane < LANES; lane++) this.hashLane(lane, end >> 2);
  }

  /** `lane = rotated(lane + word * P2, 31) * P1` for every word of a lane. */
  private hashLane(lane: number, end: number): void {
    const { words } = this;
    let low = this.low[lane];
    let high = this.high[lane];
    for (let at = lane * 2; at < end; at += LANES * 2) {
      const word = words[at];
      const product = Math.imul(word, P2_LOW);
      const sum = (low + product) | 0;
      const carry = sum >>> 0 < product >>> 0 ? 1 : 0;
      const upper = Math.imul(word, P2_HIGH) + Math.imul(words[at + 1], P2_LOW);
      high = (high + upperProduct(word, P2_LOW) + upper + carry) | 0;
      const turnedLow = (sum << 31) | (high >>> 1);
      const turnedHigh = (high << 31) | (sum >>> 1);
      low = Math.imul(turnedLow, P1_LOW);
      high =
        (upperProduct(turnedLow, P1_LOW) +
          Math.imul(turnedLow, P1_HIGH) +
          Math.imul(turnedHigh, P1_LOW)) |
        0;
    }
    this.low[lane] = low;
    this.high[lane] = high;
  }
}

const P1_LOW = Number(BigInt.asIntN(32, P1));
const P1_HIGH = Number(BigInt.asIntN(32, P1 >> 32n));
const P2_LOW = Number(BigInt.asIntN(32, P2));
const P2_HIGH = Number(BigInt.asIntN(32, P2 >> 32n));

/** The upper half of the product of two numbers of 32 bits, without their signs. */
function upperProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const first = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const second = (Math.imul(aLow, bHigh) + (first & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (first >>> 16) + (second >>> 16)) | 0;
}

function joined(high: number, low: number): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** The lower 64 bits, turned to the left. */
function rotated(value: bigint, bits: number): bigint {
  const word = BigInt.asUintN(64, value);
  return BigInt.asUintN(64, word << BigInt(bits)) | (word >> BigInt(64 - bits));
}

/** What a word makes of a lane. */
function hashed(lane: bigint, word: bigint): bigint {
  return BigInt.asUintN(64, rotated(lane + word * P2, 31) * P1);
}

/** Every bit of the hash depends on each of it. */
function scattered(hash: bigint): bigint {
  let word = BigInt.asUintN(64, hash);
  word = BigInt.asUintN(64, (word ^ (word >> 33n)) * P2);
  word = BigInt.asUintN(64, (word ^ (word >> 29n)) * P3);
  return word ^ (word >> 32n);
}
