import {
  decode,
  encode,
  type FlowMod,
  type FlowModInput,
  type GroupMod,
  type GroupModInput,
  type MessageInput,
  type MeterMod,
  type MeterModInput,
  type PortConfigFlags,
} from "zof-types";
import type { ActionTargets } from "../actions/action-check.js";
import { Agent, type ConnectionState } from "../agent/agent.js";
import type { AgentEvent } from "../agent/agent-event.js";
import { ChannelBehaviour, type Misbehaviour } from "../agent/channel-behaviour.js";
import type { ConnectOptions } from "../agent/connect-options.js";
import type { Clock } from "../clock/clock.js";
import type { FlowEntry, RemovalReason } from "../flow/flow-entry.js";
import type { FlowTable } from "../flow/flow-table.js";
import { FlowTables } from "../flow/flow-tables.js";
import { GroupTable } from "../group/group-table.js";
import { MeterTable } from "../meter/meter-table.js";
import type { Frame, Interface, Node } from "../network/link.js";
import { Packet } from "../packet/packet.js";
import type { PacketIn } from "./controller-sink.js";
import { Datapath } from "./datapath.js";
import { MacTable } from "./mac-table.js";
import { PacketBuffers } from "./packet-buffers.js";
import { MAX_PORTS, type SwitchOptions, switchSettings } from "./switch-options.js";
import { SwitchPort } from "./switch-port.js";
import { Transaction } from "./transaction.js";

/** What surrounds a switch. */
export interface SwitchContext {
  readonly clock: Clock;
  emit(event: SwitchEvent): void;
  /** Its number in the network, from 1. */
  readonly number: number;
}

/** What happens at a switch. */
export type SwitchEvent = { readonly switch: Switch } & (
  | AgentEvent
  | { readonly type: "flow_added"; readonly entry: FlowEntry }
  | { readonly type: "flow_removed"; readonly entry: FlowEntry; readonly reason: RemovalReason }
  /** A packet for the controller, whether one is connected and wants it or not. */
  | { readonly type: "packet_in"; readonly packet: PacketIn }
  /** A frame for the switch's own network stack (OFPP_LOCAL), which it does not have. */
  | { readonly type: "frame_local"; readonly bytes: Uint8Array }
);

/** Addresses that OFPP_NORMAL remembers, and for how long. */
const MAC_TABLE_SIZE = 4096;
const MAC_AGE_MS = 300_000;

/** A simulated OpenFlow switch: ports, flow tables, groups, meters and a channel to a controller. */
export class Switch implements Node {
  readonly name: string;
  /** As "00:00:00:00:00:00:00:01". */
  readonly datapath_id: string;
  readonly versions: readonly number[];
  readonly n_queues: number;
  readonly flowTables: FlowTables;
  readonly groups: GroupTable;
  readonly meters: MeterTable;
  readonly buffers: PacketBuffers;
  readonly datapath: Datapath;
  readonly clock: Clock;
  readonly targets: ActionTargets;
  /** What is slow or wrong about its connection to a controller; may be changed at any time. */
  readonly behaviour: ChannelBehaviour;
  readonly election: { generation_id?: bigint } = {};
  readonly #emit: (event: SwitchEvent) => void;
  readonly #ports = new Map<number, SwitchPort>();
  readonly #agent: Agent;
  readonly #transaction: Transaction;

