import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Timer } from "../clock/clock.js";
import type { FlowEntry, RemovalReason } from "../flow/flow-entry.js";
import type { ControllerSink, PacketIn } from "../switch/controller-sink.js";
import type { SwitchPort } from "../switch/switch-port.js";
import type { AgentEvent } from "./agent-event.js";
import { flowRemovedMessage, packetInMessage, portStatusMessage } from "./async-messages.js";
import { type ConnectOptions, type ConnectSettings, connectSettings } from "./connect-options.js";
import { ConnectionError } from "./connection-error.js";
import type { Device } from "./device.js";
import { Session } from "./session.js";
import { flowRemovedReason, packetInReason } from "./version-reasons.js";

/** How a switch stands with its controller. */
export type ConnectionState =
  /** It was not told to connect, or has given up. */
  | { readonly status: "idle" }
  /** The connection is being made, or HELLO exchanged. */
  | { readonly status: "connecting" }
  | { readonly status: "connected"; readonly version: number }
  /** The next attempt follows in so many milliseconds, counted from the end of the last. */
  | { readonly status: "waiting"; readonly retryInMs: number };

const ROUND_TRIP_TIMEOUT_MS = 10_000;

/** The control plane of a switch: keeps a connection to a controller, again and again if need be. */
export class Agent implements ControllerSink {
  readonly #device: Device;
  readonly #emit: (event: AgentEvent) => void;
  #settings: ConnectSettings | undefined;
  #session: Session | undefined;
  #state: ConnectionState = { status: "idle" };
  #retry: Timer | undefined;
  #retryDelayMs = 0;
  #pastMessages = 0;
  #waiting: { resolve(): void; reject(error: ConnectionError): void }[] = [];

  constructor(device: Device, emit: (event: AgentEvent) => void) {
    this.#device = device;
    this.#emit = emit;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Messages received and sent on all connections. */
  get messageCount(): number {
    return this.#pastMessages + (this.#session?.messageCount ?? 0);
  }

  /**
   * Resolves when the controller has worked off what the switch told it, and the switch what came of it. At once when
   * the switch is not connected, is slow or misbehaves; after ten seconds at the latest.
   */
  async roundTrip(): Promise<void> {
    const session = this.#session;
    if (session === undefined || !this.#device.behaviour.isProper) return;
    await new Promise<void>((resolve) => {
      // Real time: a controller that does not answer will not, whatever the network's clock says.
      const timer = setTimeout(resolve, ROUND_TRIP_TIMEOUT_MS);
      session.roundTrip(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Connects to a controller; ends the connection to another one first. */
  connect(options: ConnectOptions): Promise<void> {
    this.close();
    this.#settings = connectSettings(options);
    this.#retryDelayMs = this.#settings.reconnectDelayMs;
    const connected = new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    // Who does not wait for the connection learns of its end from the events.
    connected.catch(() => {});
    this.#attempt(this.#settings);
    return connected;
  }

  /** Ends the connection and does not try again. */
  close(): void {
    this.#settings = undefined;
    this.#retry?.cancel();
    this.#session?.close("the switch was closed");
    this.#giveUp("closed", "the switch was closed");
  }

  packetIn(packet: PacketIn): void {
    const session = this.#session;
    const reason = packetInReason(packet.reason, session?.version ?? 0);
    session?.offer("packet_in", reason, () => packetInMessage(packet, session.version));
  }

  flowAdded(entry: FlowEntry): void {
    this.#session?.flowChanged("ADDED", entry);
  }

  flowModified(entry: FlowEntry): void {
    this.#session?.flowChanged("MODIFIED", entry);
  }

  flowRemoved(entry: FlowEntry, reason: RemovalReason): void {
    const session = this.#session;
    session?.flowChanged("REMOVED", entry, reason);
    if (!entry.flags.includes("SEND_FLOW_REM")) return;
    session?.offer("flow_removed", flowRemovedReason(reason, session.version), () =>
      flowRemovedMessage(entry, reason, this.#device.clock.now(), session.version),
    );
  }

  portStatus(reason: "ADD" | "MODIFY", port: SwitchPort): void {
    const session = this.#session;
    session?.offer("port_status", reason, () => portStatusMessage(reason, port, session.version));
  }

  #attempt(settings: ConnectSettings): void {
    const { host, port } = settings;
    this.#state = { status: "connecting" };
    this.#emit({ type: "switch_connecting", host, port });
    this.#session = new Session(this.#device, openSocket(settings), settings, {
      event: this.#emit,
      ready: (version) => this.#connected(version, settings),
      closed: (reason) => this.#closed(reason),
    });
  }

  #connected(version: number, settings: ConnectSettings): void {
    this.#state = { status: "connected", version };
    this.#retryDelayMs = settings.reconnectDelayMs;
    this.#device.datapath.missToController = version <= 3;
    this.#emit({ type: "switch_connected", version });
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  #closed(reason: string): void {
    this.#pastMessages += 1 + (this.#session?.messageCount ?? 0);
    this.#session = undefined;
    const settings = this.#settings;
    const retryInMs = settings?.reconnect === true ? this.#retryDelayMs : undefined;
    if (settings === undefined) this.#giveUp("closed", reason);
    else if (retryInMs === undefined) this.#giveUp("failed", reason);
    else {
      this.#state = { status: "waiting", retryInMs };
      this.#retryDelayMs = Math.min(retryInMs * 2, settings.maxReconnectDelayMs);
      this.#retry = this.#device.clock.schedule(retryInMs, () => this.#attempt(settings));
    }
    this.#emit({ type: "switch_closed", reason, retryInMs });
  }

  #giveUp(code: "closed" | "failed", reason: string): void {
    this.#state = { status: "idle" };
    const error = new ConnectionError(code, `${this.#device.name}: ${reason}`);
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

function openSocket({ host, port, tls }: ConnectSettings): Socket {
  return tls === undefined ? connectTcp({ host, port }) : connectTls({ host, port, ...tls });
}
