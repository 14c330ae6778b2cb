import type { FlowMod, PortConfigFlags } from "zof-types";
import type { ActionTargets } from "../actions/action-check.js";
import type { Clock } from "../clock/clock.js";
import type { FlowTables } from "../flow/flow-tables.js";
import type { GroupTable } from "../group/group-table.js";
import type { MeterTable } from "../meter/meter-table.js";
import type { Datapath } from "../switch/datapath.js";
import type { PacketBuffers } from "../switch/packet-buffers.js";
import type { SwitchPort } from "../switch/switch-port.js";
import type { ChannelBehaviour } from "./channel-behaviour.js";

/** The switch that an agent speaks for. */
export interface Device {
  readonly name: string;
  readonly datapath_id: string;
  /** Wire versions that it speaks, ascending. */
  readonly versions: readonly number[];
  readonly clock: Clock;
  readonly ports: ReadonlyMap<number, SwitchPort>;
  /** Queues that each port has, numbered from 0. */
  readonly n_queues: number;
  readonly flowTables: FlowTables;
  readonly groups: GroupTable;
  readonly meters: MeterTable;
  readonly buffers: PacketBuffers;
  readonly datapath: Datapath;
  readonly targets: ActionTargets;
  /** What is slow or wrong about its connection. */
  readonly behaviour: ChannelBehaviour;
  /** The last election of a master that the switch heard of. */
  readonly election: { generation_id?: bigint };
  /** Carries out a decoded FLOW_MOD. @throws OpenFlowError when it is refused */
  applyFlowMod(mod: FlowMod, version: number): void;
  /** Sets the configuration of a port, and tells the controller. */
  configurePort(port: SwitchPort, config: PortConfigFlags): void;
  /** Calls a function whose changes all stay or, when it throws, all are undone; nobody is told of those before its end. */
  transaction(change: () => void): void;
}
