import { describe, expect, test } from "vitest";
import { buildPacket } from "zof-codec";
import type { BucketInput, GroupModInput } from "zof-types";
import { portsOf, testDatapath } from "../testing/datapath.test.fixture.js";

const udp = {
  eth_dst: "00:00:00:00:00:02",
  eth_src: "00:00:00:00:00:01",
  ipv4_src: "10.0.0.1",
  ipv4_dst: "10.0.0.2",
  udp_src: 1,
  udp_dst: 2,
};
const frame = buildPacket(udp);
const to = (port_no: number, more: Partial<BucketInput> = {}): BucketInput => ({
  actions: [{ action: "OUTPUT", port_no }],
  ...more,
});
const chain = (group_id: number): BucketInput => ({ actions: [{ action: "GROUP", group_id }] });
const group = (group_id: number) =>
  ({ instruction: "APPLY_ACTIONS", actions: [{ action: "GROUP", group_id }] }) as const;

function withGroup(mod: Partial<GroupModInput>) {
  const tested = testDatapath();
  tested.group({ command: "ADD", group_id: 1, ...mod });
  tested.add({ instructions: [group(1)] });
  return tested;
}

describe("what groups do (OpenFlow 1.3.5, section 5.6)", () => {
  test("ALL gives each bucket a copy, and what follows the packet as it was", () => {
    const tested = testDatapath();
    const tagged: BucketInput = {
      actions: [
        { action: "OUTPUT", port_no: 3 },
        { action: "PUSH_VLAN", ethertype: 0x8100 },
      ],
    };
    tested.group({ command: "ADD", group_id: 1, buckets: [tagged, to(2)] });
    const { actions } = group(1);
    tested.add({
      instructions: [
        { instruction: "APPLY_ACTIONS", actions: [...actions, { action: "OUTPUT", port_no: 4 }] },
      ],
    });
    const sent = tested.receive(frame);
    expect(portsOf(sent)).toEqual([3, 2, 4]);
    // A bucket is an action set: the tag comes first whatever the order.
    expect(sent.map(({ bytes }) => bytes.length - frame.length)).toEqual([4, 0, 0]);
  });

  test("SELECT sends packets of a connection one way, and different ones by weight", () => {
    const tested = withGroup({
      type: "SELECT",
      buckets: [to(2, { weight: 3 }), to(3, { weight: 1 }), to(4)],
    });
    const chosen = Array.from({ length: 400 }, (_, udp_src) => {
      const packet = buildPacket({ ...udp, udp_src });
      const [first] = portsOf(tested.receive(packet));
      expect(portsOf(tested.receive(packet))).toEqual([first]);
      return first;
    });
    expect(chosen.filter((port) => port === 4)).toEqual([]);
    const share = chosen.filter((port) => port === 2).length / chosen.length;
    expect(share).toBeGreaterThan(0.65);
    expect(share).toBeLessThan(0.85);
  });

  test("FF takes the first bucket whose port or group is live", () => {
    const tested = testDatapath();
    tested.group({ command: "ADD", group_id: 2, type: "FF", buckets: [to(3, { watch_port: 3 })] });
    tested.group({
      command: "ADD",
      group_id: 1,
      type: "FF",
      buckets: [to(2, { watch_port: 2 }), { ...chain(2), watch_group: 2 }, to(4, { watch_port: 4 })],
    });
    tested.add({ instructions: [group(1)] });
    const ports = () => portsOf(tested.receive(frame));
    expect(ports()).toEqual([2]);
    tested.links[1]?.down();
    expect(ports()).toEqual([3]);
    tested.links[2]?.down();
    expect(ports()).toEqual([4]);
    tested.links[3]?.down();
    expect(ports()).toEqual([]);
    tested.links[1]?.up();
    expect(ports()).toEqual([2]);
  });

  test("an action set with a group runs it and not its output", () => {
    const tested = testDatapath();
    tested.group({ command: "ADD", group_id: 1, type: "INDIRECT", buckets: [to(2)] });
    tested.add({
      instructions: [
        { instruction: "WRITE_ACTIONS", actions: [{ action: "OUTPUT", port_no: 3 }, ...group(1).actions] },
      ],
    });
    expect(portsOf(tested.receive(frame))).toEqual([2]);
  });

  test("a packet for the controller says that a group sent it", () => {
    const tested = withGroup({ buckets: [{ actions: [{ action: "OUTPUT", port_no: "CONTROLLER" }] }] });
    tested.add({ priority: 1, instructions: [group(1)] });
    tested.receive(frame);
    expect(tested.packetIns).toMatchObject([{ reason: "GROUP" }]);
  });
});

