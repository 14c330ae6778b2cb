import { readMac } from "zof-codec";
import { ActionSet } from "../actions/action-set.js";
import { WHOLE_PACKET } from "../actions/max-len.js";
import { type Forwarding, runSteps, type Step, type Trip } from "../actions/trip.js";
import type { Clock } from "../clock/clock.js";
import type { FlowProgram } from "../flow/flow-program.js";
import type { FlowTables } from "../flow/flow-tables.js";
import type { GroupTable } from "../group/group-table.js";
import type { MeterTable } from "../meter/meter-table.js";
import type { Packet } from "../packet/packet.js";
import type { ControllerSink } from "./controller-sink.js";
import type { MacTable } from "./mac-table.js";
import type { PacketBuffers } from "./packet-buffers.js";
import type { SwitchPort } from "./switch-port.js";

/** Cookie of a PACKET_IN that no flow entry caused. */
const NO_COOKIE = 0xffffffffffffffffn;

const VLAN_ID = 0x0fff;

export interface DatapathOptions {
  readonly clock: Clock;
  readonly tables: FlowTables;
  readonly groups: GroupTable;
  readonly meters: MeterTable;
  readonly ports: ReadonlyMap<number, SwitchPort>;
  readonly buffers: PacketBuffers;
  readonly macs: MacTable;
  readonly sink: Pick<ControllerSink, "packetIn">;
  /** Takes what is sent to LOCAL. */
  local(bytes: Uint8Array): void;
}

/** The forwarding half of a switch: takes packets through the flow tables (OpenFlow 1.3.5, section 5). */
export class Datapath implements Forwarding {
  readonly #options: DatapathOptions;

  /** Bytes sent to the controller of a packet that is kept in a buffer; SET_CONFIG changes it. */
  miss_send_len = 128;

  /**
   * Whether a packet that no entry matches goes to the controller, as OpenFlow 1.0 to 1.2 have it (1.0, section 3.4).
   * Later versions drop it and leave the rest to a table-miss flow entry (1.3.5, section 5.4).
   */
  missToController = false;

  constructor(options: DatapathOptions) {
    this.#options = options;
  }

  /** Takes a packet that came in by a port through the tables. */
  receive(packet: Packet, port: SwitchPort): void {
    if (port.receives) this.process(packet);
    else port.rx_dropped++;
  }

  /** Takes a packet through the tables, from the first. */
  process(packet: Packet): void {
    const trip = this.#trip(packet, "TABLE_MISS");
    const actionSet = new ActionSet();
    for (let next: number | undefined = 0; next !== undefined; ) {
      trip.table_id = next;
      const entry = this.#options.tables.lookup(next, packet);
      if (entry === undefined) {
        next = this.#miss(trip, next);
        if (next === undefined) return;
        continue;
      }
      trip.reason = entry.isTableMiss ? "TABLE_MISS" : "APPLY_ACTION";
      trip.cookie = entry.cookie;
      next = runProgram(entry.program, trip, actionSet);
      if (trip.dropped) return;
    }
    if (trip.reason === "APPLY_ACTION") trip.reason = "ACTION_SET";
    runSteps(actionSet.steps, trip);
  }

  /** Runs the actions of a PACKET_OUT (OpenFlow 1.3.5, section 7.3.7). */
  execute(packet: Packet, steps: readonly Step[]): void {
    runSteps(steps, this.#trip(packet, "PACKET_OUT"));
  }

  output(packet: Packet, port_no: number): void {
    if (port_no !== packet.in_port) this.#send(packet, this.#options.ports.get(port_no));
  }

  outputInPort(packet: Packet): void {
    this.#send(packet, this.#options.ports.get(packet.in_port));
  }

  flood(packet: Packet): void {
    for (const port of this.#options.ports.values()) {
      if (port.port_no !== packet.in_port && port.isUp && !port.has("NO_FLOOD")) this.#send(packet, port);
    }
  }

  normal(packet: Packet): void {
    const { clock, macs, ports } = this.#options;
    if (packet.size < 14) return;
    const bytes = packet.share();
    const { vlan } = packet.headers;
    const vid = vlan < 0 ? -1 : packet.view.getUint16(vlan) & VLAN_ID;
    const now = clock.now();
    if (ports.has(packet.in_port)) macs.learn(vid, readMac(bytes, 6), packet.in_port, now);
    const port_no = macs.find(vid, readMac(bytes, 0), now);
    if (port_no === undefined) this.flood(packet);
    else this.output(packet, port_no);
  }

  local(packet: Packet): void {
    this.#options.local(packet.share());
  }

  table(packet: Packet): void {
    // Only a PACKET_OUT may send to the tables, so that this cannot happen over and over.
    this.process(packet.clone());
  }

  group(trip: Trip, group_id: number): void {
    this.#options.groups.run(trip, group_id);
  }

  meter(trip: Trip, meter_id: number): void {
    this.#options.meters.run(trip, meter_id);
  }

  invalidTtl(trip: Trip): void {
    this.controller({ ...trip, reason: "INVALID_TTL" }, this.miss_send_len);
  }

  controller({ packet, table_id, reason, cookie }: Trip, max_len: number): void {
    const { buffers, sink, ports } = this.#options;
    if (ports.get(packet.in_port)?.has("NO_PACKET_IN")) return;
    const bytes = packet.share();
    const buffer_id =
      max_len < WHOLE_PACKET
        ? buffers.store({ bytes, in_port: packet.in_port, hops: packet.hops })
        : undefined;
    sink.packetIn({
      buffer_id,
      total_len: bytes.length,
      in_port: packet.in_port,
      metadata: packet.metadata,
      reason,
      table_id,
      cookie,
      data: buffer_id === undefined ? bytes : bytes.subarray(0, max_len),
    });
  }

  #trip(packet: Packet, reason: Trip["reason"]): Trip {
    return { packet, to: this, table_id: 0, reason, cookie: NO_COOKIE, dropped: false };
  }

  /** Does what the table is configured to do with what matches nothing; returns the table to go on with, if any. */
  #miss(trip: Trip, table_id: number): number | undefined {
    const { tables } = this.#options.tables;
    const configured = tables[table_id]?.miss ?? (this.missToController ? "controller" : "drop");
    trip.reason = "TABLE_MISS";
    trip.cookie = NO_COOKIE;
    if (configured === "continue" && table_id + 1 < tables.length) return table_id + 1;
    if (configured === "controller") this.controller(trip, this.miss_send_len);
    return undefined;
  }

  #send(packet: Packet, port: SwitchPort | undefined): void {
    if (port === undefined) return;
    if (!port.forwards) {
      port.tx_dropped++;
      return;
    }
    if (packet.queue_id !== undefined) port.queues.count(packet.queue_id, packet.size);
    port.send({ bytes: packet.share(), hops: packet.hops });
  }
}

/** Runs an entry's instructions and returns the table to go on with, if any (OpenFlow 1.3.5, section 5.9). */
function runProgram(program: FlowProgram, trip: Trip, actionSet: ActionSet): number | undefined {
  if (program.meter !== undefined) trip.to.meter(trip, program.meter);
  runSteps(program.apply, trip);
  if (program.clear) actionSet.clear();
  actionSet.write(program.write);
  if (program.metadata !== undefined) {
    const { value, mask } = program.metadata;
    trip.packet.metadata = (trip.packet.metadata & ~mask) | (value & mask);
  }
  return program.next;
}
