import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { compile } from "zof-compile";
import { isNative } from "../test-support/driver.js";
import type { RawPeer } from "../test-support/raw-peer.js";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";
import { StopPropagation } from "./control-flow.js";

const BARRIER = compile("BARRIER_REQUEST");
/** A 60-byte packet from 02:..:01 to 02:..:02 with this Ethernet type. */
const packet = (ethType: string) => `020000000002020000000001${ethType}${"00".repeat(46)}`;

function packetIn(peer: RawPeer, xid: number, ethType = "0800"): void {
  const data = packet(ethType);
  peer.send({
    type: "PACKET_IN",
    xid,
    msg: { buffer_id: "NO_BUFFER", total_len: data.length / 2, in_port: 1, reason: "TABLE_MISS", data },
  });
}

/** Starts a controller whose apps `setup` makes, and connects a switch. */
async function running(setup: (controller: TestController) => void) {
  const controller = new TestController();
  setup(controller);
  const recorder = controller.recorder({ precedence: -1 });
  await controller.start();
  const peer = await openSwitch(controller.endpoint);
  await recorder.wait("CHANNEL_UP");
  return { controller, recorder, peer };
}

describe("dispatch", () => {
  it("goes to the apps by precedence, then by creation, and in each to the first handler that matches", async () => {
    const calls: string[] = [];
    const { recorder, peer } = await running((controller) => {
      controller.app("low", { precedence: 10 }).message("PACKET_IN", () => calls.push("low"));
      const first = controller.app("first");
      first.message("PACKET_IN", { eth_type: 0x88cc }, () => calls.push("first lldp"));
      first.message("PACKET_IN", () => calls.push("first"));
      first.message("PACKET_IN", () => calls.push("never"));
      controller.app("high", { precedence: 1000 }).message("packet_in", () => calls.push("high"));
      controller.app("second").message("any", ({ type }) => calls.push(`second ${type}`));
    });
    calls.length = 0;
    packetIn(peer, 1);
    packetIn(peer, 2, "88cc");
    await recorder.wait("PACKET_IN", 2);
    expect(calls).toEqual([
      ...["high", "first", "second PACKET_IN", "low"],
      ...["high", "first lldp", "second PACKET_IN", "low"],
    ]);
  });

  it("takes either spelling of multipart types, and predicates", async () => {
    const calls: string[] = [];
    const { recorder, peer } = await running((controller) => {
      controller.app("dot").message("REPLY.DESC", () => calls.push("dot"));
      controller.app("suffix").message("DESC_REPLY", () => calls.push("suffix"));
      controller.app("lower").message("reply.desc", () => calls.push("lower"));
      controller.app("predicate").message(
        (type) => type.startsWith("REPLY."),
        ({ type }) => calls.push(type),
      );
    });
    peer.send({ type: "REPLY.DESC", xid: 99, msg: {} });
    await recorder.wait("REPLY.DESC");
    expect(calls).toEqual(["dot", "suffix", "lower", "REPLY.DESC"]);
  });

  it("passes events on as they are, with what handlers before have changed", async () => {
    const { recorder, peer } = await running((controller) => {
      controller.app("changes").message("PACKET_IN", (event) => {
        event.msg.in_port = 4711;
        (event as { note?: string }).note = "seen";
      });
    });
    packetIn(peer, 1);
    const event = await recorder.wait("PACKET_IN");
    expect(event).toMatchObject({ note: "seen" });
    expect(event.msg.in_port).toBe(4711);
    expect(event.msg.pkt.eth_src).toBe("02:00:00:00:00:01");
  });

  it("stops at StopPropagation of a sync handler, not of an async one, which is logged", async () => {
    const { controller, recorder, peer } = await running((made) => {
      made.app("stop").message("PACKET_IN", { eth_type: 0x800 }, () => {
        throw new StopPropagation();
      });
      made.app("too late").message("PACKET_IN", async () => {
        throw new StopPropagation();
      });
    });
    packetIn(peer, 1);
    packetIn(peer, 2, "88cc");
    expect((await recorder.wait("PACKET_IN")).xid).toBe(2);
    await expect.poll(() => controller.log.filter(({ name }) => name === "too late").length).toBe(1);
  });

  it("logs an exception with app and event, and goes on", async () => {
    const { controller, recorder, peer } = await running((made) => {
      made.app("fails").message("PACKET_IN", () => {
        throw new Error("no luck");
      });
      made.app("fails later").message("PACKET_IN", async () => {
        await wait(1);
        throw new Error("no luck later");
      });
    });
    packetIn(peer, 5);
    await recorder.wait("PACKET_IN");
    await expect.poll(() => controller.log.filter(({ level }) => level === "error").length).toBe(2);
    const [sync, later] = controller.log.filter(({ level }) => level === "error");
    expect(sync).toMatchObject({ name: "fails", msg: "exception in a handler", err: { message: "no luck" } });
    expect(later).toMatchObject({ name: "fails later", err: { message: "no luck later" } });
    expect(sync?.event).toContain('"type":"PACKET_IN"');
    expect(sync?.event).toContain('"xid":5');
  });

  it("lets what async handlers started run before the next event, in one turn of the loop", async () => {
    const order: string[] = [];
    const { recorder, peer } = await running((controller) => {
      controller.app("async").message("PACKET_IN", async ({ xid }) => {
        order.push(`${xid} begins`);
        for (let step = 0; step < 5; step++) await undefined;
        order.push(`${xid} ends`);
      });
      controller.app("sync").message("PACKET_IN", ({ xid }) => order.push(`${xid} sync`));
    });
    packetIn(peer, 1);
    packetIn(peer, 2);
    await recorder.wait("PACKET_IN", 2);
    await wait(1);
    const each = (xid: number) => [`${xid} begins`, `${xid} sync`, `${xid} ends`];
    expect(order).toEqual([...each(1), ...each(2)]);
  });

  // Native: the process does not know what is handled, and decodes everything.
  it.runIf(isNative)("does not decode what nobody handles", async () => {
    const controller = new TestController();
    const types: string[] = [];
    controller.app("barriers", {}).message("BARRIER_REPLY", ({ type }) => types.push(type));
    controller.app("alerts").message("CHANNEL_ALERT", ({ msg }) => types.push(msg.message));
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    packetIn(peer, 1);
    // Its first one taught the name of the type; this one would not decode.
    peer.sendBytes("040a000900000002 ff");
    peer.send({ type: "BARRIER_REPLY", xid: 100 });
    await expect.poll(() => types).toEqual(["BARRIER_REPLY"]);
  });

  it("logs an ERROR that nobody asked for and nobody handles", async () => {
    const controller = new TestController();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    for (const xid of [100, 101]) {
      peer.send({ type: "ERROR", xid, msg: { type: "FLOW_MOD_FAILED", code: "OFPFMFC_TABLE_FULL" } });
    }
    const errors = () => controller.log.filter(({ msg }) => msg === "the switch reports an error");
    await expect.poll(() => errors().length).toBe(2);
    expect(errors()[0]).toMatchObject({
      level: "warn",
      message: expect.stringContaining("OFPFMFC_TABLE_FULL"),
    });
  });

  // Another process hands on what it read message by message.
  it.runIf(isNative)("gives all events of a chunk the time at which it was read", async () => {
    const { recorder, peer } = await running(() => {});
    const before = Date.now() / 1000;
    peer.sendBytes("0415000800010000".repeat(3));
    await recorder.wait("BARRIER_REPLY", 3);
    const times = new Set(recorder.ofType("BARRIER_REPLY").map(({ time }) => time));
    expect(times.size).toBe(1);
    const [time = 0] = times;
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now() / 1000);
  });
});

