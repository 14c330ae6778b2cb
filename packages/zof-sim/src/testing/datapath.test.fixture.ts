import type { FlowModInput, GroupModInput, MeterModInput } from "zof-types";
import { ManualClock } from "../clock/manual-clock.js";
import { Interface, Link, type Node } from "../network/link.js";
import { Packet } from "../packet/packet.js";
import type { PacketIn } from "../switch/controller-sink.js";
import { Switch } from "../switch/switch.js";
import type { SwitchOptions } from "../switch/switch-options.js";
import { flowMod } from "./flow-mod.test.fixture.js";

const nowhere: Node = { name: "x", receive() {}, linkChanged() {} };

/** The datapath of a switch of four ports whose links lead into lists, with a controller that is a list too. */
export function testDatapath(options: SwitchOptions = {}) {
  const clock = new ManualClock();
  const sent: { port_no: number; bytes: Uint8Array }[] = [];
  const packetIns: PacketIn[] = [];
  const local: Uint8Array[] = [];
  const removed: string[] = [];
  const tested = new Switch(
    { ports: 4, n_tables: 4, max_entries: 100, versions: [1, 2, 3, 4, 5, 6], ...options },
    {
      clock,
      number: 1,
      emit(event) {
        if (event.type === "frame_local") local.push(event.bytes);
        if (event.type === "flow_removed") removed.push(event.reason);
        if (event.type === "packet_in") packetIns.push(event.packet);
      },
    },
  );
  const links = [...tested.ports.values()].map(
    (port) =>
      new Link(port, new Interface(nowhere, 1, "00:00:00:00:00:00", 0), 0, {
        carry(_link, _from, _to, frame) {
          sent.push({ port_no: port.port_no, bytes: frame.bytes });
          return true;
        },
        linkChanged() {},
      }),
  );
  return {
    clock,
    switch: tested,
    datapath: tested.datapath,
    tables: tested.flowTables,
    ports: tested.ports,
    buffers: tested.buffers,
    packetIns,
    local,
    /** What went out since the last frame that `receive` let in. */
    sent,
    /** Why flow entries were removed, in order. */
    removed,
    /** By port number, less one. */
    links,
    /** Adds a flow entry. */
    add: (msg: Partial<FlowModInput>, version = 4) =>
      tested.flowTables.modify(flowMod(msg, version), version),
    group: (msg: GroupModInput, version = 4) => tested.groupMod(msg, version),
    meter: (msg: MeterModInput, version = 4) => tested.meterMod(msg, version),
    /** Lets a frame come in, and returns what goes out. */
    receive(bytes: Uint8Array, in_port = 1) {
      sent.length = 0;
      tested.datapath.process(new Packet(bytes, in_port, 0));
      return [...sent];
    },
  };
}

/** The port numbers of what was sent. */
export function portsOf(sent: readonly { port_no: number }[]): number[] {
  return sent.map(({ port_no }) => port_no);
}
