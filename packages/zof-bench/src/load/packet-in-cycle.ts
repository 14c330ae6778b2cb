import { buildPacket } from "zof-codec";
import { encode } from "zof-types";

/** Switch ports that the addresses are behind: those with even numbers behind 1, with odd numbers behind 2. */
export const PORTS = [1, 2] as const;

/** PACKET_INs that are written at once, at most; an ECHO_REQUEST follows them. */
const MAX_BATCH = 256;
/** PACKET_INs that are written at once, at least: else the ECHO_REQUESTs would be a load of their own. */
const MIN_BATCH = 64;

/** Room for a payload that makes the shortest Ethernet frame: 60 bytes, without its check sum. */
const PAYLOAD = new Uint8Array(18);

/**
 * The PACKET_INs that a switch sends over and over, as ready bytes: one from each of its addresses to
 * its partner, so that a learning switch that has seen all of them once knows every destination. Each has
 * a buffer_id of its own.
 *
 * They lie in batches, with an ECHO_REQUEST behind each. A controller reads a connection in order, so that
 * its ECHO_REPLY says that a batch was taken, whether it answers PACKET_INs once, twice or not at all.
 */
export class PacketInCycle {
  /** PACKET_INs in the cycle: `macs`, or a multiple of it when there are few. */
  readonly size: number;
  /** PACKET_INs in a batch; the last may have fewer. */
  readonly batchSize: number;
  /** The batches, each with its ECHO_REQUEST. */
  readonly batches: readonly Batch[];
  readonly #bytes: Uint8Array;
  readonly #frameLength: number;
  readonly #echoLength: number;

  constructor(version: number, switchNumber: number, macs: number) {
    const echo = encode({ type: "ECHO_REQUEST", version, msg: { data: "" } });
    const first = packetIn(version, switchNumber, macs, 0);
    this.size = macs * Math.ceil(MIN_BATCH / macs);
    this.batchSize = Math.ceil(this.size / Math.ceil(this.size / MAX_BATCH));
    this.#frameLength = first.length;
    this.#echoLength = echo.length;
    const count = Math.ceil(this.size / this.batchSize);
    this.#bytes = new Uint8Array(this.size * first.length + count * echo.length);
    for (let index = 0; index < this.size; index++) {
      this.#bytes.set(packetIn(version, switchNumber, macs, index), this.#offset(index));
    }
    this.batches = Array.from({ length: count }, (_, index) => this.#batch(index, echo));
  }

  /** The PACKET_IN of an index from 0 to `size - 1`. */
  frame(index: number): Uint8Array {
    const offset = this.#offset(index);
    return this.#bytes.subarray(offset, offset + this.#frameLength);
  }

  #offset(index: number): number {
    return index * this.#frameLength + Math.floor(index / this.batchSize) * this.#echoLength;
  }

  #batch(index: number, echo: Uint8Array): Batch {
    const first = index * this.batchSize;
    const size = Math.min(this.batchSize, this.size - first);
    const start = this.#offset(first);
    const end = start + size * this.#frameLength;
    this.#bytes.set(echo, end);
    return { size, bytes: this.#bytes.subarray(start, end + echo.length) };
  }
}

export interface Batch {
  /** PACKET_INs in it. */
  readonly size: number;
  readonly bytes: Uint8Array;
}

function packetIn(version: number, switchNumber: number, macs: number, index: number): Uint8Array {
  const host = index % macs;
  const data = buildPacket(
    {
      eth_src: macOf(switchNumber, host),
      eth_dst: macOf(switchNumber, partnerOf(host)),
      ipv4_src: ipOf(host),
      ipv4_dst: ipOf(partnerOf(host)),
      udp_src: 5000,
      udp_dst: 5001,
    },
    PAYLOAD,
  );
  const [even, odd] = PORTS;
  return encode({
    type: "PACKET_IN",
    version,
    msg: {
      buffer_id: index,
      total_len: data.length,
      in_port: host % 2 === 0 ? even : odd,
      reason: "TABLE_MISS",
      data,
    },
  });
}

/** Pairs are neighbours, 0 and 1, 2 and 3: the two are behind different ports. */
function partnerOf(host: number): number {
  return host ^ 1;
}

/** An address that is administered locally, no multicast, and differs between switches. */
function macOf(switchNumber: number, host: number): string {
  const number = (switchNumber << 16) | host;
  const octets = [24, 16, 8, 0].map((shift) => ((number >>> shift) & 0xff).toString(16).padStart(2, "0"));
  return `02:00:${octets.join(":")}`;
}

function ipOf(host: number): string {
  return `10.0.${host >> 8}.${host & 0xff}`;
}
