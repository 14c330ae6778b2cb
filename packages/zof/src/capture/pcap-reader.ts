import { CommandError } from "../command/command-error.js";
import { ByteQueue } from "../input/byte-queue.js";
import { type CapturedPacket, type CaptureReader, MAX_PACKET } from "./captured-packet.js";

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
const FILE_HEADER = 24;
const PACKET_HEADER = 16;

/** Whether a file that begins with these four bytes is a classic capture, in either byte order. */
export function isPcap(start: DataView): boolean {
  return [start.getUint32(0, false), start.getUint32(0, true)].some(
    (magic) => magic === MICROSECONDS || magic === NANOSECONDS,
  );
}

/** Reads classic captures (draft-ietf-opsawg-pcap), with microseconds or nanoseconds. */
export class PcapReader implements CaptureReader {
  readonly #queue = new ByteQueue();
  #format: { readonly little: boolean; readonly nanoseconds: boolean; readonly linkType: number } | undefined;

  get held(): number {
    return this.#queue.length;
  }

  *push(chunk: Uint8Array): Iterable<CapturedPacket> {
    this.#queue.push(chunk);
    if (this.#format === undefined && !this.#readFormat()) return;
    for (let packet = this.#next(); packet !== undefined; packet = this.#next()) yield packet;
  }

  #readFormat(): boolean {
    const header = this.#queue.peek(FILE_HEADER);
    if (header === undefined) return false;
    const view = viewOf(header);
    const big = view.getUint32(0);
    const little = big !== MICROSECONDS && big !== NANOSECONDS;
    const nanoseconds = view.getUint32(0, little) === NANOSECONDS;
    // The upper bits say whether frames end with a check sequence.
    this.#format = { little, nanoseconds, linkType: view.getUint32(20, little) & 0xffff };
    this.#queue.skip(FILE_HEADER);
    return true;
  }

  #next(): CapturedPacket | undefined {
    const format = this.#format;
    const header = this.#queue.peek(PACKET_HEADER);
    if (format === undefined || header === undefined) return undefined;
    const view = viewOf(header);
    const { little, nanoseconds, linkType } = format;
    const length = view.getUint32(8, little);
    if (length > MAX_PACKET) throw new CommandError(`the capture is broken: a packet of ${length} bytes`);
    const record = this.#queue.peek(PACKET_HEADER + length);
    if (record === undefined) return undefined;
    this.#queue.skip(record.length);
    const fraction = BigInt(view.getUint32(4, little)) * (nanoseconds ? 1n : 1000n);
    const time = BigInt(view.getUint32(0, little)) * 1_000_000_000n + fraction;
    return { linkType, time, data: record.subarray(PACKET_HEADER), size: view.getUint32(12, little) };
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
