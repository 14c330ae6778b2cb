import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildPacket } from "zof-codec";
import type { MessageInput, MessageOf } from "zof-types";
import { Network } from "../network/network.js";
import type { NetworkEvent } from "../network/network-event.js";
import type { Switch } from "../switch/switch.js";
import type { SwitchOptions } from "../switch/switch-options.js";
import { flowMod, outputs } from "../testing/flow-mod.test.fixture.js";
import { RawController } from "../testing/raw-controller.test.fixture.js";

let controller: RawController;
let network: Network;
let events: NetworkEvent[];

beforeEach(async () => {
  controller = await RawController.listen();
  network = new Network();
  events = [];
  network.subscribe((event) => events.push(event));
});

afterEach(async () => {
  network.close();
  await controller.close();
});

async function connected(version: 1 | 4 = 4, options: SwitchOptions = {}): Promise<Switch> {
  const device = network.addSwitch({ ports: 2, ...options });
  const ready = network.connect({ port: controller.port });
  await controller.hello(version);
  await ready;
  return device;
}

const frame = buildPacket({
  eth_dst: "00:00:00:00:00:02",
  eth_src: "00:00:00:00:00:01",
  eth_type: 0x88b5,
  payload: "aabb",
});

describe("HELLO (OpenFlow 1.3.5, section 6.3.1)", () => {
  test("offers the versions in header and bitmap", async () => {
    network.addSwitch();
    void network.connect({ port: controller.port });
    expect(await controller.nextHex()).toBe("04000010" + "00000001" + "00010008" + "00000012");
  });

  test("agrees on what the other end's bitmap allows, whatever its header says", async () => {
    const device = network.addSwitch();
    const ready = network.connect({ port: controller.port });
    await controller.next();
    controller.sendHex("06 00 0010 00000001 0001 0008 00000042"); // 1.5, bitmap: 1.0 and 1.5
    await ready;
    expect(device.connection).toEqual({ status: "connected", version: 1 });
  });

  test("without a common version answers HELLO_FAILED and ends", async () => {
    network.addSwitch({ versions: [4] });
    void network.connect({ port: controller.port, reconnect: false });
    await controller.next();
    controller.sendHex("01 00 0008 00000063");
    const error = (await controller.next()) as MessageOf<"ERROR">;
    expect(error).toMatchObject({
      type: "ERROR",
      xid: 0x63,
      msg: { type: "HELLO_FAILED", code: "OFPHFC_INCOMPATIBLE" },
    });
    expect(new TextDecoder().decode(error.msg.data)).toBe("no common version: 1 is asked for, 4 spoken here");
    await controller.closed();
  });

  test("another first message ends the connection", async () => {
    network.addSwitch();
    const refused = network.connect({ port: controller.port, reconnect: false });
    await controller.next();
    controller.sendHex("04 05 0008 00000001");
    await expect(refused).rejects.toThrow("failed: s1: the first message was not HELLO");
  });
});

describe("requests", () => {
  test("FEATURES, OpenFlow 1.3, byte for byte (section 7.3.1)", async () => {
    await connected(4, { datapath_id: "00:00:00:00:00:00:ab:cd", n_tables: 3, n_buffers: 5 });
    controller.sendHex("04 05 0008 00000007");
    expect(await controller.nextHex()).toBe(
      "0406002000000007" + "000000000000abcd" + "00000005" + "0300" + "0000" + "0000004f" + "00000000",
    );
  });

  test("FEATURES, OpenFlow 1.0: with actions and ports (section 5.3.1)", async () => {
    await connected(1);
    controller.sendHex("01 05 0008 00000007");
    const { msg, xid } = (await controller.next()) as MessageOf<"FEATURES_REPLY">;
    expect(xid).toBe(7);
    expect(msg.datapath_id).toBe("00:00:00:00:00:00:00:01");
    expect(msg.actions).toContain("STRIP_VLAN");
    expect(msg.ports.map((port) => [port.port_no, port.name])).toEqual([
      [1, "s1-eth1"],
      [2, "s1-eth2"],
    ]);
    expect(msg.ports[0]?.state).toContain("LINK_DOWN");
  });

  test("ECHO comes back as it is (section 7.5.2)", async () => {
    await connected();
    controller.sendHex("04 02 000b 0000002a 616263");
    expect(await controller.nextHex()).toBe("0403000b0000002a616263");
  });

  test("BARRIER is answered after what came before (section 7.3.8)", async () => {
    const device = await connected();
    controller.send({ type: "FLOW_MOD", msg: { command: "ADD", instructions: outputs(1) } });
    controller.sendHex("04 14 0008 00000009");
    expect(await controller.nextHex()).toBe("0415000800000009");
    expect(device.tables[0]?.entries.length).toBe(1);
  });

  test("SET_CONFIG sets miss_send_len, GET_CONFIG tells it (section 7.3.2)", async () => {
    await connected();
    expect(await controller.ask({ type: "GET_CONFIG_REQUEST" })).toMatchObject({
      msg: { flags: ["FRAG_NORMAL"], miss_send_len: 128 },
    });
    controller.send({ type: "SET_CONFIG", msg: { flags: [], miss_send_len: "NO_BUFFER" } });
    expect(await controller.ask({ type: "GET_CONFIG_REQUEST" })).toMatchObject({
      msg: { miss_send_len: "NO_BUFFER" },
    });
    const drop: MessageInput = { type: "SET_CONFIG", msg: { flags: ["FRAG_DROP"], miss_send_len: 5 } };
    expect(await controller.ask(drop)).toMatchObject({
      msg: { type: "SWITCH_CONFIG_FAILED", code: "OFPSCFC_BAD_FLAGS" },
    });
  });
});

