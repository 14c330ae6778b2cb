import { describe, expect, it } from "vitest";
import { compile } from "../compile.js";
import { failureOf } from "../test-support/failure-of.js";
import { bindFakes, FakeChannel } from "../test-support/fake-channel.js";
import { RequestError } from "./request-error.js";

const DESC = compile("REQUEST.DESC");
const answer = { type: "REPLY.DESC" as const, msg: {} };

function fakes(count: number, version = 4): FakeChannel[] {
  const channels = Array.from({ length: count }, (_, index) => new FakeChannel(index + 1, version));
  bindFakes(...channels);
  return channels;
}

const pending = (channels: readonly FakeChannel[]) =>
  channels.filter(({ pending: { size } }) => size > 0).map(({ conn_id }) => conn_id);

describe("request_all", () => {
  it("asks one datapath after the other by default", async () => {
    const channels = fakes(3);
    const seen: number[] = [];
    const loop = (async () => {
      for await (const { conn_id, reply } of DESC.request_all()) {
        seen.push(conn_id);
        expect((await reply).type).toBe("REPLY.DESC");
      }
    })();
    for (const [index, channel] of channels.entries()) {
      await settle();
      expect(pending(channels)).toEqual([index + 1]);
      channel.reply(answer);
    }
    await loop;
    expect(seen).toEqual([1, 2, 3]);
  });

  it("yields replies as they complete, with a bound on those under way", async () => {
    const channels = fakes(5);
    const all = DESC.request_all({ parallelism: 3 });
    const first = all.next();
    await settle();
    expect(pending(channels)).toEqual([1, 2, 3]);
    channels[1]?.reply(answer);
    expect((await first).value).toMatchObject({ conn_id: 2, datapath_id: "00:00:00:00:00:00:00:02" });
    // Nobody asks for more: what completes waits, and nothing new is sent.
    channels[2]?.reply(answer);
    await settle();
    expect(pending(channels)).toEqual([1]);
    expect((await all.next()).value).toMatchObject({ conn_id: 3 });
    await settle();
    expect(pending(channels)).toEqual([1, 4, 5]);
    const rest = [all.next(), all.next(), all.next(), all.next()];
    for (const index of [4, 3, 0]) channels[index]?.reply(answer);
    const results = await Promise.all(rest);
    expect(results.map(({ value }) => value?.conn_id)).toEqual([5, 4, 1, undefined]);
    expect(results.at(-1)?.done).toBe(true);
  });

  it("waits until a multipart reply is complete", async () => {
    const [channel] = fakes(1);
    const all = DESC.request_all();
    let done = false;
    const next = all.next().then((result) => {
      done = true;
      return result;
    });
    await settle();
    channel?.reply(answer, true);
    await settle();
    expect(done).toBe(false);
    channel?.reply(answer);
    const parts: unknown[] = [];
    for await (const part of (await next).value?.reply ?? []) parts.push(part);
    expect(parts).toHaveLength(2);
  });

  it("lets each datapath fail on its own", async () => {
    const channels = fakes(3);
    const outcomes: string[] = [];
    const loop = (async () => {
      for await (const { conn_id, reply } of DESC.request_all({ parallelism: 3 })) {
        outcomes.push(`${conn_id} ${await reply.then(({ type }) => type).catch((error) => error.code)}`);
      }
    })();
    await settle();
    channels[0]?.fail(new RequestError("timeout", "no reply"));
    channels[2]?.reply({ type: "ERROR", msg: { type: "BAD_REQUEST", code: "OFPBRC_EPERM" } });
    channels[1]?.reply(answer);
    await loop;
    expect(outcomes).toEqual(["1 timeout", "3 error_reply", "2 REPLY.DESC"]);
  });

  it("goes on when connections close meanwhile, or were closed", async () => {
    const channels = fakes(4);
    const outcomes: string[] = [];
    const loop = (async () => {
      for await (const { conn_id, reply } of DESC.request_all({ parallelism: 2 })) {
        outcomes.push(`${conn_id} ${await reply.then(({ type }) => type).catch((error) => error.code)}`);
      }
    })();
    await settle();
    for (const channel of channels.slice(2)) channel.closed = true;
    channels[0]?.fail(new RequestError("closed", "the connection closed"));
    channels[1]?.reply(answer);
    await loop;
    expect(outcomes.sort()).toEqual(["1 closed", "2 REPLY.DESC", "3 closed", "4 closed"]);
  });

  it("fails only for those whose version lacks the message", async () => {
    const old = new FakeChannel(1, 1);
    const recent = new FakeChannel(2, 4);
    bindFakes(old, recent);
    const all = compile("REQUEST.GROUP_DESC").request_all({ parallelism: 2 });
    const first = await all.next();
    await expect(first.value?.reply).rejects.toThrow(/OpenFlow 1\.0 has no REQUEST\.GROUP_DESC/);
    expect(old.output.length).toBe(0);
    const second = all.next();
    recent.reply({ type: "REPLY.GROUP_DESC", msg: [] });
    expect((await second).value).toMatchObject({ conn_id: 2 });
  });

  it("ends at once without datapaths", async () => {
    fakes(0);
    expect(await DESC.request_all().next()).toEqual({ done: true, value: undefined });
  });

  it("sends nothing before the loop, and nothing more once it is left", async () => {
    const channels = fakes(3);
    const all = DESC.request_all();
    await settle();
    expect(pending(channels)).toEqual([]);
    const loop = (async () => {
      for await (const { conn_id } of all) if (conn_id === 1) break;
    })();
    await settle();
    channels[0]?.reply(answer);
    await loop;
    await settle();
    expect(pending(channels)).toEqual([]);
    expect(await all.next()).toEqual({ done: true, value: undefined });
  });

  it("settles those who wait when the loop is left", async () => {
    fakes(1);
    const all = DESC.request_all();
    const waiting = all.next();
    await all.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it("refuses wrong arguments and options at the call", () => {
    fakes(1);
    expect(failureOf(() => DESC.request_all({ parallelism: 0 })).message).toBe(
      "bad_value: parallelism is 0, at least 1 is expected",
    );
    expect(failureOf(() => DESC.request_all({ paralelism: 2 } as object)).message).toContain(
      "did you mean parallelism?",
    );
  });

  it("asks thousands without growing the stack", async () => {
    const channels = fakes(5000);
    for (const channel of channels) channel.closed = true;
    let count = 0;
    for await (const { reply } of DESC.request_all({ parallelism: Number.POSITIVE_INFINITY })) {
      await reply.catch(() => count++);
    }
    expect(count).toBe(5000);
  });
});

/** Lets all promises that can go on do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
