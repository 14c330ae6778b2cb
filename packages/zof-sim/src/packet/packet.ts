import { extractFlowKey, type FlowKey } from "../match/flow-key.js";
import { type Headers, locateHeaders } from "./headers.js";

/**
 * A frame on its way through a switch, with what the pipeline notes about it (OpenFlow 1.3.5, section 5.1).
 *
 * The bytes given belong to whoever sent them and to other receivers; the first edit makes a copy.
 */
export class Packet {
  #bytes: Uint8Array;
  #view: DataView;
  #shared = true;
  #headers: Headers | undefined;
  #key: FlowKey | undefined;
  #metadata = 0n;
  #tunnel_id = 0n;

  /** Set by SET_QUEUE and ENQUEUE. Queues count packets, they do not shape traffic. */
  queue_id: number | undefined;

  constructor(
    bytes: Uint8Array,
    /** The port it came in by, or the reserved port CONTROLLER (0xfffffffd). */
    readonly in_port: number,
    /** Links crossed so far. */
    readonly hops: number,
  ) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }

  /** Bytes in the frame. */
  get size(): number {
    return this.#bytes.length;
  }

  /** For reading; edits go through `overwrite` and `splice`. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** For reading, as `bytes`. */
  get view(): DataView {
    return this.#view;
  }

  get headers(): Headers {
    this.#headers ??= locateHeaders(this.#bytes);
    return this.#headers;
  }

  /** The values of all match fields. */
  get key(): FlowKey {
    this.#key ??= extractFlowKey(this);
    return this.#key;
  }

  /** The register carried from table to table. */
  get metadata(): bigint {
    return this.#metadata;
  }

  set metadata(value: bigint) {
    this.#metadata = value;
    this.#key = undefined;
  }

  /** What a logical port noted of a tunnel; SET_FIELD can set it. */
  get tunnel_id(): bigint {
    return this.#tunnel_id;
  }

  set tunnel_id(value: bigint) {
    this.#tunnel_id = value;
    this.#key = undefined;
  }

  /** The same packet once more, as a group's buckets need it: what happens to one does not show in the other. */
  clone(): Packet {
    const copy = new Packet(this.share(), this.in_port, this.hops);
    copy.#metadata = this.#metadata;
    copy.#tunnel_id = this.#tunnel_id;
    copy.queue_id = this.queue_id;
    return copy;
  }

  /** The frame as it is now. It will not change any more: later edits work on a copy. */
  share(): Uint8Array {
    this.#shared = true;
    return this.#bytes;
  }

  /** Replaces bytes in place. Checksums are the caller's concern. */
  overwrite(offset: number, bytes: Uint8Array): void {
    if (this.#shared) this.#replace(new Uint8Array(this.#bytes));
    this.#bytes.set(bytes, offset);
    this.#key = undefined;
  }

  /** Replaces `remove` bytes at `offset` by others, so that the headers behind them move. */
  splice(offset: number, remove: number, insert: Uint8Array): void {
    const old = this.#bytes;
    const bytes = new Uint8Array(old.length - remove + insert.length);
    bytes.set(old.subarray(0, offset));
    bytes.set(insert, offset);
    bytes.set(old.subarray(offset + remove), offset + insert.length);
    this.#replace(bytes);
    this.#headers = undefined;
    this.#key = undefined;
  }

  #replace(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.#shared = false;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