describe("packets", () => {
  test("PACKET_OUT sends, PACKET_IN brings, byte for byte (sections 7.3.7 and 7.4.1)", async () => {
    const device = await connected();
    const host = network.addHost();
    network.link(device, host);
    await controller.next(); // PORT_STATUS
    device.flowMod({ command: "ADD", cookie: 0x1122, instructions: outputs("CONTROLLER") });
    host.announce();
    const hex = await controller.nextHex();
    expect(hex.slice(0, 8)).toBe("040a0054");
    expect(hex.slice(16)).toBe(
      "ffffffff" +
        "002a" +
        "00" +
        "00" +
        "0000000000001122" +
        "0001000c" +
        "80000004" +
        "00000001" +
        "00000000" +
        "0000" +
        "ffffffffffff000000000001" +
        "0806" +
        "00010800" +
        "06040001" +
        "000000000001" +
        "0a000001" +
        "000000000000" +
        "0a000001",
    );
  });

  test("PACKET_OUT goes where its actions say, and no further than a port", async () => {
    const device = await connected();
    const host = network.addHost();
    network.link(device, host);
    await controller.next();
    const delivered = new Promise<NetworkEvent>((resolve) =>
      network.subscribe((event) => event.type === "frame_delivered" && resolve(event)),
    );
    controller.send({
      type: "PACKET_OUT",
      msg: { actions: [{ action: "OUTPUT", port_no: "ALL" }], data: frame },
    });
    expect(await delivered).toMatchObject({ to: host.card, bytes: frame });
    expect(device.ports.get(1)).toMatchObject({ tx_packets: 1, tx_bytes: frame.length });
  });

  test("a buffered packet is sent by its id, once; FLOW_MOD takes it through the tables", async () => {
    const device = await connected(4, { n_buffers: 4 });
    const [a, b] = [network.addHost(), network.addHost()];
    network.link(device, a);
    network.link(device, b);
    await controller.next();
    await controller.next();
    const toController = [{ action: "OUTPUT", port_no: "CONTROLLER", max_len: 14 }] as const;
    device.flowMod({
      command: "ADD",
      instructions: [{ instruction: "APPLY_ACTIONS", actions: toController }],
    });
    a.announce();
    const first = (await controller.next()) as MessageOf<"PACKET_IN">;
    expect(first.msg).toMatchObject({ buffer_id: 1, total_len: 42 });
    expect(first.msg.data.length).toBe(14);
    controller.send({
      type: "PACKET_OUT",
      msg: { buffer_id: 1, in_port: 1, actions: [{ action: "OUTPUT", port_no: "FLOOD" }] },
    });
    expect(
      await controller.ask({ type: "PACKET_OUT", msg: { buffer_id: 1, in_port: 1, actions: [] } }),
    ).toMatchObject({ msg: { code: "OFPBRC_BUFFER_UNKNOWN" } });
    expect(device.ports.get(2)?.tx_packets).toBe(1);
    a.announce();
    await controller.next();
    controller.send({
      type: "FLOW_MOD",
      msg: { command: "ADD", priority: 1, buffer_id: 2, instructions: outputs(2) },
    });
    await controller.ask({ type: "BARRIER_REQUEST" });
    expect(device.ports.get(2)?.tx_packets).toBe(2);
  });
});

