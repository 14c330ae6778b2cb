import { Writer } from "zof-codec";
import { bindChannels, type Channel } from "zof-compile";

/** Where the output of a connection is handed over to the system at the latest, and begins anew. */
const FLUSH_BYTES = 64 * 1024;

/** A connection that leads nowhere: what is sent is forgotten. */
class BenchChannel implements Channel {
  version = 4;
  readonly conn_id = 1;
  readonly datapath_id = "00:00:00:00:00:00:00:01";
  readonly requestTimeoutMs = 10_000;
  readonly output = new Writer(2 * FLUSH_BYTES);
  #xid = 0;

  flushSoon(): void {
    if (this.output.length > FLUSH_BYTES) this.output.length = 0;
  }

  nextXid(): number {
    this.#xid = (this.#xid + 1) >>> 0;
    return this.#xid;
  }

  expect(): void {}
}

/** Makes templates send into a channel that leads nowhere, and returns the channel. */
export function bindBenchChannel(): { version: number; readonly output: Writer } {
  const channel = new BenchChannel();
  bindChannels({ find: () => channel, all: () => [channel] });
  return channel;
}
