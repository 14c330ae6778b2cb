import { expect, test } from "vitest";
import { buildPacket, parsePacket } from "zof-codec";
import type { ActionInput, InstructionInput } from "zof-types";
import { portsOf, testDatapath } from "../testing/datapath.test.fixture.js";

const frame = buildPacket({
  eth_dst: "00:00:00:00:00:02",
  eth_src: "00:00:00:00:00:01",
  ipv4_src: "10.0.0.1",
  ipv4_dst: "10.0.0.2",
  ip_dscp: 10,
  nx_ip_ttl: 33,
  tcp_src: 1,
  tcp_dst: 2,
  vlan_vid: 5,
});
const write = (...actions: ActionInput[]): InstructionInput => ({ instruction: "WRITE_ACTIONS", actions });
const to = (port_no: number): ActionInput => ({ action: "OUTPUT", port_no });
const match = [
  { field: "ETH_TYPE", value: 0x0800 },
  { field: "VLAN_VID", value: 5 },
] as const;

test("actions run in the specification's order, one of each type (OpenFlow 1.3.5, section 5.10)", () => {
  const tested = testDatapath();
  tested.add({
    match,
    instructions: [
      write(
        to(2),
        { action: "SET_FIELD", field: "VLAN_VID", value: 7 },
        { action: "DEC_NW_TTL" },
        { action: "PUSH_VLAN", ethertype: 0x88a8 },
        { action: "POP_VLAN" },
      ),
      { instruction: "GOTO_TABLE", table_id: 1 },
    ],
  });
  tested.add({ table_id: 1, instructions: [write(to(3), { action: "SET_QUEUE", queue_id: 0 })] });
  const [sent] = tested.receive(frame);
  expect(sent?.port_no).toBe(3);
  const packet = parsePacket(sent?.bytes as Uint8Array);
  expect([packet.vlan_vid, packet.x_vlan_tpid, packet.nx_ip_ttl]).toEqual([7, 0x88a8, 32]);
  expect(tested.ports.get(3)?.queues.of(0)).toEqual({ tx_packets: 1, tx_bytes: frame.length });
});

test("CLEAR_ACTIONS empties the set before WRITE_ACTIONS fills it; APPLY_ACTIONS does not touch it", () => {
  const tested = testDatapath();
  tested.add({
    instructions: [write(to(2), { action: "POP_VLAN" }), { instruction: "GOTO_TABLE", table_id: 1 }],
    match,
  });
  tested.add({
    table_id: 1,
    instructions: [
      write(to(3)),
      { instruction: "CLEAR_ACTIONS" },
      { instruction: "APPLY_ACTIONS", actions: [to(4)] },
    ],
  });
  const sent = tested.receive(frame);
  expect(portsOf(sent)).toEqual([4, 3]);
  expect(sent[1]?.bytes).toEqual(frame);
});

test("metadata is written under its mask and matched by later tables", () => {
  const tested = testDatapath();
  tested.add({
    instructions: [
      { instruction: "WRITE_METADATA", metadata: 0xab, mask: 0xff },
      { instruction: "GOTO_TABLE", table_id: 2 },
    ],
  });
  tested.add({
    table_id: 2,
    match: [{ field: "METADATA", value: 0xa0, mask: 0xf0 }],
    instructions: [
      { instruction: "WRITE_METADATA", metadata: 0x100, mask: 0xf00 },
      { instruction: "GOTO_TABLE", table_id: 3 },
    ],
  });
  tested.add({ table_id: 3, match: [{ field: "METADATA", value: 0x1ab }], instructions: [write(to(2))] });
  expect(portsOf(tested.receive(frame))).toEqual([2]);
});

test("OpenFlow 1.5 sets bits of a field and copies bits from one to another (1.5.1, sections 7.2.6.7 and 7.2.6.8)", () => {
  const tested = testDatapath();
  const actions: ActionInput[] = [
    { action: "SET_FIELD", field: "IPV4_SRC", value: "192.0.2.0", mask: "255.255.255.0" },
    { action: "COPY_FIELD", n_bits: 8, src_offset: 8, dst_offset: 0, fields: ["IPV4_SRC", "IPV4_DST"] },
    { action: "COPY_FIELD", n_bits: 16, fields: ["IPV4_DST", "METADATA"] },
    { action: "OUTPUT", port_no: "CONTROLLER" },
  ];
  tested.add(
    {
      match: [{ field: "ETH_TYPE", value: 0x0800 }],
      instructions: [{ instruction: "APPLY_ACTIONS", actions }],
    },
    6,
  );
  tested.receive(frame);
  const [packetIn] = tested.packetIns;
  const packet = parsePacket(packetIn?.data as Uint8Array);
  expect([packet.ipv4_src, packet.ipv4_dst, packetIn?.metadata]).toEqual(["192.0.2.1", "10.0.0.2", 2n]);
});

test.each<[string, ActionInput, number]>([
  ["OFPBAC_BAD_SET_TYPE", { action: "COPY_FIELD", n_bits: 8, fields: ["IPV4_SRC", "IN_PORT"] }, 6],
  ["OFPBAC_BAD_SET_LEN", { action: "COPY_FIELD", n_bits: 33, fields: ["IPV4_SRC", "IPV4_DST"] }, 6],
  ["OFPBAC_BAD_SET_LEN", { action: "COPY_FIELD", n_bits: 0, fields: ["IPV4_SRC", "IPV4_DST"] }, 6],
  ["OFPBAC_MATCH_INCONSISTENT", { action: "COPY_FIELD", n_bits: 8, fields: ["IPV6_SRC", "IPV4_DST"] }, 6],
  [
    "OFPBAC_BAD_SET_ARGUMENT",
    { action: "SET_FIELD", field: "IPV4_SRC", value: "1.2.3.0", mask: "255.255.255.0" },
    4,
  ],
  ["OFPBAC_BAD_METER", { action: "METER", meter_id: 1 }, 6],
])("%s: %j in wire version %i", (code, action, version) => {
  const instructions = [{ instruction: "APPLY_ACTIONS", actions: [action] } as const];
  expect(() =>
    testDatapath().add({ match: [{ field: "ETH_TYPE", value: 0x0800 }], instructions }, version),
  ).toThrow(expect.objectContaining({ code }));
});

test("actions are checked against the headers that those before leave", () => {
  const accepted = (...actions: ActionInput[]) => {
    const tested = testDatapath();
    tested.add({ match, instructions: [{ instruction: "APPLY_ACTIONS", actions }] });
  };
  const pushMpls: ActionInput = { action: "PUSH_MPLS", ethertype: 0x8847 };
  const popMpls: ActionInput = { action: "POP_MPLS", ethertype: 0x86dd };
  const setLabel: ActionInput = { action: "SET_FIELD", field: "MPLS_LABEL", value: 3 };
  const setIpv4: ActionInput = { action: "SET_FIELD", field: "IPV4_SRC", value: "1.2.3.4" };
  const setIpv6: ActionInput = { action: "SET_FIELD", field: "IPV6_SRC", value: "::1" };
  expect(() => accepted(pushMpls, setLabel, { action: "DEC_MPLS_TTL" })).not.toThrow();
  expect(() => accepted(pushMpls, setIpv4)).toThrow("MATCH_INCONSISTENT");
  expect(() => accepted(setLabel)).toThrow("MATCH_INCONSISTENT");
  expect(() => accepted(pushMpls, popMpls, setIpv6)).not.toThrow();
  expect(() => accepted(pushMpls, popMpls, setIpv4)).toThrow("MATCH_INCONSISTENT");
});