describe("what a switch tells of its own accord", () => {
  test("PORT_STATUS when a port is added and when its link changes (section 7.4.3)", async () => {
    const device = await connected(4, { ports: 0 });
    const link = network.link(device, network.addHost());
    const told = async () => {
      const { type, msg } = (await controller.next()) as MessageOf<"PORT_STATUS">;
      return [type, msg.reason, msg.port_no, msg.state];
    };
    expect(await told()).toEqual(["PORT_STATUS", "ADD", 1, ["LINK_DOWN"]]);
    expect(await told()).toEqual(["PORT_STATUS", "MODIFY", 1, ["LIVE"]]);
    link.down();
    expect(await told()).toEqual(["PORT_STATUS", "MODIFY", 1, ["LINK_DOWN"]]);
    link.up();
    expect(await told()).toEqual(["PORT_STATUS", "MODIFY", 1, ["LIVE"]]);
    link.remove();
    expect(await told()).toEqual(["PORT_STATUS", "MODIFY", 1, ["LINK_DOWN"]]);
  });

  test.each([1, 4] as const)(
    "FLOW_REMOVED when asked for with SEND_FLOW_REM, version %i (section 7.4.2)",
    async (version) => {
      await connected(version);
      const match = [{ field: "IN_PORT", value: 1 }] as const;
      controller.send(
        {
          type: "FLOW_MOD",
          msg: { command: "ADD", match, cookie: 5, priority: 7, flags: ["SEND_FLOW_REM"] },
        },
        version,
      );
      controller.send({ type: "FLOW_MOD", msg: { command: "ADD", cookie: 6 } }, version);
      controller.send({ type: "FLOW_MOD", msg: { command: "DELETE" } }, version);
      expect(await controller.next()).toMatchObject({
        type: "FLOW_REMOVED",
        msg: { cookie: 5n, priority: 7, reason: "DELETE", packet_count: 0n, match },
      });
      expect((await controller.ask({ type: "BARRIER_REQUEST" }, version)).type).toBe("BARRIER_REPLY");
    },
  );
});

test("what the version agreed on cannot say is dropped, which is told", async () => {
  const device = await connected(1);
  const ipv6 = [{ field: "IPV6_DST", value: "2001:db8::1" }] as const;
  device.flowMod({ command: "ADD", match: ipv6, flags: ["SEND_FLOW_REM"] }, 4);
  device.flowMod({ command: "DELETE", table_id: "ALL" }, 4);
  expect(events.at(-1)).toMatchObject({ type: "message_dropped", message: "FLOW_REMOVED" });
  expect((await controller.ask({ type: "BARRIER_REQUEST" }, 1)).type).toBe("BARRIER_REPLY");
});

