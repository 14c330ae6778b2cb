import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { OutputBuffer } from "./output-buffer.js";

/** As much of a socket as the buffer uses; what is written stays until it is said to be taken. */
class FakeSocket {
  readonly written: Uint8Array[] = [];
  /** Bytes that the system takes at once. */
  takes = Number.POSITIVE_INFINITY;
  writableLength = 0;
  get writableNeedDrain(): boolean {
    return this.writableLength >= 16_384;
  }
  write(bytes: Uint8Array): void {
    this.written.push(bytes);
    this.writableLength += Math.max(0, bytes.length - this.takes);
  }
}

function make(maxPendingBytes = 1_000_000) {
  const socket = new FakeSocket();
  const events: string[] = [];
  const output = new OutputBuffer(socket as unknown as Socket, maxPendingBytes, {
    overflow: (bytes) => events.push(`overflow ${bytes}`),
    congested: () => events.push("congested"),
  });
  const put = (...bytes: number[]) => output.writer.append(Uint8Array.from(bytes));
  return { socket, output, events, put };
}

describe("OutputBuffer", () => {
  it("uses its memory again once the system has taken everything, and leaves it alone before", () => {
    const { socket, output, put } = make();
    put(1, 2);
    output.flush();
    const { bytes } = output.writer;
    put(3);
    output.flush();
    expect(output.writer.bytes).toBe(bytes);
    socket.takes = 0;
    put(4, 5);
    output.flush();
    put(6);
    output.flush();
    expect(socket.written.slice(2).map((part) => [...part])).toEqual([[4, 5], [6]]);
    expect(output.pendingBytes).toBe(3);
  });

  it("does not keep the memory of a burst", () => {
    const { output } = make();
    output.writer.append(new Uint8Array(500_000));
    output.flush();
    expect(output.writer.bytes.length).toBe(4096);
  });

  it("writes once a turn, and not while a chunk is worked on", async () => {
    const { socket, output, put } = make();
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    for (let message = 0; message < 3; message++) {
      put(message);
      output.flushSoon();
    }
    await turn();
    expect(socket.written.map(({ length }) => length)).toEqual([3]);
    output.hold();
    put(4);
    output.flushSoon();
    await turn();
    expect(socket.written).toHaveLength(1);
    output.release();
    expect(socket.written).toHaveLength(2);
  });

  it("is congested above a sixteenth of its limit, if the socket will say when it has drained", () => {
    const { socket, output, events } = make(100_000);
    socket.takes = 0;
    output.writer.append(new Uint8Array(10_000));
    output.flush();
    expect(events).toEqual([]);
    output.writer.append(new Uint8Array(10_000));
    output.flush();
    expect(events).toEqual(["congested"]);
  });

  it("overflows once, and takes nothing after that", () => {
    const { socket, output, events, put } = make(100);
    socket.takes = 0;
    output.writer.append(new Uint8Array(90));
    output.flush();
    output.writer.append(new Uint8Array(20));
    output.flush();
    output.flush();
    put(1);
    output.flushSoon();
    expect(events).toEqual(["overflow 110"]);
    expect([socket.written.length, output.writer.length]).toEqual([1, 0]);
  });
});