describe("the implicit datapath", () => {
  it("is that of the event in sync handlers, in async ones, and in what plain functions start", async () => {
    const { controller, recorder, peer } = await running((made) => {
      made.app("sync").message("PACKET_IN", () => {
        BARRIER.send({ xid: 1001 });
      });
      made.app("async").message("PACKET_IN", async () => {
        await wait(5);
        BARRIER.send({ xid: 1002 });
      });
      made.app("plain").message("PACKET_IN", () => wait(5).then(() => BARRIER.send({ xid: 1003 })));
      made.app("timer").message("PACKET_IN", () => {
        setTimeout(() => BARRIER.send({ xid: 1004 }), 5);
      });
      made.app("down").message("CHANNEL_DOWN", () => BARRIER.send({}));
    });
    const other = await openSwitch(controller.endpoint, { datapathId: 2 });
    await recorder.wait("CHANNEL_UP", 2);
    packetIn(peer, 1);
    packetIn(other, 2);
    for (const each of [peer, other]) {
      await expect
        .poll(() =>
          each.messages
            .map(({ xid }) => xid)
            .filter((xid) => xid > 1000)
            .toSorted(),
        )
        .toEqual([1001, 1002, 1003, 1004]);
    }
    expect(() => BARRIER.send({})).toThrow("no_destination");
    peer.close();
    await recorder.wait("CHANNEL_DOWN");
    expect(controller.log.at(-1)).toMatchObject({ name: "down", err: { code: "closed" } });
  });

  it("is not that of the handler that posted an event", async () => {
    const results: string[] = [];
    const attempt = (name: string) => {
      try {
        BARRIER.send({});
        results.push(`${name} sent`);
      } catch (error) {
        results.push(`${name} ${(error as { code: string }).code}`);
      }
    };
    const { peer } = await running((made) => {
      const app = made.app("poster");
      app.message("PACKET_IN", () => {
        app.postEvent({ event: "mine", text: "hello" });
        results.push("posted");
      });
      app.event("MINE", { text: "HELLO" }, async () => {
        attempt("sync");
        await undefined;
        attempt("async");
      });
    });
    packetIn(peer, 1);
    await expect.poll(() => results).toEqual(["posted", "sync no_destination", "async no_destination"]);
  });
});
