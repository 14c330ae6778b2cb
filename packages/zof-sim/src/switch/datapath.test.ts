import { describe, expect, test } from "vitest";
import { buildPacket, type PacketInput, PacketView } from "zof-codec";
import type { ActionInput } from "zof-types";
import { prepareActions } from "../actions/prepare-actions.js";
import { Match } from "../match/match.js";
import { PORT } from "../match/port-number.js";
import { Packet } from "../packet/packet.js";
import { portsOf, testDatapath } from "../testing/datapath.test.fixture.js";
import { flowMod, outputs } from "../testing/flow-mod.test.fixture.js";
import { portsOnly } from "../testing/targets.test.fixture.js";

const udp = {
  eth_dst: "00:00:00:00:00:02",
  eth_src: "00:00:00:00:00:01",
  ipv4_src: "10.0.0.1",
  ipv4_dst: "10.0.0.2",
  udp_src: 1000,
  udp_dst: 2000,
};
const frame = buildPacket(udp);
const isIp = [{ field: "ETH_TYPE", value: 0x0800 }] as const;

const apply = (...actions: ActionInput[]) => ({ instruction: "APPLY_ACTIONS", actions }) as const;
const write = (...actions: ActionInput[]) => ({ instruction: "WRITE_ACTIONS", actions }) as const;
const output = (port_no: number) => ({ action: "OUTPUT", port_no }) as const;
const setField = (field: string, value: unknown) => ({ action: "SET_FIELD", field, value }) as ActionInput;
const goto = (table_id: number) => ({ instruction: "GOTO_TABLE", table_id }) as const;

function views(sent: readonly { bytes: Uint8Array }[]): PacketView[] {
  return sent.map(({ bytes }) => new PacketView(bytes));
}

describe("table miss", () => {
  test("OpenFlow 1.3 drops (section 5.4)", () => {
    const { receive, packetIns } = testDatapath();
    expect(receive(frame)).toEqual([]);
    expect(packetIns).toEqual([]);
  });

  test("OpenFlow 1.3 does what the table-miss entry says (section 5.4)", () => {
    const { add, receive, packetIns } = testDatapath();
    add({ instructions: outputs("CONTROLLER"), cookie: 5 });
    receive(frame, 3);
    expect(packetIns).toEqual([
      {
        buffer_id: undefined,
        total_len: frame.length,
        in_port: 3,
        metadata: 0n,
        reason: "TABLE_MISS",
        table_id: 0,
        cookie: 5n,
        data: frame,
      },
    ]);
  });

  test("OpenFlow 1.0 sends to the controller (section 3.4)", () => {
    const { datapath, receive, packetIns } = testDatapath();
    datapath.missToController = true;
    receive(frame);
    expect(packetIns).toMatchObject([{ reason: "TABLE_MISS", cookie: 0xffffffffffffffffn, data: frame }]);
  });

  test("in a later table the packet is dropped with its action set", () => {
    const { add, receive } = testDatapath();
    add({ instructions: [write(output(2)), goto(1)] });
    expect(receive(frame)).toEqual([]);
  });
});

