import { describe, expect, it } from "vitest";
import { compile } from "zof-compile";
import type { FlowStatsInput, GroupDescInput, MessageInput, TableFeaturesInput } from "zof-types";
import { encode } from "zof-types";
import type { ControllerOptions } from "../run/controller-options.js";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

const FEATURES = compile("FEATURES_REPLY {datapath_id: 1, n_tables: 254}");
const NO_PORTS = compile("REPLY.PORT_DESC []");
const FLOWS = compile("REPLY.FLOW_DESC $entries");
const GROUPS = compile("REPLY.GROUP_DESC $entries");
const TABLES = compile("REPLY.TABLE_FEATURES $tables");
const target = { datapath_id: 1 };

const output = (port_no: number) => ({ action: "OUTPUT" as const, port_no });

function flow(cookie: number, actions = 1): FlowStatsInput {
  return {
    table_id: 0,
    duration: "1.000000000",
    priority: cookie & 0xffff,
    idle_timeout: 0,
    hard_timeout: 0,
    flags: [],
    cookie,
    packet_count: 0,
    byte_count: 0,
    match: [{ field: "IN_PORT", value: 1 }],
    instructions: [
      { instruction: "APPLY_ACTIONS", actions: Array.from({ length: actions }, (_, n) => output(n + 1)) },
    ],
  };
}

function group(group_id: number): GroupDescInput {
  return {
    type: "SELECT",
    group_id,
    buckets: [1, 2].map((port) => ({ weight: 1, actions: [output(port)] })),
  };
}

function table(table_id: number): TableFeaturesInput {
  return { table_id, name: `table${table_id}`, match: Array.from({ length: 100 }, () => "ETH_DST" as const) };
}

/** A controller, and a switch that is written with this library too, over a socket. */
async function pair(options: ControllerOptions = {}, switchOptions: ControllerOptions = {}) {
  const controller = new TestController({ listenVersions: [4], ...options });
  const recorder = controller.recorder();
  await controller.start();
  const other = new TestController({ listenVersions: [4], ...switchOptions });
  const app = other.app("switch");
  app.message("FEATURES_REQUEST", { datapath_id: null }, ({ xid }) => void FEATURES.send({ xid }));
  app.message("REQUEST.PORT_DESC", { datapath_id: null }, ({ xid }) => void NO_PORTS.send({ xid }));
  const requests: { type: string; flags: string[] | undefined; length: number }[] = [];
  const tables: TableFeaturesInput[] = [];
  app.message("REQUEST.FLOW_DESC", { datapath_id: null }, ({ xid }) => {
    FLOWS.send({ xid, entries: Array.from({ length: 5000 }, (_, n) => flow(n)) });
  });
  app.message("REQUEST.GROUP_DESC", { datapath_id: null }, ({ xid }) => {
    GROUPS.send({ xid, entries: Array.from({ length: 3000 }, (_, n) => group(n)) });
  });
  app.message("REQUEST.TABLE_FEATURES", { datapath_id: null }, ({ xid, type, flags, msg }) => {
    requests.push({ type, flags, length: msg.length });
    tables.splice(0, tables.length, ...msg);
    TABLES.send({ xid, tables });
  });
  await other.start();
  await other.connect(controller.endpoint, { requestFeatures: false });
  await recorder.wait("CHANNEL_UP");
  return { controller, recorder, other, requests, tables };
}

describe("a multipart reply of a switch", () => {
  it("is split into parts that each fill a message", async () => {
    await pair();
    const sizes: number[] = [];
    let next = 0;
    for await (const part of compile("REQUEST.FLOW_DESC").request(target)) {
      sizes.push(encode(part as MessageInput).length);
      for (const { cookie } of part.msg) expect(cookie).toBe(BigInt(next++));
    }
    expect(next).toBe(5000);
    expect(sizes).toHaveLength(7);
    for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThan(65_535 - 88);
  });

  it("is one message as a whole", async () => {
    await pair();
    const reply = await compile("REQUEST.GROUP_DESC").request(target).whole();
    expect(reply.flags).toEqual([]);
    expect(reply.msg.map(({ group_id }) => group_id)).toEqual(Array.from({ length: 3000 }, (_, n) => n));
  });

  it("fails when it is larger than maxReplyBytes", async () => {
    await pair({ maxReplyBytes: 200_000 });
    const reply = compile("REQUEST.FLOW_DESC").request(target).whole();
    await expect(reply).rejects.toThrow("the reply is larger than 200000 bytes (maxReplyBytes)");
  });
});

