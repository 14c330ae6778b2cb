import type { FlowMod } from "zof-types";
import type { Clock } from "../clock/clock.js";
import type { FlowTables } from "../flow/flow-tables.js";
import type { Interface } from "../network/link.js";
import type { Datapath } from "../switch/datapath.js";
import type { PacketBuffers } from "../switch/packet-buffers.js";

/** The switch that an agent speaks for. */
export interface Device {
  readonly name: string;
  readonly datapath_id: string;
  /** Wire versions that it speaks, ascending. */
  readonly versions: readonly number[];
  readonly clock: Clock;
  readonly ports: ReadonlyMap<number, Interface>;
  readonly flowTables: FlowTables;
  readonly buffers: PacketBuffers;
  readonly datapath: Datapath;
  /** Carries out a decoded FLOW_MOD. @throws OpenFlowError when it is refused */
  applyFlowMod(mod: FlowMod, version: number): void;
}
