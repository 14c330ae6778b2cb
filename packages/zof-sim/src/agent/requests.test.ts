import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildPacket } from "zof-codec";
import type { Message, MessageInput, MessageOf } from "zof-types";
import { Network } from "../network/network.js";
import type { Switch } from "../switch/switch.js";
import { flowMod, outputs } from "../testing/flow-mod.test.fixture.js";
import { RawController } from "../testing/raw-controller.test.fixture.js";

let controller: RawController;
let network: Network;
let version: number;
let device: Switch;

beforeEach(async () => {
  controller = await RawController.listen();
  network = new Network();
});

afterEach(async () => {
  network.close();
  await controller.close();
});

async function connected(wireVersion: number): Promise<void> {
  version = wireVersion;
  device = network.addSwitch({ ports: 2, n_tables: 3, versions: [wireVersion] });
  const ready = network.connect({ port: controller.port });
  await controller.hello(version);
  await ready;
}

const ask = (message: MessageInput) => controller.ask(message, version);
const send = (message: MessageInput) => controller.send(message, version);

/** Sends messages that have no answer, and what the switch says until it has done with them. */
async function done(...messages: MessageInput[]): Promise<Message[]> {
  for (const message of messages) send(message);
  send({ type: "BARRIER_REQUEST" });
  const heard: Message[] = [];
  for (let next = await controller.next(); next.type !== "BARRIER_REPLY"; next = await controller.next())
    heard.push(next);
  return heard;
}

async function refusal(message: MessageInput): Promise<string> {
  const { type, msg } = (await ask(message)) as MessageOf<"ERROR">;
  return type === "ERROR" ? `${msg.type} ${msg.code}` : type;
}

const toPort2 = flowMod({ cookie: 5n, priority: 9, flags: ["SEND_FLOW_REM"], instructions: outputs(2) });
const frame = buildPacket({ eth_dst: "00:00:00:00:00:02", eth_src: "00:00:00:00:00:01", eth_type: 0x88b5 });
const receive = () => {
  const [port] = device.ports.values();
  port?.deliver({ bytes: frame, hops: 0 });
};