describe("the pipeline (OpenFlow 1.3.5, section 5.1)", () => {
  test("the entry of highest priority is the one that counts", () => {
    const { add, receive, tables } = testDatapath();
    add({ priority: 1, instructions: outputs(2) });
    add({ priority: 2, instructions: outputs(3), match: isIp });
    expect(portsOf(receive(frame))).toEqual([3]);
    expect(tables.tables[0]?.entries.map((entry) => [entry.packet_count, entry.byte_count])).toEqual([
      [1, frame.length],
      [0, 0],
    ]);
    expect(tables.tables[0]).toMatchObject({ lookup_count: 1, matched_count: 1 });
  });

  test("an entry without instructions drops", () => {
    const { add, receive, tables } = testDatapath();
    add({});
    expect(receive(frame)).toEqual([]);
    expect(tables.tables[0]?.matched_count).toBe(1);
  });

  test("GOTO_TABLE goes on there, with what APPLY_ACTIONS changed", () => {
    const { add, receive } = testDatapath();
    add({ match: isIp, instructions: [apply(setField("IPV4_DST", "10.9.9.9")), goto(2)] });
    add({
      table_id: 2,
      match: [...isIp, { field: "IPV4_DST", value: "10.9.9.9" }],
      instructions: outputs(4),
    });
    expect(portsOf(receive(frame))).toEqual([4]);
  });

  test("WRITE_METADATA sets the bits of the mask, later tables match them", () => {
    const { add, receive } = testDatapath();
    const metadata = (value: bigint, mask: bigint) =>
      ({ instruction: "WRITE_METADATA", metadata: value, mask }) as const;
    add({ instructions: [metadata(0xffn, 0x0fn), goto(1)] });
    add({ table_id: 1, instructions: [metadata(0xff00n, 0xf000n), goto(2)] });
    add({ table_id: 2, match: [{ field: "METADATA", value: 0xf00fn }], instructions: outputs(2) });
    expect(portsOf(receive(frame))).toEqual([2]);
  });
});

describe("the action set (OpenFlow 1.3.5, section 5.10)", () => {
  test("runs at the end, in its own order", () => {
    const { add, receive } = testDatapath();
    const push = { action: "PUSH_VLAN", ethertype: 0x8100 } as const;
    add({ match: isIp, instructions: [write(output(2), push, setField("VLAN_VID", 5))] });
    const [sent] = views(receive(frame));
    expect(sent?.toObject()).toMatchObject({ vlan_vid: 5, udp_dst: 2000 });
  });

  test("has one action of each type, SET_FIELD one for each field: the last counts", () => {
    const { add, receive } = testDatapath();
    const first = write(
      output(2),
      setField("ETH_DST", "00:00:00:00:00:0a"),
      setField("ETH_SRC", "00:00:00:00:00:0b"),
    );
    add({ instructions: [first, goto(1)] });
    add({ table_id: 1, instructions: [write(output(3), setField("ETH_DST", "00:00:00:00:00:0c"))] });
    const sent = receive(frame);
    expect(portsOf(sent)).toEqual([3]);
    expect(views(sent)[0]?.toObject()).toMatchObject({
      eth_dst: "00:00:00:00:00:0c",
      eth_src: "00:00:00:00:00:0b",
    });
  });

  test("CLEAR_ACTIONS empties it before WRITE_ACTIONS adds", () => {
    const { add, receive } = testDatapath();
    add({ instructions: [write(output(2), setField("ETH_DST", "00:00:00:00:00:0a")), goto(1)] });
    add({ table_id: 1, instructions: [write(output(3)), { instruction: "CLEAR_ACTIONS" }] });
    const sent = receive(frame);
    expect(portsOf(sent)).toEqual([3]);
    expect(sent[0]?.bytes).toEqual(frame);
  });

  test("without output it drops", () => {
    const { add, receive } = testDatapath();
    add({ instructions: [write(setField("ETH_DST", "00:00:00:00:00:0a"))] });
    expect(receive(frame)).toEqual([]);
  });
});

