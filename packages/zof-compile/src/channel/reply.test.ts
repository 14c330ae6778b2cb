import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { compile } from "../compile.js";
import { failureOf } from "../test-support/failure-of.js";
import { bindFakes, FakeChannel } from "../test-support/fake-channel.js";
import { RequestError } from "./request-error.js";

const FLOWS = compile("REQUEST.FLOW_DESC {table_id: ALL}");
const part = (...priorities: number[]) => ({
  type: "REPLY.FLOW_DESC" as const,
  msg: priorities.map((priority) => ({ priority })),
});

let channel: FakeChannel;

beforeEach(() => {
  channel = new FakeChannel();
  bindFakes(channel);
});

async function priorities(reply: AsyncIterable<{ msg: readonly { priority: number }[] }>): Promise<number[]> {
  const all: number[] = [];
  for await (const { msg } of reply) all.push(...msg.map(({ priority }) => priority));
  return all;
}

describe("request", () => {
  it("sends and expects a reply with the xid, for ten seconds", () => {
    const reply = FLOWS.request();
    expect(channel.sent()).toMatchObject([{ type: "REQUEST.FLOW_DESC", xid: 100 }]);
    expect(channel.pending.get(100)?.timeoutMs).toBe(10_000);
    expect(reply).toMatchObject({ xid: 100, conn_id: 1, datapath_id: "00:00:00:00:00:00:00:01" });
    expect(channel.flushes).toBe(1);
  });

  it("waits as long as the call says", () => {
    FLOWS.request({ timeoutMs: 250 });
    expect(channel.pending.get(100)?.timeoutMs).toBe(250);
    expect(failureOf(() => FLOWS.request({ timeoutMs: 0 })).message).toBe(
      "bad_value: timeoutMs is 0, at least 1 is expected",
    );
    expect(failureOf(() => FLOWS.request({ timeoutMs: Number.NaN })).code).toBe("bad_value");
  });
});

describe("awaiting a reply", () => {
  it("gives the message", async () => {
    const reply = FLOWS.request();
    channel.reply(part(1));
    expect((await reply).msg).toEqual([{ priority: 1 }]);
  });

  it("gives the message that comes later", async () => {
    const reply = FLOWS.request().then(({ msg }) => msg.length);
    channel.reply(part(1, 2));
    expect(await reply).toBe(2);
  });

  it("gives a single message as often as it is awaited", async () => {
    const reply = FLOWS.request();
    channel.reply(part(1));
    expect(await reply).toBe(await reply);
  });

  it("gives the parts one after the other, and the last one again", async () => {
    const reply = FLOWS.request();
    const early = [reply, reply].map((each) => each.then(({ msg }) => msg[0]?.priority));
    channel.reply(part(1), true);
    channel.reply(part(2), true);
    channel.reply(part(3));
    expect(await Promise.all(early)).toEqual([1, 2]);
    expect((await reply).msg[0]?.priority).toBe(3);
    expect((await reply).msg[0]?.priority).toBe(3);
  });

  it("that waits for a part which never comes gives the last one", async () => {
    const reply = FLOWS.request();
    const two = Promise.all([reply, reply]);
    channel.reply(part(1));
    expect((await two).map(({ msg }) => msg[0]?.priority)).toEqual([1, 1]);
  });

  it("throws the failure, each time", async () => {
    const reply = FLOWS.request();
    const error = new RequestError("timeout", "no reply within 10000 ms");
    channel.fail(error);
    await expect(reply).rejects.toBe(error);
    await expect(reply).rejects.toBe(error);
    expect(await reply.catch((caught) => caught)).toBe(error);
  });

  it("throws the error that the switch answered with", async () => {
    const reply = FLOWS.request();
    const msg = { type: "BAD_REQUEST", code: "OFPBRC_EPERM", data: new Uint8Array() };
    channel.reply({ type: "ERROR", msg });
    const error = await reply.catch((caught) => caught);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({
      code: "error_reply",
      message:
        "error_reply: datapath 00:00:00:00:00:00:00:01: the request (xid 100) failed: BAD_REQUEST OFPBRC_EPERM: not permitted",
      reply: { type: "ERROR", msg },
      datapath_id: "00:00:00:00:00:00:00:01",
    });
  });
});

describe("iterating over a reply", () => {
  it("gives the parts until one has no MORE", async () => {
    const reply = FLOWS.request();
    channel.reply(part(1), true);
    const all = priorities(reply);
    channel.reply(part(2, 3), true);
    channel.reply(part(4));
    expect(await all).toEqual([1, 2, 3, 4]);
  });

  it("gives what was not awaited before", async () => {
    const reply = FLOWS.request();
    channel.reply(part(1), true);
    channel.reply(part(2));
    await reply;
    expect(await priorities(reply)).toEqual([2]);
    expect(await priorities(reply)).toEqual([]);
  });

  it("throws the failure after the parts that came", async () => {
    const reply = FLOWS.request();
    channel.reply(part(1), true);
    channel.fail(new RequestError("closed", "the connection closed"));
    const seen: unknown[] = [];
    const loop = async () => {
      for await (const { msg } of reply) seen.push(msg[0]?.priority);
    };
    await expect(loop()).rejects.toMatchObject({ code: "closed" });
    expect(seen).toEqual([1]);
  });

  it("drops the rest when the loop is left", async () => {
    const reply = FLOWS.request();
    channel.reply(part(1), true);
    for await (const { msg } of reply) {
      expect(msg[0]?.priority).toBe(1);
      break;
    }
    channel.reply(part(2), true);
    channel.reply(part(3));
    expect(await priorities(reply)).toEqual([]);
  });

  it("fails when too many parts come unread", async () => {
    const reply = FLOWS.request({ maxUnreadParts: 2 });
    for (const priority of [1, 2, 3]) channel.reply(part(priority), true);
    expect((await reply).msg[0]?.priority).toBe(1);
    await reply;
    await expect(reply).rejects.toMatchObject({
      code: "aborted",
      message: "aborted: datapath 00:00:00:00:00:00:00:01: more than 2 parts came unread",
    });
  });
});

describe("a failure that nobody awaits", () => {
  const unhandled = vi.fn();

  beforeEach(() => {
    process.on("unhandledRejection", unhandled);
  });
  afterEach(() => {
    process.off("unhandledRejection", unhandled);
  });

  it("is dropped", async () => {
    FLOWS.request();
    channel.fail(new RequestError("timeout", "no reply"));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe("the whole of a reply", () => {
  it("is all parts that are not read yet as one message", async () => {
    const reply = FLOWS.request();
    const whole = reply.whole();
    channel.reply(part(1, 2), true);
    channel.reply(part(3), true);
    channel.reply(part(4, 5));
    expect((await whole).msg.map(({ priority }) => priority)).toEqual([1, 2, 3, 4, 5]);
    expect((await reply.whole()).msg.map(({ priority }) => priority)).toEqual([4, 5]);
  });

  it("fails when a part does not come", async () => {
    const whole = FLOWS.request().whole();
    channel.reply(part(1), true);
    channel.fail(new RequestError("timeout", "no reply"));
    await expect(whole).rejects.toMatchObject({ code: "timeout" });
  });
});