describe.each([2, 3, 4, 5, 6])("wire version %i", (wireVersion) => {
  beforeEach(() => connected(wireVersion));

  test("flow entries are added, told of, counted and removed", async () => {
    expect(await done({ type: "FLOW_MOD", msg: toPort2 })).toEqual([]);
    receive();
    const { msg } = (await ask({ type: "REQUEST.FLOW_DESC" })) as MessageOf<"REPLY.FLOW_DESC">;
    expect(msg).toMatchObject([{ cookie: 5n, priority: 9, instructions: toPort2.instructions }]);
    const [entry] = msg;
    const stat = Object.fromEntries((entry?.stat ?? []).map(({ field, value }) => [field, value]));
    expect(version < 6 ? entry?.packet_count : stat.PACKET_COUNT).toBe(1n);
    const [removed] = await done({ type: "FLOW_MOD", msg: { ...toPort2, command: "DELETE" } });
    expect(removed).toMatchObject({ type: "FLOW_REMOVED", msg: { cookie: 5n, reason: "DELETE" } });
  });

  test("groups are added, told of and counted", async () => {
    const number = version === 6 && { bucket_id: 3 };
    const bucket = { ...number, actions: [{ action: "OUTPUT", port_no: 2 }] } as const;
    const group = { command: "ADD", type: "ALL", group_id: 7, buckets: [bucket] } as const;
    const toGroup = flowMod({
      instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "GROUP", group_id: 7 }] }],
    });
    expect(await done({ type: "GROUP_MOD", msg: group }, { type: "FLOW_MOD", msg: toGroup })).toEqual([]);
    receive();
    expect(await ask({ type: "REQUEST.GROUP_DESC" })).toMatchObject({
      type: "REPLY.GROUP_DESC",
      msg: [{ group_id: 7, type: "ALL", buckets: [bucket] }],
    });
    expect(await ask({ type: "REQUEST.GROUP_STATS", msg: { group_id: 7 } })).toMatchObject({
      type: "REPLY.GROUP_STATS",
      msg: [
        {
          group_id: 7,
          ref_count: 1,
          packet_count: 1n,
          byte_count: BigInt(frame.length),
          bucket_stats: [{ packet_count: 1n }],
        },
      ],
    });
    expect(await refusal({ type: "REQUEST.GROUP_STATS", msg: { group_id: 8 } })).toBe(
      "GROUP_MOD_FAILED OFPGMFC_UNKNOWN_GROUP",
    );
    const byGroup = { type: "REQUEST.AGGREGATE_STATS", msg: { out_group: 7 } } as const;
    const { msg } = (await ask(byGroup)) as MessageOf<"REPLY.AGGREGATE_STATS">;
    expect(msg.stat?.[0]?.value ?? msg.flow_count).toBe(1);
  });

  test("ports are configured, told of and counted", async () => {
    const { hw_addr } = device.ports.get(2) as { hw_addr: string };
    const down = { port_no: 2, hw_addr, config: ["PORT_DOWN"], mask: ["PORT_DOWN"] } as const;
    const [status] = await done({ type: "PORT_MOD", msg: down });
    expect(status).toMatchObject({ type: "PORT_STATUS", msg: { reason: "MODIFY", config: ["PORT_DOWN"] } });
    expect(await refusal({ type: "PORT_MOD", msg: { ...down, port_no: 9 } })).toBe(
      "PORT_MOD_FAILED OFPPMFC_BAD_PORT",
    );
    expect(await refusal({ type: "PORT_MOD", msg: { ...down, hw_addr: "00:00:00:00:00:00" } })).toBe(
      "PORT_MOD_FAILED OFPPMFC_BAD_HW_ADDR",
    );
    expect(await ask({ type: "REQUEST.PORT_STATS" })).toMatchObject({
      msg: [{ port_no: 1 }, { port_no: 2 }],
    });
    expect(await ask({ type: "REQUEST.QUEUE_STATS" })).toMatchObject({
      msg: [{ port_no: 1, queue_id: 0, tx_packets: 0n }, { port_no: 2 }],
    });
    expect(await refusal({ type: "REQUEST.QUEUE_STATS", msg: { queue_id: 5 } })).toBe(
      "QUEUE_OP_FAILED OFPQOFC_BAD_QUEUE",
    );
  });

  test("tables are told of", async () => {
    expect(await ask({ type: "REQUEST.TABLE_STATS" })).toMatchObject({
      type: "REPLY.TABLE_STATS",
      msg: [{ table_id: 0 }, { table_id: 1 }, { table_id: 2 }],
    });
    if (version < 4) return;
    const { msg } = (await ask({
      type: "REQUEST.TABLE_FEATURES",
      msg: [],
    })) as MessageOf<"REPLY.TABLE_FEATURES">;
    expect(msg.map(({ next_tables }) => next_tables)).toEqual([[1, 2], [2], []]);
    expect(msg[0]?.match).toContain("PBB_ISID");
    expect(msg[0]?.apply_actions?.includes("COPY_FIELD")).toBe(version === 6);
    expect(await refusal({ type: "REQUEST.TABLE_FEATURES", msg: [{ table_id: 0 }] })).toBe(
      "TABLE_FEATURES_FAILED OFPTFFC_EPERM",
    );
  });

  test("what nothing matches goes to the controller up to OpenFlow 1.2", async () => {
    receive();
    expect((await done()).map(({ type }) => type)).toEqual(version <= 3 ? ["PACKET_IN"] : []);
  });
});