describe("GROUP_MOD that is refused (OpenFlow 1.5.1, section 6.5)", () => {
  const refused = (mods: GroupModInput[], version = 4): string => {
    const tested = testDatapath({ max_groups: 3 });
    try {
      for (const mod of mods) tested.group(mod, version);
      return "accepted";
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const add = (group_id: number, more: Partial<GroupModInput> = {}): GroupModInput => ({
    command: "ADD",
    group_id,
    ...more,
  });
  test.each<[string, GroupModInput[]]>([
    ["OFPGMFC_GROUP_EXISTS", [add(1), add(1)]],
    ["OFPGMFC_INVALID_GROUP", [add(0xffffff01)]],
    ["OFPGMFC_INVALID_GROUP", [add(1, { type: "INDIRECT", buckets: [to(1), to(2)] })]],
    ["OFPGMFC_INVALID_GROUP", [add(1, { buckets: [to(1, { weight: 1 })] })]],
    ["OFPGMFC_INVALID_GROUP", [add(1, { type: "FF", buckets: [to(1)] })]],
    ["OFPGMFC_WATCH_UNSUPPORTED", [add(1, { buckets: [to(1, { watch_port: 1 })] })]],
    ["OFPGMFC_BAD_WATCH", [add(1, { type: "FF", buckets: [to(1, { watch_port: 9 })] })]],
    ["OFPGMFC_BAD_WATCH", [add(1, { type: "FF", buckets: [to(1, { watch_group: 9 })] })]],
    ["OFPGMFC_OUT_OF_GROUPS", [add(1), add(2), add(3), add(4)]],
    ["OFPGMFC_UNKNOWN_GROUP", [{ command: "MODIFY", group_id: 1 }]],
    ["OFPGMFC_CHAINED_GROUP", [add(1), add(2, { buckets: [chain(1)] }), { command: "DELETE", group_id: 1 }]],
    ["OFPGMFC_BAD_COMMAND", [{ command: 9, group_id: 1 }]],
    ["OFPGMFC_BAD_TYPE", [add(1, { type: 9 })]],
    ["OFPBAC_BAD_OUT_GROUP", [add(1, { buckets: [chain(2)] })]],
    ["OFPBAC_BAD_OUT_PORT", [add(1, { buckets: [to(9)] })]],
    [
      "OFPGMFC_LOOP",
      [add(1), add(2, { buckets: [chain(1)] }), { command: "MODIFY", group_id: 1, buckets: [chain(2)] }],
    ],
    ["OFPGMFC_LOOP", [add(1), { command: "MODIFY", group_id: 1, buckets: [chain(1)] }]],
    ["accepted", [add(1), { command: "DELETE", group_id: 1 }, { command: "DELETE", group_id: 1 }]],
    ["accepted", [add(1), add(2, { buckets: [chain(1)] }), { command: "DELETE", group_id: "ALL" }]],
  ])("%s: %j", (code, mods) => {
    expect(refused(mods)).toBe(code);
  });

  const insert = (...buckets: BucketInput[]): GroupModInput => ({
    command: "INSERT_BUCKET",
    group_id: 1,
    command_bucket_id: "LAST",
    buckets,
  });
  test.each<[string, GroupModInput[]]>([
    ["OFPGMFC_BUCKET_EXISTS", [add(1), insert(to(1, { bucket_id: 5 })), insert(to(2, { bucket_id: 5 }))]],
    ["OFPGMFC_UNKNOWN_BUCKET", [add(1), { command: "REMOVE_BUCKET", group_id: 1, command_bucket_id: 5 }]],
    ["OFPGMFC_BAD_BUCKET", [add(1), insert(to(1, { bucket_id: 0xffffff01 }))]],
    ["OFPGMFC_UNKNOWN_GROUP", [insert()]],
  ])("%s in OpenFlow 1.5: %j", (code, mods) => {
    expect(refused(mods, 6)).toBe(code);
  });
});

test("buckets are put in and taken out one by one in OpenFlow 1.5, and the others' counters go on", () => {
  const tested = testDatapath();
  tested.group({ command: "ADD", group_id: 1, buckets: [to(2, { bucket_id: 2 })] }, 6);
  tested.add({ instructions: [group(1)] }, 6);
  tested.receive(frame);
  const command = (mod: Partial<GroupModInput>) =>
    tested.group({ command: "INSERT_BUCKET", group_id: 1, ...mod }, 6);
  command({ command_bucket_id: "FIRST", buckets: [to(3, { bucket_id: 3 })] });
  command({ command_bucket_id: 3, buckets: [to(4, { bucket_id: 4 })] });
  expect(portsOf(tested.receive(frame))).toEqual([3, 4, 2]);
  command({ command: "REMOVE_BUCKET", command_bucket_id: 4 });
  expect(portsOf(tested.receive(frame))).toEqual([3, 2]);
  const [three, two] = tested.switch.groups.groups.get(1)?.buckets ?? [];
  expect([three?.packet_count, two?.packet_count]).toEqual([2, 3]);
  command({ command: "REMOVE_BUCKET", command_bucket_id: "ALL" });
  expect(portsOf(tested.receive(frame))).toEqual([]);
});

test("buckets of a SELECT group without weights have equal shares in OpenFlow 1.5, and none with weight 0", () => {
  const tested = testDatapath();
  const buckets = [to(2, { bucket_id: 0 }), to(3, { bucket_id: 1 }), to(4, { bucket_id: 2, weight: 0 })];
  tested.group({ command: "ADD", group_id: 1, type: "SELECT", buckets }, 6);
  tested.add({ instructions: [group(1)] }, 6);
  const chosen = new Set(
    Array.from({ length: 50 }, (_, udp_src) => portsOf(tested.receive(buildPacket({ ...udp, udp_src })))[0]),
  );
  expect([...chosen].sort()).toEqual([2, 3]);
});

test("a deleted group takes the flow entries with it that send to it", () => {
  const tested = withGroup({ buckets: [to(2)] });
  tested.add({ priority: 7, instructions: [] });
  tested.group({ command: "DELETE", group_id: 1 });
  expect(tested.removed).toEqual(["GROUP_DELETE"]);
  expect(tested.tables.tables[0]?.entries.map((entry) => entry.priority)).toEqual([7]);
});