describe("errors (OpenFlow 1.3.5, section 7.4.4)", () => {
  const cases: [name: string, hex: string, type: string, code: string][] = [
    ["an unknown message type", "04 63 0008 00000005", "BAD_REQUEST", "OFPBRC_BAD_TYPE"],
    ["a message for a controller", "04 15 0008 00000005", "BAD_REQUEST", "OFPBRC_BAD_TYPE"],
    [
      "an unknown multipart type",
      "04 12 0010 00000005 0063 0000 00000000",
      "BAD_REQUEST",
      "OFPBRC_BAD_MULTIPART",
    ],
    ["a message that is too long", "04 05 000c 00000005 00000000", "BAD_REQUEST", "OFPBRC_BAD_LEN"],
    ["a message that is too short", "04 0d 000c 00000005 00000000", "BAD_REQUEST", "OFPBRC_BAD_LEN"],
    ["another version than agreed on", "01 05 0008 00000005", "BAD_REQUEST", "OFPBRC_BAD_VERSION"],
    ["a version that is not known", "09 05 0008 00000005", "BAD_REQUEST", "OFPBRC_BAD_VERSION"],
    [
      "an unknown action",
      "04 0d 0020 00000005 ffffffff fffffffd 0008 000000000000 0063 0008 00000000",
      "BAD_ACTION",
      "OFPBAC_BAD_TYPE",
    ],
    [
      "an unknown instruction",
      `04 0e 0040 00000005 ${"00".repeat(16)} 00 00 0000 0000 0000 ffffffff ffffffff ffffffff 0000 0000 0001 0004 00000000 0063 0008 00000000`,
      "BAD_INSTRUCTION",
      "OFPBIC_UNKNOWN_INST",
    ],
  ];

  test.each(cases)("%s", async (_name, hex, type, code) => {
    await connected();
    controller.sendHex(hex);
    const error = (await controller.next()) as MessageOf<"ERROR">;
    expect(error).toMatchObject({ type: "ERROR", xid: 5, version: 4, msg: { type, code } });
    expect(Buffer.from(error.msg.data).toString("hex")).toBe(hex.replaceAll(" ", ""));
    expect((await controller.ask({ type: "BARRIER_REQUEST" })).type).toBe("BARRIER_REPLY");
  });

  test.each<[MessageInput, string]>([
    [{ type: "FLOW_MOD", msg: { command: "ADD", table_id: 99 } }, "OFPFMFC_BAD_TABLE_ID"],
    [{ type: "FLOW_MOD", msg: { command: "ADD", instructions: outputs(9) } }, "OFPBAC_BAD_OUT_PORT"],
    [{ type: "PACKET_OUT", msg: { in_port: 9, data: frame } }, "OFPBRC_BAD_PORT"],
    [{ type: "PACKET_OUT", msg: { data: "0102" } }, "OFPBRC_BAD_PACKET"],
    [{ type: "REQUEST.FLOW_DESC", msg: { table_id: 99 } }, "OFPBRC_BAD_TABLE_ID"],
    [{ type: "REQUEST.PORT_STATS", msg: { port_no: 99 } }, "OFPBRC_BAD_PORT"],
    [{ type: "EXPERIMENTER", msg: { experimenter: 1, exp_type: 0, data: "" } }, "OFPBRC_BAD_EXPERIMENTER"],
    [{ type: "NX_ROLE_REQUEST", msg: { role: "ROLE_MASTER" } }, "OFPBRC_BAD_EXPERIMENTER"],
    [{ type: "REQUEST.DESC", flags: ["MORE"] }, "OFPBRC_MULTIPART_BUFFER_OVERFLOW"],
  ])("%j: %s", async (request, code) => {
    await connected();
    expect(await controller.ask(request)).toMatchObject({ type: "ERROR", msg: { code } });
  });

  test("what OpenFlow 1.0 has no code for is EPERM", async () => {
    await connected(1);
    const request: MessageInput = { type: "PACKET_OUT", msg: { in_port: 9, data: frame } };
    expect(await controller.ask(request, 1)).toMatchObject({
      msg: { type: "BAD_REQUEST", code: "OFPBRC_EPERM" },
    });
  });

  test("a length that cannot be ends the connection", async () => {
    await connected();
    controller.sendHex("04 05 0007 00000005");
    expect(await controller.next()).toMatchObject({ type: "ERROR", msg: { code: "OFPBRC_BAD_LEN" } });
    await controller.closed();
  });

  test("an ERROR of the controller is an event", async () => {
    await connected();
    controller.send({ type: "ERROR", msg: { type: "BAD_REQUEST", code: "OFPBRC_BAD_TYPE", data: "" } });
    await controller.ask({ type: "BARRIER_REQUEST" });
    expect(events.at(-1)).toMatchObject({ type: "controller_error", error: "BAD_REQUEST OFPBRC_BAD_TYPE" });
  });
});

test("the switch finds its messages wherever the chunks end", async () => {
  await connected();
  const bytes = Buffer.from("04020009000000016104020009000000026204140008000000030", "hex");
  for (const byte of bytes) {
    controller.socket.write(Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await controller.nextHex()).toBe("040300090000000161");
  expect(await controller.nextHex()).toBe("040300090000000262");
  expect(await controller.nextHex()).toBe("0415000800000003");
});

test("a flow entry survives the loss of the connection (fail secure mode)", async () => {
  const device = await connected();
  device.applyFlowMod(flowMod({ instructions: outputs(1) }), 4);
  controller.socket.destroy();
  await new Promise<void>((resolve) =>
    network.subscribe((event) => event.type === "switch_closed" && resolve()),
  );
  expect(device.tables[0]?.entries.length).toBe(1);
});
