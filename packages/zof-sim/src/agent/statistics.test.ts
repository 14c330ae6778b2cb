import { afterEach, beforeEach, expect, test } from "vitest";
import type { FlowStats, MessageOf } from "zof-types";
import { ManualClock } from "../clock/manual-clock.js";
import { Network } from "../network/network.js";
import type { Switch } from "../switch/switch.js";
import { outputs } from "../testing/flow-mod.test.fixture.js";
import { RawController } from "../testing/raw-controller.test.fixture.js";

let controller: RawController;
let network: Network;
let clock: ManualClock;
let device: Switch;

beforeEach(async () => {
  controller = await RawController.listen();
  clock = new ManualClock();
  network = new Network({ clock });
  device = network.addSwitch({ ports: 3, n_tables: 2, max_entries: 5000 });
});

afterEach(async () => {
  network.close();
  await controller.close();
});

async function connect(version = 4): Promise<void> {
  const ready = network.connect({ port: controller.port });
  await controller.hello(version);
  await ready;
}

const port1 = [{ field: "IN_PORT", value: 1 }] as const;

test("DESC tells what the switch is (section 7.3.5.1)", async () => {
  await connect();
  expect(await controller.ask({ type: "REQUEST.DESC" })).toMatchObject({
    type: "REPLY.DESC",
    flags: [],
    msg: { mfr_desc: "zof", sw_desc: "zof-sim", dp_desc: "s1" },
  });
});

test.each([1, 4])(
  "FLOW_DESC lists entries as they were added, with counters, version %i (section 7.3.5.2)",
  async (version) => {
    await connect(version);
    const instructions = [
      { instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: 2, max_len: "NO_BUFFER" }] },
    ] as const;
    device.flowMod(
      { command: "ADD", match: port1, priority: 3, cookie: 9, idle_timeout: 5, instructions },
      version,
    );
    device.tables[0]?.entries[0]?.count(100, 0);
    clock.advance(1500);
    const reply = await controller.ask({ type: "REQUEST.FLOW_DESC", msg: {} }, version);
    expect(reply).toMatchObject({
      type: "REPLY.FLOW_DESC",
      flags: [],
      msg: [
        {
          table_id: 0,
          duration: "1.500000000",
          priority: 3,
          idle_timeout: 5,
          cookie: 9n,
          packet_count: 1n,
          byte_count: 100n,
          match: port1,
          instructions,
        },
      ],
    });
  },
);

test("FLOW_DESC and AGGREGATE_STATS select by table, match, output and cookie (sections 7.3.5.2, 7.3.5.3)", async () => {
  await connect();
  device.flowMod({ command: "ADD", match: port1, cookie: 1, instructions: outputs(2) });
  device.flowMod({ command: "ADD", cookie: 2, instructions: outputs(3) });
  device.flowMod({ command: "ADD", table_id: 1, cookie: 3, instructions: outputs(2) });
  for (const table of device.tables) for (const entry of table.entries) entry.count(10, 0);
  for (const [msg, cookies] of [
    [{}, [1, 2, 3]],
    [{ table_id: 1 }, [3]],
    [{ match: port1 }, [1]],
    [{ out_port: 2 }, [1, 3]],
    [{ cookie: 2, cookie_mask: 2 }, [2, 3]],
    [{ out_group: 1 }, []],
  ] as const) {
    const flows = (await controller.ask({ type: "REQUEST.FLOW_DESC", msg })) as MessageOf<"REPLY.FLOW_DESC">;
    expect(flows.msg.map((flow) => Number(flow.cookie))).toEqual(cookies);
    const sums = (await controller.ask({
      type: "REQUEST.AGGREGATE_STATS",
      msg,
    })) as MessageOf<"REPLY.AGGREGATE_STATS">;
    expect(Number(sums.msg.flow_count)).toBe(cookies.length);
    expect(sums.msg).toMatchObject({
      packet_count: BigInt(cookies.length),
      byte_count: BigInt(cookies.length * 10),
    });
  }
});

test("a reply of more than 64 KiB comes in parts, all but the last with MORE (section 7.3.5)", async () => {
  await connect();
  for (let priority = 1; priority <= 3000; priority++) {
    device.flowMod({ command: "ADD", priority, instructions: outputs(1, 2, 3) });
  }
  controller.send({ type: "REQUEST.FLOW_DESC" }, 4, 77);
  const flows: FlowStats[] = [];
  const sizes: number[] = [];
  for (let more = true; more; ) {
    const part = (await controller.next()) as MessageOf<"REPLY.FLOW_DESC">;
    expect(part.xid).toBe(77);
    flows.push(...part.msg);
    sizes.push(part.msg.length);
    more = part.flags?.includes("MORE") ?? false;
  }
  expect(flows.map((flow) => flow.priority)).toEqual(
    Array.from({ length: 3000 }, (_, index) => 3000 - index),
  );
  expect(sizes.length).toBeGreaterThan(4);
});

test.each([1, 4])(
  "TABLE_STATS counts entries and look-ups, version %i (section 7.3.5.4)",
  async (version) => {
    await connect(version);
    device.flowMod({ command: "ADD", match: port1 }, version);
    expect(await controller.ask({ type: "REQUEST.TABLE_STATS" }, version)).toMatchObject({
      msg: [
        { table_id: 0, active_count: 1, lookup_count: 0n, ...(version === 1 ? { max_entries: 5000 } : {}) },
        { table_id: 1, active_count: 0 },
      ],
    });
  },
);

test.each([1, 4])("PORT_STATS of all ports and of one, version %i (section 7.3.5.6)", async (version) => {
  await connect(version);
  clock.advance(2000);
  const all = (await controller.ask(
    { type: "REQUEST.PORT_STATS" },
    version,
  )) as MessageOf<"REPLY.PORT_STATS">;
  expect(all.msg.map((port) => port.port_no)).toEqual([1, 2, 3]);
  if (version === 4) expect(all.msg[0]?.duration).toBe("2.000000000");
  expect(await controller.ask({ type: "REQUEST.PORT_STATS", msg: { port_no: 2 } }, version)).toMatchObject({
    msg: [{ port_no: 2, rx_packets: 0n, tx_packets: 0n, tx_dropped: 0n }],
  });
});

test("PORT_DESC tells of all ports (section 7.3.5.7)", async () => {
  await connect();
  expect(await controller.ask({ type: "REQUEST.PORT_DESC" })).toMatchObject({
    type: "REPLY.PORT_DESC",
    msg: [
      {
        port_no: 1,
        name: "s1-eth1",
        state: ["LINK_DOWN"],
        curr: ["10GB_FD", "COPPER"],
        curr_speed: 10_000_000,
      },
      { port_no: 2 },
      { port_no: 3 },
    ],
  });
});