describe("a multipart request of a controller", () => {
  const REQUEST = compile("REQUEST.TABLE_FEATURES $tables");
  const all = Array.from({ length: 254 }, (_, id) => table(id));
  const part = (xid: number, more: boolean): MessageInput => {
    return { type: "REQUEST.TABLE_FEATURES", xid, flags: more ? ["MORE"] : [], msg: [table(1)] };
  };

  it("is split, and comes to the switch as one event", async () => {
    const { requests, tables } = await pair();
    const reply = await REQUEST.request({ ...target, tables: all }).whole();
    expect(requests).toEqual([{ type: "REQUEST.TABLE_FEATURES", flags: [], length: 254 }]);
    expect(tables.map(({ table_id }) => table_id)).toEqual(all.map(({ table_id }) => table_id));
    expect(reply.msg).toEqual(tables);
  });

  it("is refused when it is larger than maxRequestBytes, and nothing of it is heard", async () => {
    const { requests } = await pair({}, { maxRequestBytes: 40_000 });
    await expect(REQUEST.request({ ...target, tables: all })).rejects.toMatchObject({
      code: "error_reply",
      reply: { msg: { type: "BAD_REQUEST", code: "OFPBRC_MULTIPART_BUFFER_OVERFLOW" } },
    });
    await REQUEST.request({ ...target, tables: all.slice(0, 10) });
    expect(requests.map(({ length }) => length)).toEqual([10]);
  });

  it("is dropped when its last part does not come in time", async () => {
    const controller = new TestController({ requestPartTimeoutMs: 20 });
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openSwitch(controller.endpoint, { version: 6 });
    await recorder.wait("CHANNEL_UP");
    peer.send(part(7, true));
    const error = await peer.next("ERROR");
    expect(error).toMatchObject({ xid: 7, msg: { code: "OFPBRC_MULTIPART_REQUEST_TIMEOUT" } });
    expect((await recorder.wait("CHANNEL_ALERT")).msg.message).toContain("requestPartTimeoutMs");
  });

  it("is joined with the parts of its own xid", async () => {
    const controller = new TestController({ listenVersions: [4] });
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    for (const message of [part(7, true), part(8, true), part(7, true), part(8, false), part(7, false)]) {
      peer.send(message);
    }
    await recorder.wait("REQUEST.TABLE_FEATURES", 2);
    const heard = recorder.ofType("REQUEST.TABLE_FEATURES");
    expect(heard.map(({ xid, flags, msg }) => [xid, flags, msg.length])).toEqual([
      [8, [], 2],
      [7, [], 3],
    ]);
  });
});

describe("a message that is too large and cannot be split", () => {
  const actions = (count: number) => Array.from({ length: count }, () => output(1));

  it.each<[string, () => unknown, string]>([
    [
      "PACKET_OUT",
      () =>
        compile("PACKET_OUT {in_port: CONTROLLER, actions: [], data: $data}").send({
          ...target,
          data: new Uint8Array(70_000),
        }),
      "the message has 70024 bytes, more than the 65535 that its length can say",
    ],
    [
      "PACKET_OUT with many actions",
      () => compile("PACKET_OUT {actions: $actions}").send({ ...target, actions: actions(4400) }),
      "msg.actions: $actions: 70400 bytes, more than a length field can say (65535)",
    ],
    [
      "FLOW_MOD",
      () =>
        compile(
          "FLOW_MOD {command: ADD, instructions: [{instruction: APPLY_ACTIONS, actions: $actions}]}",
        ).send({ ...target, actions: actions(4400) }),
      "msg.instructions[0]: 70408 bytes, more than a length field can say (65535)",
    ],
    [
      "an entry of a multipart message",
      () => FLOWS.send({ ...target, entries: [flow(1), flow(2, 4092)] }),
      "msg[1]: $entries: 65544 bytes, more than a length field can say (65535)",
    ],
    [
      "an entry that leaves no room for the header",
      () => FLOWS.send({ ...target, entries: [flow(1), flow(2, 4091)] }),
      "msg[1]: $entries: the entry has 65528 bytes, more than the 65519 that a message has room for",
    ],
  ])("%s: the error says how large it is, and nothing is sent", async (_, send, reason) => {
    const controller = new TestController({ listenVersions: [4] });
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    expect(send).toThrow(reason);
    compile("BARRIER_REQUEST").send(target);
    await peer.next("BARRIER_REQUEST");
    expect(peer.messages).toEqual([]);
    expect(peer.frames).toHaveLength(4);
  });
});
