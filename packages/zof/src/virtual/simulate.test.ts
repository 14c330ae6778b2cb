import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parsePacket } from "zof-codec";
import { Application, Controller, compile } from "../index.js";
import { simulate } from "./simulate.js";
import type { SimulateOptions } from "./simulate-options.js";
import type { SimulatedNetwork } from "./simulated-network.js";

const LEARN = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    priority: 5
    idle_timeout: 10
    match: [{field: ETH_DST, value: $eth_dst}]
    instructions: [{instruction: APPLY_ACTIONS, actions: [{action: OUTPUT, port_no: $port_no}]}]
`);
const TABLE_MISS = compile(`
  type: FLOW_MOD
  msg: {command: ADD, priority: 0, instructions: [{instruction: APPLY_ACTIONS, actions: [{action: OUTPUT, port_no: CONTROLLER, max_len: NO_BUFFER}]}]}
`);
const FLOOD = compile(`
  type: PACKET_OUT
  msg: {in_port: $in_port, actions: [{action: OUTPUT, port_no: ALL}], data: $data}
`);
const DESC = compile("REQUEST.DESC");

let controller: Controller;
let down: string[];
let statuses: string[];
let running: SimulatedNetwork | undefined;

/** A learning switch. */
function learningSwitch(): void {
  const app = new Application("learn", { controller });
  app.message("CHANNEL_UP", () => TABLE_MISS.send());
  app.message("CHANNEL_DOWN", ({ datapath_id }) => void down.push(String(datapath_id)));
  app.message("PORT_STATUS", ({ msg }) => void statuses.push(`${msg.port_no} ${msg.state.join()}`));
  app.message("PACKET_IN", async ({ msg }) => {
    const eth_dst = msg.pkt.eth_src as string;
    LEARN.send({ eth_dst, port_no: msg.in_port });
    FLOOD.send({ in_port: msg.in_port, data: msg.data });
  });
}

async function start(options: Partial<SimulateOptions> = {}): Promise<SimulatedNetwork> {
  running = await simulate({
    switches: ["s1", "s2"],
    hosts: { h1: "s1", h2: "s2" },
    links: [{ between: ["s1", "s2"], latencyMs: 3 }],
    controller,
    ...options,
  });
  return running;
}

beforeEach(() => {
  controller = new Controller();
  down = [];
  statuses = [];
  learningSwitch();
});

afterEach(async () => {
  await running?.close();
  running = undefined;
});

describe("simulate", () => {
  test("pings by simulated time, the same each time", async () => {
    const net = await start();
    expect(net.now).toBe(0);
    expect(await net.ping("h1", "h2")).toEqual({ rttMs: 6 });
    // ARP there and back, then the echo.
    expect(net.now).toBe(12);
    expect((await net.pingAll()).failed).toEqual([]);
    expect(await net.ping("h1", "h2", { ipVersion: 6 })).toEqual({ rttMs: 6 });
  });

  test("flow entries time out when time passes, and not before", async () => {
    const net = await start();
    await net.ping("h1", "h2");
    const flows = () => net.network.switches.map(({ tables }) => tables[0]?.entries.length);
    expect(flows()).toEqual([2, 2]);
    await net.advance(9_000);
    expect(flows()).toEqual([2, 2]);
    await net.advance(2_000);
    expect(flows()).toEqual([1, 1]);
  });

  test("hours pass without the loss of a connection", async () => {
    const net = await start();
    await net.advance(3_600_000);
    expect(down).toEqual([]);
    await net.ping("h2", "h1");
  });

  test("a link that fails is told of, and a ping fails after simulated seconds", async () => {
    const net = await start();
    const link = net.link("s2", "s1");
    link.down();
    await net.settle();
    expect(statuses).toEqual(["2 LINK_DOWN", "2 LINK_DOWN"]);
    const before = performance.now();
    await expect(net.ping("h1", "h2", { timeoutMs: 60_000 })).rejects.toThrow("no_arp_reply");
    expect(performance.now() - before).toBeLessThan(30_000);
    link.up();
    expect(await net.ping("h1", "h2")).toEqual({ rttMs: 6 });
  });

  test("a link's frames are in its capture, with simulated times", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zof-capture-"));
    try {
      const net = await start();
      const capture = net.capture(net.link("s1", "s2"), join(folder, "s1-s2.pcap"));
      await net.ping("h1", "h2");
      capture.stop();
      await net.ping("h2", "h1");
      const file = readFileSync(join(folder, "s1-s2.pcap"));
      const view = new DataView(file.buffer, file.byteOffset, file.length);
      const frames: [number, string | undefined][] = [];
      for (let at = 24; at < file.length; at += 16 + view.getUint32(at + 8)) {
        const size = view.getUint32(at + 8);
        const packet = parsePacket(new Uint8Array(file.subarray(at + 16, at + 16 + size)));
        frames.push([view.getUint32(at + 4) / 1e6, packet.arp_op === undefined ? "icmp" : "arp"]);
      }
      expect(capture.frames).toBe(4);
      expect(frames).toEqual([
        [3, "arp"],
        [6, "arp"],
        [9, "icmp"],
        [12, "icmp"],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("names that are not there are named", async () => {
    const net = await start();
    expect(() => net.switch("s9")).toThrow("unknown: there is no switch s9, but s1, s2");
    expect(() => net.link("h1", "h2")).toThrow("there is no link between h1 and h2");
    await expect(start({ hosts: { h1: "s7" } })).rejects.toThrow("there is no s7 to link");
  });

  test("the controller starts and stops with the network, again and again; without one switches stand alone", async () => {
    for (let count = 0; count < 3; count++) {
      const net = await start();
      expect(controller.phase).toBe("START");
      await net.close();
      expect(controller.phase).toBe("INIT");
    }
    const net = await start({ controller: null });
    for (const each of net.network.switches) {
      const actions = [{ action: "OUTPUT", port_no: "NORMAL" }] as const;
      each.flowMod({ command: "ADD", instructions: [{ instruction: "APPLY_ACTIONS", actions }] });
    }
    expect(await net.ping("h1", "h2")).toEqual({ rttMs: 6 });
  });
});

describe("switches that are slow or misbehave", () => {
  test("a slow one answers when its time has come", async () => {
    const net = await start();
    const slow = net.switch("s1");
    slow.behaviour.replyDelayMs = 500;
    const reply = DESC.request({ datapath_id: slow.datapath_id });
    await net.until(reply);
    expect(net.now).toBe(500);
  });

  test("one that reads slowly is told everything in the end", async () => {
    const net = await start();
    const slow = net.switch("s2");
    slow.behaviour.readBytesPerSecond = 1000;
    const before = slow.tables[0]?.entries.length ?? 0;
    for (let port_no = 1; port_no <= 50; port_no++) {
      LEARN.send({
        eth_dst: `02:00:00:00:00:${port_no.toString(16).padStart(2, "0")}`,
        port_no: 1,
        datapath_id: slow.datapath_id,
      });
    }
    await net.until(DESC.request({ datapath_id: slow.datapath_id }));
    expect((slow.tables[0]?.entries.length ?? 0) - before).toBe(50);
    expect(net.now).toBeGreaterThan(4000);
  });

  test.each(["never_answers", "wrong_xid", "wrong_length"] as const)(
    "%s: requests time out, and others see nothing of it",
    async (how) => {
      const net = await start();
      const bad = net.switch("s1");
      bad.misbehave(how);
      const reply = DESC.request({ datapath_id: bad.datapath_id, timeoutMs: 50 });
      await expect(reply).rejects.toThrow("timeout");
      const { datapath_id } = net.switch("s2");
      expect((await DESC.request({ datapath_id })).msg.dp_desc).toBe("s2");
    },
  );

  test.each(["garbage", "closes_in_message"] as const)(
    "%s: the connection ends, and comes again",
    async (how) => {
      const net = await start();
      const bad = net.switch("s1");
      bad.misbehave(how);
      await expect(DESC.request({ datapath_id: bad.datapath_id })).rejects.toThrow();
      bad.misbehave(undefined);
      await net.advance(10_000);
      expect(down).toContain(bad.datapath_id);
      expect((await DESC.request({ datapath_id: bad.datapath_id })).msg.dp_desc).toBe("s1");
    },
  );
});