test("TABLE_MOD of OpenFlow 1.2 says what becomes of what nothing matches (1.2, section 5.4)", async () => {
  await connected(3);
  const missIn = (
    table_id: number,
    config: "TABLE_MISS_CONTINUE" | "TABLE_MISS_DROP" | "TABLE_MISS_CONTROLLER",
  ) => done({ type: "TABLE_MOD", msg: { table_id, config: [config] } });
  await missIn(0, "TABLE_MISS_CONTINUE");
  receive();
  expect(await done()).toMatchObject([{ type: "PACKET_IN", msg: { table_id: 1, reason: "TABLE_MISS" } }]);
  await missIn(1, "TABLE_MISS_DROP");
  receive();
  expect(await done()).toEqual([]);
  expect(await refusal({ type: "TABLE_MOD", msg: { table_id: 9, config: ["TABLE_MISS_DROP"] } })).toBe(
    "TABLE_MOD_FAILED OFPTMFC_BAD_TABLE",
  );
});

test("TABLE_MOD of OpenFlow 1.4 lets new entries push out the least important (1.4.1, section 6.5)", async () => {
  await connected(5);
  const full = new Network().addSwitch({ versions: [5], max_entries: 2 });
  const add = (priority: number, importance: number) =>
    full.flowMod({ command: "ADD", priority, importance });
  add(1, 5);
  add(2, 4);
  expect(() => add(3, 9)).toThrow("TABLE_FULL");
  const [table] = full.tables;
  if (table !== undefined) table.evicts = true;
  add(3, 9);
  expect(table?.entries.map(({ priority }) => priority)).toEqual([3, 1]);
  await done({ type: "TABLE_MOD", msg: { table_id: 1, config: ["EVICTION"] } });
  const { msg } = (await ask({ type: "REQUEST.TABLE_DESC" })) as MessageOf<"REPLY.TABLE_DESC">;
  expect(msg.map(({ config }) => config)).toEqual([[], ["EVICTION"], []]);
  expect(await refusal({ type: "TABLE_MOD", msg: { table_id: 1, config: ["VACANCY_EVENTS"] } })).toBe(
    "TABLE_MOD_FAILED OFPTMFC_BAD_CONFIG",
  );
});

test.each([4, 5, 6])("meters are told of in wire version %i", async (wireVersion) => {
  await connected(wireVersion);
  const meter = { flags: ["PKTPS"], meter_id: 3, bands: [{ type: "DROP", rate: 2, burst_size: 0 }] } as const;
  await done({ type: "METER_MOD", msg: { command: "ADD", ...meter } });
  expect(await ask({ type: "REQUEST.METER_CONFIG" })).toMatchObject({ msg: [meter] });
  expect(await ask({ type: "REQUEST.METER_STATS" })).toMatchObject({
    msg: [{ meter_id: 3, flow_count: 0, packet_in_count: 0n, bands: [{ packet_count: 0n }] }],
  });
  expect(await ask({ type: "REQUEST.METER_FEATURES" })).toMatchObject({
    msg: { band_types: ["DROP", "DSCP_REMARK"] },
  });
  expect(await refusal({ type: "REQUEST.METER_STATS", msg: { meter_id: 4 } })).toBe(
    "METER_MOD_FAILED OFPMMFC_UNKNOWN_METER",
  );
});

