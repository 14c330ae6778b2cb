/** A packet that waits in the switch for the controller's word. */
export interface BufferedPacket {
  readonly bytes: Uint8Array;
  readonly in_port: number;
  readonly hops: number;
}

/** Ids run from 1 to this and then start over; NO_BUFFER (0xffffffff) is not among them. */
const LAST_ID = 0x7fffffff;

/** The packets kept in the switch of which the controller got the beginning only; a new one takes the oldest one's place. */
export class PacketBuffers {
  readonly #packets = new Map<number, BufferedPacket>();
  #lastId = 0;

  /** @param size - how many packets are kept; 0 for none */
  constructor(readonly size: number) {}

  /** Keeps a packet and returns its buffer id; undefined when there are no buffers. */
  store(packet: BufferedPacket): number | undefined {
    if (this.size === 0) return undefined;
    if (this.#packets.size >= this.size) this.#packets.delete(this.#packets.keys().next().value as number);
    this.#lastId = this.#lastId === LAST_ID ? 1 : this.#lastId + 1;
    this.#packets.set(this.#lastId, packet);
    return this.#lastId;
  }

  /** Takes a packet out; undefined when it is gone. */
  take(buffer_id: number): BufferedPacket | undefined {
    const packet = this.#packets.get(buffer_id);
    this.#packets.delete(buffer_id);
    return packet;
  }
}
