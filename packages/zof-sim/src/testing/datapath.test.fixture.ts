import type { FlowModInput } from "zof-types";
import { ManualClock } from "../clock/manual-clock.js";
import { FlowTables } from "../flow/flow-tables.js";
import { Interface, Link, type Node } from "../network/link.js";
import { Packet } from "../packet/packet.js";
import type { PacketIn } from "../switch/controller-sink.js";
import { Datapath } from "../switch/datapath.js";
import { MacTable } from "../switch/mac-table.js";
import { PacketBuffers } from "../switch/packet-buffers.js";
import { flowMod } from "./flow-mod.test.fixture.js";

const nowhere: Node = { name: "x", receive() {}, linkChanged() {} };

/** A datapath of four ports whose links lead into lists, with a controller that is a list too. */
export function testDatapath({ n_buffers = 0 } = {}) {
  const clock = new ManualClock();
  const sent: { port_no: number; bytes: Uint8Array }[] = [];
  const packetIns: PacketIn[] = [];
  const local: Uint8Array[] = [];
  const ports = new Map<number, Interface>();
  for (let port_no = 1; port_no <= 4; port_no++) {
    const port = new Interface(nowhere, port_no, "00:00:00:00:00:00", 0);
    ports.set(port_no, port);
    new Link(port, new Interface(nowhere, 1, "00:00:00:00:00:00", 0), 0, {
      carry(_link, _from, _to, frame) {
        sent.push({ port_no, bytes: frame.bytes });
        return true;
      },
      linkChanged() {},
    });
  }
  const tables = new FlowTables({
    clock,
    n_tables: 4,
    max_entries: 100,
    hasPort: (port_no) => ports.has(port_no),
    removed() {},
  });
  const buffers = new PacketBuffers(n_buffers);
  const datapath = new Datapath({
    clock,
    tables,
    ports,
    buffers,
    macs: new MacTable(100, 1000),
    sink: { packetIn: (packet) => packetIns.push(packet) },
    local: (bytes) => local.push(bytes),
  });
  return {
    clock,
    datapath,
    tables,
    ports,
    buffers,
    packetIns,
    local,
    /** Adds a flow entry. */
    add: (msg: Partial<FlowModInput>, version = 4) => tables.modify(flowMod(msg, version), version),
    /** Lets a frame come in, and returns what goes out. */
    receive(bytes: Uint8Array, in_port = 1) {
      sent.length = 0;
      datapath.process(new Packet(bytes, in_port, 0));
      return [...sent];
    },
  };
}

/** The port numbers of what was sent. */
export function portsOf(sent: readonly { port_no: number }[]): number[] {
  return sent.map(({ port_no }) => port_no);
}