describe("roles and what each gets (OpenFlow 1.3.5, sections 6.3.5 and 7.3.9)", () => {
  test("a slave changes nothing and hears of ports only", async () => {
    await connected(4);
    await done({ type: "FLOW_MOD", msg: flowMod({ instructions: outputs("CONTROLLER") }) });
    const slave = { role: "ROLE_SLAVE", generation_id: 5n } as const;
    expect(await ask({ type: "ROLE_REQUEST", msg: slave })).toMatchObject({ type: "ROLE_REPLY", msg: slave });
    expect(await refusal({ type: "FLOW_MOD", msg: toPort2 })).toBe("BAD_REQUEST OFPBRC_IS_SLAVE");
    receive();
    device.addPort();
    expect((await done()).map(({ type }) => type)).toEqual(["PORT_STATUS"]);
    expect(await refusal({ type: "ROLE_REQUEST", msg: { role: "ROLE_MASTER", generation_id: 4n } })).toBe(
      "ROLE_REQUEST_FAILED OFPRRFC_STALE",
    );
    await ask({ type: "ROLE_REQUEST", msg: { role: "ROLE_MASTER", generation_id: 6n } });
    receive();
    expect((await done()).map(({ type }) => type)).toEqual(["PACKET_IN"]);
  });

  test("SET_ASYNC says which messages are wanted", async () => {
    await connected(4);
    const ttl = flowMod({
      match: [{ field: "ETH_TYPE", value: 0x0800 }],
      instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "DEC_NW_TTL" }] }],
    });
    await done({ type: "FLOW_MOD", msg: ttl });
    const usedUp = buildPacket({
      eth_dst: "00:00:00:00:00:02",
      eth_src: "00:00:00:00:00:01",
      ipv4_src: "10.0.0.1",
      ipv4_dst: "10.0.0.2",
      nx_ip_ttl: 1,
      udp_src: 1,
      udp_dst: 2,
    });
    const deliver = () => device.ports.get(1)?.deliver({ bytes: usedUp, hops: 0 });
    deliver();
    expect(await done()).toEqual([]);
    const { msg } = (await ask({ type: "GET_ASYNC_REQUEST" })) as MessageOf<"GET_ASYNC_REPLY">;
    expect(msg.packet_in_master).toEqual(["TABLE_MISS", "APPLY_ACTION"]);
    send({ type: "SET_ASYNC", msg: { ...msg, packet_in_master: ["INVALID_TTL"], port_status_master: [] } });
    await done();
    deliver();
    device.addPort();
    expect(await done()).toMatchObject([{ type: "PACKET_IN", msg: { reason: "INVALID_TTL" } }]);
  });
});

describe("bundles (OpenFlow 1.4.1, section 6.8)", () => {
  const control = (type: "OPEN_REQUEST" | "CLOSE_REQUEST" | "COMMIT_REQUEST" | "DISCARD_REQUEST") =>
    ({ type: "BUNDLE_CONTROL", msg: { bundle_id: 1, type, flags: ["ATOMIC"] } }) as const;
  const add = (message: MessageInput) =>
    send({
      type: "BUNDLE_ADD_MESSAGE",
      msg: { bundle_id: 1, flags: ["ATOMIC"], message: { ...message, xid: 1, version } as never },
    });

  test.each([5, 6])("all is done at the end, in wire version %i", async (wireVersion) => {
    await connected(wireVersion);
    expect(await ask(control("OPEN_REQUEST"))).toMatchObject({ msg: { type: "OPEN_REPLY" } });
    add({ type: "FLOW_MOD", msg: toPort2 });
    add({ type: "GROUP_MOD", msg: { command: "ADD", group_id: 1 } });
    expect(await done()).toEqual([]);
    expect(device.tables[0]?.entries).toEqual([]);
    expect(await ask(control("CLOSE_REQUEST"))).toMatchObject({ msg: { type: "CLOSE_REPLY" } });
    expect(await ask(control("COMMIT_REQUEST"))).toMatchObject({ msg: { type: "COMMIT_REPLY" } });
    expect(device.tables[0]?.entries.length).toBe(1);
    expect(device.groups.groups.size).toBe(1);
  });

  test("one message that is refused takes all others back, and nobody hears of them", async () => {
    await connected(5);
    await done({ type: "FLOW_MOD", msg: toPort2 });
    await ask(control("OPEN_REQUEST"));
    add({ type: "FLOW_MOD", msg: { ...toPort2, command: "DELETE" } });
    add({ type: "GROUP_MOD", msg: { command: "ADD", group_id: 1 } });
    add({ type: "GROUP_MOD", msg: { command: "ADD", group_id: 1 } });
    const [cause, failed] = await done(control("COMMIT_REQUEST"));
    expect(cause).toMatchObject({ type: "ERROR", msg: { code: "OFPGMFC_GROUP_EXISTS" } });
    expect(failed).toMatchObject({ type: "ERROR", msg: { code: "OFPBFC_MSG_FAILED" } });
    expect(device.tables[0]?.entries.map(({ cookie }) => cookie)).toEqual([5n]);
    expect(device.groups.groups.size).toBe(0);
  });

  test("what cannot be is refused", async () => {
    await connected(5);
    expect(await refusal(control("COMMIT_REQUEST"))).toBe("BUNDLE_FAILED OFPBFC_BAD_ID");
    await ask(control("OPEN_REQUEST"));
    add({ type: "BARRIER_REQUEST" });
    expect(await controller.next()).toMatchObject({ msg: { code: "OFPBFC_MSG_UNSUP" } });
    await ask(control("CLOSE_REQUEST"));
    add({ type: "FLOW_MOD", msg: toPort2 });
    expect(await controller.next()).toMatchObject({ msg: { code: "OFPBFC_BUNDLE_CLOSED" } });
    await ask(control("OPEN_REQUEST"));
    expect(await refusal(control("OPEN_REQUEST"))).toBe("BUNDLE_FAILED OFPBFC_BUNDLE_EXIST");
    await ask(control("OPEN_REQUEST"));
    expect(await ask(control("DISCARD_REQUEST"))).toMatchObject({ msg: { type: "DISCARD_REPLY" } });
  });
});

