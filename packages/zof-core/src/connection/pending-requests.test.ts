import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestError } from "zof-compile";
import { decode, encode, type Message } from "zof-types";
import { PendingRequests } from "./pending-requests.js";

class Sink {
  readonly replies: [Message, boolean][] = [];
  error: RequestError | undefined;
  reply(message: Message, more: boolean): void {
    this.replies.push([message, more]);
  }
  fail(error: RequestError): void {
    expect(this.error).toBeUndefined();
    this.error = error;
  }
}

const barrier = (xid: number) => decode(encode({ type: "BARRIER_REPLY", xid }));
const ports = (xid: number, more: boolean) =>
  decode(encode({ type: "REPLY.PORT_DESC", xid, flags: more ? ["MORE"] : [], msg: [] }));

describe("PendingRequests", () => {
  let pending: PendingRequests;
  let sink: Sink;
  beforeEach(() => {
    vi.useFakeTimers();
    pending = new PendingRequests(1000);
    sink = new Sink();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("settles a request with its one reply", () => {
    pending.expect(5, sink, 100);
    expect(pending.has(5)).toBe(true);
    pending.reply(barrier(5), 8);
    expect(sink.replies).toMatchObject([[{ type: "BARRIER_REPLY", xid: 5 }, false]]);
    expect([pending.has(5), pending.size, vi.getTimerCount()]).toEqual([false, 0, 0]);
  });

  it("keeps a multipart request until its last part, and restarts its time with each", async () => {
    pending.expect(5, sink, 100);
    for (let part = 0; part < 4; part++) {
      await vi.advanceTimersByTimeAsync(80);
      pending.reply(ports(5, part < 3), 16);
    }
    expect(sink.replies.map(([, more]) => more)).toEqual([true, true, true, false]);
    expect(sink.error).toBeUndefined();
    expect(pending.size).toBe(0);
  });

  it("fails a request without reply after its time", async () => {
    pending.datapath_id = "00:00:00:00:00:00:00:01";
    pending.expect(5, sink, 100);
    await vi.advanceTimersByTimeAsync(99);
    expect(sink.error).toBeUndefined();
    await vi.advanceTimersByTimeAsync(2);
    expect(sink.error).toMatchObject({ code: "timeout", datapath_id: "00:00:00:00:00:00:00:01" });
    expect(sink.error?.message).toContain("no reply within 100 ms");
    expect(pending.size).toBe(0);
  });

  it("takes a reply that was read just after the time ran out", () => {
    pending.expect(5, sink, 100);
    vi.advanceTimersToNextTimer();
    pending.reply(barrier(5), 8);
    vi.runAllTimers();
    expect(sink.replies).toHaveLength(1);
    expect(sink.error).toBeUndefined();
  });

  it("fails a request with the ERROR that answers it", () => {
    const error = decode(
      encode({ type: "ERROR", xid: 5, msg: { type: "BAD_REQUEST", code: "OFPBRC_EPERM" } }),
    );
    pending.expect(5, sink, 100);
    pending.reply(error, 12);
    expect(sink.error).toBeInstanceOf(RequestError);
    expect(sink.error).toMatchObject({ code: "error_reply", reply: error });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("fails a reply that grows beyond the limit", () => {
    pending.expect(5, sink, 100);
    pending.reply(ports(5, true), 600);
    expect(sink.error).toBeUndefined();
    pending.reply(ports(5, true), 401);
    expect(sink.error).toMatchObject({ code: "delivery" });
    expect(sink.error?.message).toContain("larger than 1000 bytes (maxReplyBytes)");
    expect([sink.replies.length, pending.size]).toEqual([1, 0]);
  });

  it("refuses a second request with an xid that waits", () => {
    const second = new Sink();
    pending.expect(5, sink, 100);
    pending.expect(5, second, 100);
    expect(second.error).toMatchObject({ code: "delivery" });
    pending.reply(barrier(5), 8);
    expect(sink.replies).toHaveLength(1);
  });

  it("gives xids that nobody waits for, from 1 on", () => {
    pending.expect(2, sink, 100);
    expect([pending.nextXid(), pending.nextXid(), pending.nextXid()]).toEqual([1, 3, 4]);
  });

  it("fails everything when the connection closes", () => {
    const other = new Sink();
    pending.expect(1, sink, 100);
    pending.expect(2, other, 100);
    pending.close("closed by the switch");
    expect([sink.error, other.error]).toMatchObject([{ code: "closed" }, { code: "closed" }]);
    expect(sink.error?.message).toContain("closed by the switch");
    expect([pending.size, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
