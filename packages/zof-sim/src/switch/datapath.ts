import { readMac } from "zof-codec";
import { ActionSet } from "../actions/action-set.js";
import { WHOLE_PACKET } from "../actions/max-len.js";
import { type Forwarding, runSteps, type Step, type Trip } from "../actions/trip.js";
import type { Clock } from "../clock/clock.js";
import type { FlowProgram } from "../flow/flow-program.js";
import type { FlowTables } from "../flow/flow-tables.js";
import type { Interface } from "../network/link.js";
import type { Packet } from "../packet/packet.js";
import type { ControllerSink } from "./controller-sink.js";
import type { MacTable } from "./mac-table.js";
import type { PacketBuffers } from "./packet-buffers.js";

/** Cookie of a PACKET_IN that no flow entry caused. */
const NO_COOKIE = 0xffffffffffffffffn;

const VLAN_ID = 0x0fff;

export interface DatapathOptions {
  readonly clock: Clock;
  readonly tables: FlowTables;
  readonly ports: ReadonlyMap<number, Interface>;
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
   * Whether a packet that no entry matches goes to the controller, as OpenFlow 1.0 has it (section 3.4). Later versions
   * drop it and leave the rest to a table-miss flow entry (1.3.5, section 5.4).
   */
  missToController = false;

  constructor(options: DatapathOptions) {
    this.#options = options;
  }

  /** Takes a packet through the tables, from the first. */
  process(packet: Packet): void {
    const trip = this.#trip(packet, "TABLE_MISS");
    const actionSet = new ActionSet();
    for (let next: number | undefined = 0; next !== undefined && !trip.dropped; ) {
      trip.table_id = next;
      const entry = this.#options.tables.lookup(next, packet);
      if (entry === undefined) {
        this.#miss(trip);
        return;
      }
      trip.reason = entry.isTableMiss ? "TABLE_MISS" : "APPLY_ACTION";
      trip.cookie = entry.cookie;
      next = runProgram(entry.program, trip, actionSet);
    }
    runSteps(actionSet.steps, trip);
  }

  /** Runs the actions of a PACKET_OUT (OpenFlow 1.3.5, section 7.3.7). */
  execute(packet: Packet, steps: readonly Step[]): void {
    runSteps(steps, this.#trip(packet, "APPLY_ACTION"));
  }

  output(packet: Packet, port_no: number): void {
    if (port_no !== packet.in_port) this.#send(packet, this.#options.ports.get(port_no));
  }

  outputInPort(packet: Packet): void {
    this.#send(packet, this.#options.ports.get(packet.in_port));
  }

  flood(packet: Packet): void {
    for (const port of this.#options.ports.values()) {
      if (port.port_no !== packet.in_port && port.isUp) this.#send(packet, port);
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
    this.process(packet);
  }

  controller({ packet, table_id, reason, cookie }: Trip, max_len: number): void {
    const { buffers, sink } = this.#options;
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

  #miss(trip: Trip): void {
    trip.reason = "TABLE_MISS";
    trip.cookie = NO_COOKIE;
    if (this.missToController) this.controller(trip, this.miss_send_len);
  }

  #send(packet: Packet, port: Interface | undefined): void {
    port?.send({ bytes: packet.share(), hops: packet.hops });
  }
}

/** Runs an entry's instructions and returns the table to go on with, if any (OpenFlow 1.3.5, section 5.9). */
function runProgram(program: FlowProgram, trip: Trip, actionSet: ActionSet): number | undefined {
  runSteps(program.apply, trip);
  if (program.clear) actionSet.clear();
  actionSet.write(program.write);
  if (program.metadata !== undefined) {
    const { value, mask } = program.metadata;
    trip.packet.metadata = (trip.packet.metadata & ~mask) | (value & mask);
  }
  return program.next;
}