describe("OUTPUT (OpenFlow 1.3.5, sections 4.5 and 5.12)", () => {
  test("sends the packet as it is at that point of the list", () => {
    const { add, receive } = testDatapath();
    add({ match: isIp, instructions: [apply(output(2), setField("IPV4_DST", "10.9.9.9"), output(3))] });
    expect(views(receive(frame)).map((view) => view.ipv4_dst)).toEqual(["10.0.0.2", "10.9.9.9"]);
    expect(new PacketView(frame).ipv4_dst).toBe("10.0.0.2");
  });

  test("does not send back to the port the packet came from, IN_PORT does", () => {
    const { add, receive } = testDatapath();
    add({ instructions: outputs(1, 2) });
    expect(portsOf(receive(frame, 1))).toEqual([2]);
    add({ instructions: outputs("IN_PORT") });
    expect(portsOf(receive(frame, 1))).toEqual([1]);
  });

  test("FLOOD and ALL send to all other ports that are up", () => {
    const { add, receive, ports } = testDatapath();
    add({ instructions: outputs("FLOOD") });
    expect(portsOf(receive(frame, 2))).toEqual([1, 3, 4]);
    ports.get(3)?.link?.down();
    add({ instructions: outputs("ALL") });
    expect(portsOf(receive(frame, 2))).toEqual([1, 4]);
  });

  test("NORMAL floods what is unknown and learns who is where, for each VLAN", () => {
    const { add, receive, clock } = testDatapath();
    add({ instructions: outputs("NORMAL") });
    const back = buildPacket({ ...udp, eth_dst: udp.eth_src, eth_src: udp.eth_dst });
    const backInVlan = buildPacket({ ...udp, eth_dst: udp.eth_src, eth_src: udp.eth_dst, vlan_vid: 5 });
    expect(portsOf(receive(frame, 1))).toEqual([2, 3, 4]);
    expect(portsOf(receive(back, 2))).toEqual([1]);
    expect(portsOf(receive(frame, 1))).toEqual([2]);
    expect(portsOf(receive(backInVlan, 2))).toEqual([1, 3, 4]);
    expect(portsOf(receive(frame, 2))).toEqual([]);
    clock.advance(300_001);
    expect(portsOf(receive(frame, 1))).toEqual([2, 3, 4]);
  });

  test("LOCAL hands over to the switch", () => {
    const { add, receive, local } = testDatapath();
    add({ instructions: outputs("LOCAL") });
    expect(receive(frame)).toEqual([]);
    expect(local).toEqual([frame]);
  });

  test("CONTROLLER of an entry that is no table miss has the reason APPLY_ACTION", () => {
    const { add, receive, packetIns } = testDatapath();
    add({ match: isIp, instructions: outputs("CONTROLLER"), cookie: 7 });
    add({ priority: 1, instructions: outputs("CONTROLLER") });
    receive(frame);
    receive(buildPacket({ eth_dst: udp.eth_dst, eth_src: udp.eth_src, eth_type: 0x88b5 }));
    expect(packetIns).toMatchObject([
      { reason: "APPLY_ACTION", cookie: 0n },
      { reason: "APPLY_ACTION", cookie: 0n },
    ]);
  });
});

describe("buffers and max_len (OpenFlow 1.3.5, section 7.4.1)", () => {
  const toController = (max_len: number | "NO_BUFFER") =>
    [apply({ action: "OUTPUT", port_no: "CONTROLLER", max_len })] as const;

  test("without buffers the whole packet is sent", () => {
    const { add, receive, packetIns } = testDatapath();
    add({ instructions: toController(10) });
    receive(frame);
    expect(packetIns).toMatchObject([{ buffer_id: undefined, total_len: frame.length, data: frame }]);
  });

  test("with buffers max_len bytes are sent, the whole with NO_BUFFER", () => {
    const { add, receive, packetIns, buffers } = testDatapath({ n_buffers: 2 });
    add({ instructions: toController(10) });
    receive(frame, 3);
    expect(packetIns).toMatchObject([{ buffer_id: 1, total_len: frame.length, data: frame.subarray(0, 10) }]);
    expect(buffers.take(1)).toEqual({ bytes: frame, in_port: 3, hops: 0 });
    add({ instructions: toController("NO_BUFFER") });
    receive(frame);
    expect(packetIns[1]).toMatchObject({ buffer_id: undefined, data: frame });
  });

  test("a table miss of OpenFlow 1.0 sends miss_send_len bytes", () => {
    const { datapath, receive, packetIns } = testDatapath({ n_buffers: 2 });
    datapath.missToController = true;
    datapath.miss_send_len = 20;
    receive(frame);
    expect(packetIns).toMatchObject([{ buffer_id: 1, data: frame.subarray(0, 20) }]);
  });

  test("a new packet takes the oldest one's buffer; each is taken once", () => {
    const { add, receive, buffers } = testDatapath({ n_buffers: 2 });
    add({ instructions: toController(0) });
    for (let i = 0; i < 3; i++) receive(frame);
    expect(buffers.take(1)).toBeUndefined();
    expect(buffers.take(3)).toBeDefined();
    expect(buffers.take(3)).toBeUndefined();
  });
});

