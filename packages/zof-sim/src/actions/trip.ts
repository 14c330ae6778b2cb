import type { PacketInReason } from "zof-types";
import type { Packet } from "../packet/packet.js";

/** Where actions send packets: the ports of a switch, its groups and meters, and its channel to the controller. */
export interface Forwarding {
  /** Sends out of one port; nothing happens when it is the packet's own or is not there. */
  output(packet: Packet, port_no: number): void;
  /** Sends back out of the port the packet came in by (OFPP_IN_PORT). */
  outputInPort(packet: Packet): void;
  /** Sends out of all ports but the packet's own and those that PORT_MOD excepts (OFPP_ALL, OFPP_FLOOD). */
  flood(packet: Packet): void;
  /** Sends as a learning bridge does (OFPP_NORMAL). */
  normal(packet: Packet): void;
  /** Hands over to the switch's own network stack (OFPP_LOCAL). */
  local(packet: Packet): void;
  /** Sends to the controller; `max_len` bytes of it when the switch keeps the packet in a buffer. */
  controller(trip: Trip, max_len: number): void;
  /** Takes notice of a packet whose TTL is used up. */
  invalidTtl(trip: Trip): void;
  /** Starts over at the first table (OFPP_TABLE). */
  table(packet: Packet): void;
  /** Runs the buckets of a group on copies of the packet. */
  group(trip: Trip, group_id: number): void;
  /** Lets a meter count the packet, which may drop it or mark it. */
  meter(trip: Trip, meter_id: number): void;
}

/** One packet's way through a list of actions or the whole pipeline. */
export interface Trip {
  readonly packet: Packet;
  readonly to: Forwarding;
  /** The table that the packet is in. */
  table_id: number;
  /** What a PACKET_IN says of why it is sent. */
  reason: PacketInReason;
  /** Cookie of the flow entry that the packet matched; all ones without one (OpenFlow 1.3.5, section 7.4.1). */
  cookie: bigint;
  /** Set by an action that ends the trip (a TTL used up, a meter): no further action runs. */
  dropped: boolean;
}

/** One action, ready to run. */
export interface Step {
  /** Its place in an action set (OpenFlow 1.3.5, section 5.10); lower runs first. */
  readonly rank: number;
  /** What it replaces in an action set: one action of each type, SET_FIELD one for each field. */
  readonly slot: string;
  /** The port it sends to, if it does. */
  readonly output?: number;
  /** The group it sends to, if it does. */
  readonly group?: number;
  /** The meter that it goes through, if it does. */
  readonly meter?: number;
  run(trip: Trip): void;
}

/** Runs steps in order until one drops the packet. */
export function runSteps(steps: Iterable<Step>, trip: Trip): void {
  for (const step of steps) {
    if (trip.dropped) return;
    step.run(trip);
  }
}
