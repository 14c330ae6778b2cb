import type { Writable } from "node:stream";
import { frameRpc, MAX_RPC_BYTES, type RpcFraming } from "zof-core/internal";

/** What has gathered is written at once when it reaches this. */
const FLUSH_BYTES = 64 * 1024;

/** Counts of a service, for its metrics. */
export interface OutputCounts {
  readonly messages: number;
  readonly bytes: number;
}

/** Writes the messages of the service, gathered once per turn, and says when the client does not read them. */
export class RpcOutput {
  messages = 0;
  bytes = 0;
  readonly #stream: Writable;
  readonly #framing: RpcFraming;
  readonly #maxBytes: number;
  readonly #congested: (congested: boolean) => void;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;
  #isCongested = false;
  #scheduled: NodeJS.Immediate | undefined;

  /**
   * @param maxBytes - waiting for the client beyond this, `congested` is called with true, and with false once
   *   all is written.
   */
  constructor(
    stream: Writable,
    framing: RpcFraming,
    maxBytes: number,
    congested: (congested: boolean) => void,
  ) {
    this.#stream = stream;
    this.#framing = framing;
    this.#maxBytes = maxBytes;
    this.#congested = congested;
    stream.on("drain", () => this.#drained());
  }

  /** Bytes that the client has not taken. */
  get pendingBytes(): number {
    return this.#gatheredBytes + this.#stream.writableLength;
  }

  /** Sends a message; false when it is longer than one may be. */
  send(text: string): boolean {
    const frame = frameRpc(text, this.#framing);
    if (frame.length > MAX_RPC_BYTES) return false;
    this.messages++;
    this.bytes += frame.length;
    this.#gathered.push(frame);
    this.#gatheredBytes += frame.length;
    if (this.#gatheredBytes >= FLUSH_BYTES) this.flush();
    else this.#scheduled ??= setImmediate(() => this.flush());
    return true;
  }

  flush(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (this.#gathered.length === 0 || this.#stream.destroyed) return;
    const bytes = Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#stream.write(bytes);
    if (!this.#isCongested && this.#stream.writableLength > this.#maxBytes) {
      this.#isCongested = true;
      this.#congested(true);
    }
  }

  /** Writes the rest; resolves when the client has it, or has gone. */
  end(): Promise<void> {
    this.flush();
    if (this.#stream.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#stream.once("close", resolve);
      this.#stream.end(resolve);
    });
  }

  #drained(): void {
    if (!this.#isCongested) return;
    this.#isCongested = false;
    this.#congested(false);
  }
}
