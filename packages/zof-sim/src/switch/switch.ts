import { formatDatapathId, parseDatapathId } from "zof-codec";
import { decode, encode, type FlowMod, type FlowModInput } from "zof-types";
import { Agent, type ConnectionState } from "../agent/agent.js";
import type { AgentEvent } from "../agent/agent-event.js";
import type { ConnectOptions } from "../agent/connect-options.js";
import type { Clock } from "../clock/clock.js";
import type { FlowEntry, RemovalReason } from "../flow/flow-entry.js";
import type { FlowTable } from "../flow/flow-table.js";
import { FlowTables } from "../flow/flow-tables.js";
import { type Frame, Interface, type Node } from "../network/link.js";
import { Packet } from "../packet/packet.js";
import { wholeNumber } from "../whole-number.js";
import { Datapath } from "./datapath.js";
import { MacTable } from "./mac-table.js";
import { PacketBuffers } from "./packet-buffers.js";

export interface SwitchOptions {
  /** Default "s1", "s2", ... in the order in which switches are added. */
  readonly name?: string;
  /** As "00:00:00:00:00:00:00:01" or a number; default the number of the switch in its network. */
  readonly datapath_id?: string | number | bigint;
  /** Ports without link that it has from the start, numbered from 1; links add more. Default 0. */
  readonly ports?: number;
  /** Wire versions of OpenFlow that it speaks: 1 for 1.0, 4 for 1.3. Default all that the codec knows. */
  readonly versions?: readonly number[];
  /** Flow tables, 1 to 254. Default 8. */
  readonly n_tables?: number;
  /** Entries that fit in each table; more are refused with TABLE_FULL. Default 65536. */
  readonly max_entries?: number;
  /**
   * Packets that it keeps while the controller decides. Default 0: every PACKET_IN carries the whole packet and
   * `miss_send_len` is without effect, as the specification has it for switches without buffers.
   */
  readonly n_buffers?: number;
}

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
  /** A frame for the switch's own network stack (OFPP_LOCAL), which it does not have. */
  | { readonly type: "frame_local"; readonly bytes: Uint8Array }
);

/** Highest port number that OpenFlow 1.0 can say. */
const MAX_PORTS = 0xff00;
/** Table numbers above stand for all tables. */
const MAX_TABLES = 254;
/** What messages can say. */
const MAX_ENTRIES = 0xffffffff;
const MAX_BUFFERS = 0xffffffff;
/** Wire versions whose behaviour is simulated: OpenFlow 1.0 and 1.3. */
const SIMULATED_VERSIONS: readonly number[] = [1, 4];
/** Addresses that OFPP_NORMAL remembers, and for how long. */
const MAC_TABLE_SIZE = 4096;
const MAC_AGE_MS = 300_000;

/** A simulated OpenFlow switch: ports, flow tables and a channel to a controller. */
export class Switch implements Node {
  readonly name: string;
  /** As "00:00:00:00:00:00:00:01". */
  readonly datapath_id: string;
  readonly versions: readonly number[];
  readonly flowTables: FlowTables;
  readonly buffers: PacketBuffers;
  readonly datapath: Datapath;
  readonly clock: Clock;
  readonly #emit: (event: SwitchEvent) => void;
  readonly #ports = new Map<number, Interface>();
  readonly #agent: Agent;

  constructor(options: SwitchOptions, { clock, emit, number }: SwitchContext) {
    this.name = options.name ?? `s${number}`;
    this.datapath_id = formatDatapathId(parseDatapathId(options.datapath_id ?? number));
    this.versions = checkedVersions(options.versions ?? SIMULATED_VERSIONS);
    this.clock = clock;
    this.#emit = emit;
    this.#agent = new Agent(this, (event) => emit({ ...event, switch: this }));
    this.buffers = new PacketBuffers(wholeNumber("n_buffers", options.n_buffers ?? 0, 0, MAX_BUFFERS));
    this.flowTables = new FlowTables({
      clock,
      n_tables: wholeNumber("n_tables", options.n_tables ?? 8, 1, MAX_TABLES),
      max_entries: wholeNumber("max_entries", options.max_entries ?? 65536, 0, MAX_ENTRIES),
      hasPort: (port_no) => this.#ports.has(port_no),
      removed: (entry, reason) => {
        emit({ type: "flow_removed", switch: this, entry, reason });
        this.#agent.flowRemoved(entry, reason);
      },
    });
    this.datapath = new Datapath({
      clock,
      tables: this.flowTables,
      ports: this.#ports,
      buffers: this.buffers,
      macs: new MacTable(MAC_TABLE_SIZE, MAC_AGE_MS),
      sink: this.#agent,
      local: (bytes) => emit({ type: "frame_local", switch: this, bytes }),
    });
    const ports = wholeNumber("ports", options.ports ?? 0, 0, MAX_PORTS);
    for (let port_no = 1; port_no <= ports; port_no++) this.addPort();
  }

  /** By port number. */
  get ports(): ReadonlyMap<number, Interface> {
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
  addPort(): Interface {
    const port_no = this.#ports.size + 1;
    if (port_no > MAX_PORTS)
      throw new RangeError(`${this.name} has ${MAX_PORTS} ports, which is as many as can be`);
    const port = new Interface(this, port_no, hardwareAddress(this.datapath_id, port_no), this.clock.now());
    this.#ports.set(port_no, port);
    this.#agent.portStatus("ADD", port);
    return port;
  }

  /** The first port without link, or a new one. */
  freePort(): Interface {
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
  flowMod(msg: FlowModInput, version = this.versions.at(-1) as number): void {
    const message = decode(encode({ type: "FLOW_MOD", msg }, { version }));
    this.applyFlowMod(message.msg as FlowMod, version);
  }

  /** Carries out a decoded FLOW_MOD. @throws OpenFlowError when it is refused */
  applyFlowMod(mod: FlowMod, version: number): void {
    const entry = this.flowTables.modify(mod, version);
    if (entry !== undefined) this.#emit({ type: "flow_added", switch: this, entry });
  }

  /** Connects to a controller. Resolves when the version is negotiated; rejects when the switch gives up. */
  connect(options: ConnectOptions): Promise<void> {
    return this.#agent.connect(options);
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
    this.datapath.process(new Packet(frame.bytes, on.port_no, frame.hops));
  }

  linkChanged(on: Interface): void {
    this.#agent.portStatus("MODIFY", on);
  }
}

/** The versions in ascending order. @throws RangeError for one that is not spoken */
function checkedVersions(versions: readonly number[]): number[] {
  if (versions.length === 0) throw new RangeError("versions: at least one is needed");
  const unknown = versions.find((version) => !SIMULATED_VERSIONS.includes(version));
  if (unknown === undefined) return [...new Set(versions)].sort((a, b) => a - b);
  const known = SIMULATED_VERSIONS.map((version) => `${version} (OpenFlow 1.${version - 1})`).join(", ");
  throw new RangeError(`versions: ${unknown} is not supported, but ${known}`);
}

/** A locally administered address made of the lower bytes of the datapath id and the port number. */
function hardwareAddress(datapath_id: string, port_no: number): string {
  const port = port_no.toString(16).padStart(4, "0");
  return `0e:${datapath_id.slice(-8)}:${port.slice(0, 2)}:${port.slice(2)}`;
}