  constructor(options: SwitchOptions, { clock, emit, number }: SwitchContext) {
    const settings = switchSettings(options, number);
    this.name = settings.name;
    this.datapath_id = settings.datapath_id;
    this.versions = settings.versions;
    this.n_queues = settings.n_queues;
    this.clock = clock;
    this.behaviour = new ChannelBehaviour(clock);
    this.#emit = emit;
    this.#agent = new Agent(this, (event) => emit({ ...event, switch: this }));
    this.buffers = new PacketBuffers(settings.n_buffers);
    this.targets = {
      hasPort: (port_no) => this.#ports.has(port_no),
      hasGroup: (group_id) => this.groups.groups.has(group_id),
      hasMeter: (meter_id) => this.meters.meters.has(meter_id),
    };
    this.flowTables = new FlowTables({
      ...settings,
      clock,
      targets: this.targets,
      removed: (entry, reason) => this.#flowRemoved(entry, reason),
      modified: (entry) => this.#transaction.tell(() => this.#agent.flowModified(entry)),
    });
    this.groups = new GroupTable({
      clock,
      targets: this.targets,
      max_groups: settings.max_groups,
      isPortLive: (port_no) => this.#ports.get(port_no)?.isLive ?? false,
      removed: ({ group_id }) =>
        this.flowTables.removeUsersOf((program) => program.groups.has(group_id), "GROUP_DELETE"),
    });
    this.meters = new MeterTable({
      clock,
      max_meters: settings.max_meters,
      removed: ({ meter_id }) =>
        this.flowTables.removeUsersOf((program) => program.meters.has(meter_id), "METER_DELETE"),
    });
    this.#transaction = new Transaction([
      this.flowTables,
      this.groups,
      this.meters,
      { snapshot: () => this.#configs() },
    ]);
    this.datapath = new Datapath({
      clock,
      tables: this.flowTables,
      groups: this.groups,
      meters: this.meters,
      ports: this.#ports,
      buffers: this.buffers,
      macs: new MacTable(MAC_TABLE_SIZE, MAC_AGE_MS),
      sink: {
        packetIn: (packet) => {
          emit({ type: "packet_in", switch: this, packet });
          this.#agent.packetIn(packet);
        },
      },
      local: (bytes) => emit({ type: "frame_local", switch: this, bytes }),
    });
    for (let port_no = 1; port_no <= settings.ports; port_no++) this.addPort();
  }

  /** By port number. */
  get ports(): ReadonlyMap<number, SwitchPort> {
    return this.#ports;
  }

  /** By table_id. */
  get tables(): readonly FlowTable[] {
    return this.flowTables.tables;
  }

  /** How it stands with the controller. */
  get connection(): ConnectionState {
    return this.#agent.state;
  }

  /** Adds a port with the next number, and tells the controller. */
  addPort(): SwitchPort {
    const port_no = this.#ports.size + 1;
    if (port_no > MAX_PORTS)
      throw new RangeError(`${this.name} has ${MAX_PORTS} ports, which is as many as can be`);
    const port = new SwitchPort(this, port_no, hardwareAddress(this.datapath_id, port_no), this.clock.now());
    this.#ports.set(port_no, port);
    this.#agent.portStatus("ADD", port);
    return port;
  }

  /** The first port without link, or a new one. */
  freePort(): SwitchPort {
    for (const port of this.#ports.values()) if (port.link === undefined) return port;
    return this.addPort();
  }

  /**
   * Carries out a FLOW_MOD as if the controller had sent it: for networks that forward without one.
   *
   * @param version - wire version whose rules apply; default the highest that the switch speaks
   * @throws CodecError when the message is not valid
   * @throws OpenFlowError when the switch refuses it
   */
  flowMod(msg: FlowModInput, version = this.#highest): void {
    this.applyFlowMod(decoded({ type: "FLOW_MOD", msg }, version) as FlowMod, version);
  }

  /** Carries out a GROUP_MOD, as `flowMod` does. */
  groupMod(msg: GroupModInput, version = this.#highest): void {
    this.groups.modify(decoded({ type: "GROUP_MOD", msg }, version) as GroupMod, version);
  }

  /** Carries out a METER_MOD, as `flowMod` does. */
  meterMod(msg: MeterModInput, version = this.#highest): void {
    this.meters.modify(decoded({ type: "METER_MOD", msg }, version) as MeterMod);
  }

  /** Carries out a decoded FLOW_MOD. @throws OpenFlowError when it is refused */
  applyFlowMod(mod: FlowMod, version: number): void {
    const entry = this.flowTables.modify(mod, version);
    if (entry === undefined) return;
    this.#transaction.tell(() => {
      this.#emit({ type: "flow_added", switch: this, entry });
      this.#agent.flowAdded(entry);
    });
  }

  /** Sets the configuration of a port, and tells the controller (OpenFlow 1.3.5, section 7.3.4.3). */
  configurePort(port: SwitchPort, config: PortConfigFlags): void {
    if (port.config.toString() === config.toString()) return;
    port.config = config;
    this.#transaction.tell(() => this.#agent.portStatus("MODIFY", port));
  }

  /** Calls a function whose changes all stay or, when it throws, are all undone. */
  transaction(change: () => void): void {
    this.#transaction.run(change);
  }

  /** Connects to a controller. Resolves when the version is negotiated; rejects when the switch gives up. */
  connect(options: ConnectOptions): Promise<void> {
    return this.#agent.connect(options);
  }

  /** Messages that went to and came from controllers. */
  get messageCount(): number {
    return this.#agent.messageCount;
  }

  /** Resolves when the controller has worked off what the switch told it, and the switch what came of it. */
  roundTrip(): Promise<void> {
    return this.#agent.roundTrip();
  }

  /** Begins to misbehave in all that the switch sends, or ends it. */
  misbehave(how: Misbehaviour | undefined): void {
    this.behaviour.misbehaviour = how;
  }

  /** Ends the connection, and does not try again. The flow entries stay. */
  disconnect(): void {
    this.#agent.close();
  }

  /** Ends the connection and all timers, for good. */
  close(): void {
    this.#agent.close();
    this.flowTables.close();
  }

  receive(on: Interface, frame: Frame): void {
    this.datapath.receive(new Packet(frame.bytes, on.port_no, frame.hops), on as SwitchPort);
  }

  linkChanged(on: Interface): void {
    this.#agent.portStatus("MODIFY", on as SwitchPort);
  }

  get #highest(): number {
    return this.versions.at(-1) as number;
  }

  #flowRemoved(entry: FlowEntry, reason: RemovalReason): void {
    this.#transaction.tell(() => {
      this.#emit({ type: "flow_removed", switch: this, entry, reason });
      this.#agent.flowRemoved(entry, reason);
    });
  }

  #configs(): () => void {
    const configs = [...this.#ports.values()].map((port) => ({ port, config: port.config }));
    return () => {
      for (const { port, config } of configs) port.config = config;
    };
  }
}

/** A message as the switch would get it from a controller, with all defaults. */
function decoded(message: MessageInput, version: number): unknown {
  return decode(encode(message, { version })).msg;
}

/** A locally administered address made of the lower bytes of the datapath id and the port number. */
function hardwareAddress(datapath_id: string, port_no: number): string {
  const port = port_no.toString(16).padStart(4, "0");
  return `0e:${datapath_id.slice(-8)}:${port.slice(0, 2)}:${port.slice(2)}`;
}
