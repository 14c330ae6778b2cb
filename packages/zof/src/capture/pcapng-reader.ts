import { CommandError } from "../command/command-error.js";
import { ByteQueue } from "../input/byte-queue.js";
import { type CapturedPacket, type CaptureReader, MAX_PACKET } from "./captured-packet.js";

const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const BYTE_ORDER = 0x1a2b3c4d;
/** Options of an interface: resolution of its time stamps, seconds to add to them. */
const TIME_RESOLUTION = 9;
const TIME_OFFSET = 14;
const NANOSECONDS = 1_000_000_000n;

interface CaptureInterface {
  readonly linkType: number;
  readonly snapLength: number;
  /** Units of time stamps in a second. */
  readonly units: bigint;
  /** Nanoseconds. */
  readonly offset: bigint;
}

/** Whether a file that begins with these four bytes is in pcapng format. */
export function isPcapng(start: DataView): boolean {
  return start.getUint32(0) === SECTION;
}

/** Reads pcapng captures (draft-ietf-opsawg-pcapng): several sections, interfaces and time resolutions. */
export class PcapngReader implements CaptureReader {
  readonly #queue = new ByteQueue();
  #little = false;
  #interfaces: CaptureInterface[] = [];

  get held(): number {
    return this.#queue.length;
  }

  *push(chunk: Uint8Array): Iterable<CapturedPacket> {
    this.#queue.push(chunk);
    for (let block = this.#next(); block !== undefined; block = this.#next()) {
      const packet = this.#read(block);
      if (packet !== undefined) yield packet;
    }
  }

  /** The next whole block. */
  #next(): DataView | undefined {
    const start = this.#queue.peek(12);
    if (start === undefined) return undefined;
    const view = viewOf(start);
    if (view.getUint32(0) === SECTION) this.#little = view.getUint32(8) !== BYTE_ORDER;
    const length = view.getUint32(4, this.#little);
    if (length < 12 || length % 4 !== 0 || length > MAX_PACKET) {
      throw new CommandError(`the capture is broken: a block of ${length} bytes`);
    }
    const block = this.#queue.peek(length);
    if (block === undefined) return undefined;
    this.#queue.skip(length);
    return viewOf(block);
  }

  #read(block: DataView): CapturedPacket | undefined {
    const little = this.#little;
    switch (block.getUint32(0, little)) {
      case SECTION:
        this.#interfaces = [];
        return undefined;
      case INTERFACE:
        this.#interfaces.push(readInterface(block, little));
        return undefined;
      case ENHANCED_PACKET:
        return this.#packet(block, block.getUint32(8, little));
      case OLD_PACKET:
        return this.#packet(block, block.getUint16(8, little));
      case SIMPLE_PACKET:
        return this.#simplePacket(block);
      default:
        return undefined;
    }
  }

  #packet(block: DataView, index: number): CapturedPacket {
    const { linkType, units, offset } = this.#interface(index);
    const little = this.#little;
    const stamp = (BigInt(block.getUint32(12, little)) << 32n) | BigInt(block.getUint32(16, little));
    const time = (stamp * NANOSECONDS) / units + offset;
    return {
      linkType,
      time,
      data: dataOf(block, 28, block.getUint32(20, little)),
      size: block.getUint32(24, little),
    };
  }

  #simplePacket(block: DataView): CapturedPacket {
    const { linkType, snapLength } = this.#interface(0);
    const size = block.getUint32(8, this.#little);
    const length = Math.min(size, snapLength === 0 ? size : snapLength, block.byteLength - 16);
    return { linkType, time: 0n, data: dataOf(block, 12, length), size };
  }

  #interface(index: number): CaptureInterface {
    const found = this.#interfaces[index];
    if (found === undefined) throw new CommandError(`the capture is broken: it has no interface ${index}`);
    return found;
  }
}

function readInterface(block: DataView, little: boolean): CaptureInterface {
  let units = 1_000_000n;
  let offset = 0n;
  for (const [code, at, length] of options(block, 16, little)) {
    if (code === TIME_RESOLUTION && length >= 1) units = unitsOf(block.getUint8(at));
    if (code === TIME_OFFSET && length >= 8) offset = block.getBigInt64(at, little) * NANOSECONDS;
  }
  return { linkType: block.getUint16(8, little), snapLength: block.getUint32(12, little), units, offset };
}

/** Code, place and length of each option. */
function* options(block: DataView, start: number, little: boolean): Iterable<[number, number, number]> {
  const end = block.byteLength - 4;
  for (let at = start; at + 4 <= end; ) {
    const code = block.getUint16(at, little);
    const length = block.getUint16(at + 2, little);
    if (code === 0 || at + 4 + length > end) return;
    yield [code, at + 4, length];
    at += 4 + ((length + 3) & ~3);
  }
}

/** A power of 10, or of 2 when the highest bit is set. */
function unitsOf(resolution: number): bigint {
  return (resolution & 0x80) === 0 ? 10n ** BigInt(resolution) : 2n ** BigInt(resolution & 0x7f);
}

function dataOf(block: DataView, start: number, length: number): Uint8Array {
  if (start + length > block.byteLength - 4)
    throw new CommandError("the capture is broken: a packet larger than its block");
  return new Uint8Array(block.buffer, block.byteOffset + start, length);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