describe("flow monitors (OpenFlow 1.4.1, section 7.3.5.17)", () => {
  const monitor = {
    monitor_id: 4,
    match: [],
    flags: ["INITIAL", "ADD", "MODIFY", "REMOVED", "INSTRUCTIONS", "NO_ABBREV"],
  } as const;

  test.each([5, 6])(
    "tell of what is there and what becomes of it, in wire version %i",
    async (wireVersion) => {
      await connected(wireVersion);
      await done({ type: "FLOW_MOD", msg: toPort2 });
      expect(await ask({ type: "REQUEST.FLOW_MONITOR", msg: monitor })).toMatchObject({
        type: "REPLY.FLOW_MONITOR",
        msg: [{ event: "INITIAL", cookie: 5n, instructions: toPort2.instructions }],
      });
      const events = await done(
        { type: "FLOW_MOD", msg: flowMod({ cookie: 6n, table_id: 1 }) },
        { type: "FLOW_MOD", msg: flowMod({ command: "MODIFY", table_id: 1, instructions: outputs(1) }) },
        { type: "FLOW_MOD", msg: flowMod({ command: "DELETE", table_id: 1 }) },
      );
      expect(events).toMatchObject([
        { xid: 0, msg: [{ event: "ADDED", cookie: 6n }] },
        { xid: 0, msg: [{ event: "MODIFIED", instructions: outputs(1) }] },
        { xid: 0, msg: [{ event: "REMOVED", reason: "DELETE" }] },
      ]);
      expect(await refusal({ type: "REQUEST.FLOW_MONITOR", msg: monitor })).toBe(
        "FLOW_MONITOR_FAILED OFPMOFC_MONITOR_EXISTS",
      );
      await done({ type: "REQUEST.FLOW_MONITOR", msg: { ...monitor, command: "DELETE" } });
      expect(await done({ type: "FLOW_MOD", msg: toPort2 })).toEqual([]);
    },
  );

  test("say in short what the controller did itself", async () => {
    await connected(5);
    await ask({ type: "REQUEST.FLOW_MONITOR", msg: { ...monitor, flags: ["ADD"] } });
    expect(await done({ type: "FLOW_MOD", msg: toPort2 })).toMatchObject([
      { msg: [{ event: "ABBREV", xid: 1 }] },
    ]);
    device.flowMod({ command: "ADD", cookie: 8 });
    expect(await done()).toMatchObject([{ msg: [{ event: "ADDED", cookie: 8n }] }]);
  });
});