describe("other actions (OpenFlow 1.3.5, section 5.12)", () => {
  test("DEC_NW_TTL drops a packet whose TTL is used up", () => {
    const { add, receive } = testDatapath();
    add({
      match: isIp,
      instructions: [apply({ action: "DEC_NW_TTL" }, output(2)), write(output(3)), goto(1)],
    });
    add({ table_id: 1, instructions: outputs(4) });
    const withTtl = (nx_ip_ttl: number) => buildPacket({ ...udp, nx_ip_ttl });
    expect(portsOf(receive(withTtl(1)))).toEqual([]);
    const sent = receive(withTtl(2));
    expect(portsOf(sent)).toEqual([2, 4, 3]);
    expect(views(sent)[0]?.nx_ip_ttl).toBe(1);
  });

  test("SET_QUEUE is noted with the packet", () => {
    const { add, datapath } = testDatapath();
    add({ instructions: [apply({ action: "SET_QUEUE", queue_id: 3 })] });
    const packet = new Packet(frame, 1, 0);
    datapath.process(packet);
    expect(packet.queue_id).toBe(3);
  });

  test("ENQUEUE of OpenFlow 1.0 sends and notes the queue (section 5.2.4)", () => {
    const { add, receive } = testDatapath();
    add({ instructions: [apply({ action: "ENQUEUE", port_no: 3, queue_id: 9 })] }, 1);
    expect(portsOf(receive(frame))).toEqual([3]);
  });
});

describe("PACKET_OUT", () => {
  const check = (input: PacketInput) => {
    const packet = new Packet(buildPacket(input), PORT.CONTROLLER, 0);
    return {
      packet,
      steps: (...actions: ActionInput[]) =>
        prepareActions(
          flowMod({ instructions: [apply(...actions)] }).instructions.flatMap((i) =>
            "actions" in i ? i.actions : [],
          ),
          {
            version: 4,
            match: Match.exactly(packet.key),
            packetOut: true,
            targets: portsOnly((port_no) => port_no <= 4),
            tag: undefined,
            eth_type: undefined,
          },
        ),
    };
  };

  test("TABLE sends through the tables", () => {
    const { add, datapath, tables } = testDatapath();
    add({ instructions: outputs(2) });
    const { packet, steps } = check(udp);
    datapath.execute(packet, steps({ action: "OUTPUT", port_no: "TABLE" }));
    expect(tables.tables[0]?.matched_count).toBe(1);
  });

  test("to CONTROLLER comes back with the reason PACKET_OUT", () => {
    const { datapath, packetIns } = testDatapath();
    const { packet, steps } = check(udp);
    datapath.execute(packet, steps({ action: "OUTPUT", port_no: "CONTROLLER" }));
    expect(packetIns).toMatchObject([{ reason: "PACKET_OUT", in_port: PORT.CONTROLLER }]);
  });

  test("actions must suit the packet", () => {
    const { steps } = check(udp);
    expect(() => steps(setField("IPV4_SRC", "10.0.0.9"))).not.toThrow();
    expect(() => steps(setField("IPV6_SRC", "::1"))).toThrow(/MATCH_INCONSISTENT/);
    expect(() => steps({ action: "POP_VLAN" })).toThrow(/MATCH_INCONSISTENT/);
  });
});
