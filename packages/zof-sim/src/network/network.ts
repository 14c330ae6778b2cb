import type { ConnectOptions } from "../agent/connect-options.js";
import { type Clock, systemClock } from "../clock/clock.js";
import { EventHub } from "../event-hub.js";
import { Host, type HostOptions } from "../host/host.js";
import { Switch } from "../switch/switch.js";
import type { SwitchOptions } from "../switch/switch-options.js";
import { wholeNumber } from "../whole-number.js";
import { atRest } from "./at-rest.js";
import { Interface, Link } from "./link.js";
import { NetworkError } from "./network-error.js";
import type { NetworkEvent, NetworkListener } from "./network-event.js";
import { type PingAllOptions, type PingAllResult, pingAll } from "./ping-all.js";
import { Traffic, type TrafficLimits } from "./traffic.js";

export interface NetworkOptions extends Partial<TrafficLimits> {
  /** Default real time. */
  readonly clock?: Clock;
}

export interface LinkOptions {
  /** How long a frame takes from end to end, in whole milliseconds. Default 0: the next turn of the event loop. */
  readonly latencyMs?: number;
}

/**
 * Switches, hosts and the links between them, all in this process.
 *
 * Nothing moves by itself: the network is still once the frames that were sent have arrived, apart from time-outs of
 * flow entries and connections. `close` ends those too.
 */
export class Network {
  readonly clock: Clock;
  readonly #events = new EventHub<NetworkEvent>();
  readonly #traffic: Traffic;
  readonly #switches: Switch[] = [];
  readonly #hosts: Host[] = [];
  #links: readonly Link[] = [];
  /** What is taken already: names, datapath ids, MAC and IP addresses. */
  readonly #taken = new Set<string>();
  #controller: ConnectOptions | undefined;
  #closed = false;

  constructor(options: NetworkOptions = {}) {
    const { clock = systemClock, ...limits } = options;
    this.clock = clock;
    this.#traffic = new Traffic(clock, limits, this.#events);
  }

  get switches(): readonly Switch[] {
    return this.#switches;
  }

  get hosts(): readonly Host[] {
    return this.#hosts;
  }

  /** Links that are not removed, up or down. */
  get links(): Link[] {
    return this.#links.filter((link) => link.a.link === link);
  }

  /**
   * Calls the listener with all that happens from now on, until the function returned is called. A listener must not
   * throw: nobody would be there to catch it.
   */
  subscribe(listener: NetworkListener): () => void {
    return this.#events.subscribe(listener);
  }

  /**
   * Adds a switch; it connects at once when the network is connected.
   *
   * @throws NetworkError `duplicate` when name or datapath id are taken
   */
  addSwitch(options: SwitchOptions = {}): Switch {
    this.#checkOpen();
    const number = this.#switches.length + 1;
    const added = new Switch(options, this.#context(number));
    this.#take("name", added.name);
    this.#take("datapath_id", added.datapath_id);
    this.#switches.push(added);
    if (this.#controller !== undefined) void added.connect(this.#controller);
    return added;
  }

  /**
   * Adds a host.
   *
   * @throws NetworkError `duplicate` when name, MAC or IP address are taken
   */
  addHost(options: HostOptions = {}): Host {
    this.#checkOpen();
    const number = this.#hosts.length + 1;
    const added = new Host(options, this.#context(number));
    this.#take("name", added.name);
    this.#take("mac", added.mac);
    this.#take("ip", added.ip);
    this.#take("ip", added.ip6);
    this.#hosts.push(added);
    return added;
  }

  /**
   * Puts a cable between two nodes or interfaces. A switch uses its first free port, or gets a new one.
   *
   * @throws NetworkError `in_use` when an interface has a link already
   */
  link(a: Switch | Host | Interface, b: Switch | Host | Interface, options: LinkOptions = {}): Link {
    this.#checkOpen();
    const endA = freeInterface(a);
    const endB = freeInterface(b);
    if (endA === endB) throw new NetworkError("in_use", `${endA.name} cannot be linked to itself`);
    const latencyMs = wholeNumber("latencyMs", options.latencyMs ?? 0, 0);
    const link = new Link(endA, endB, latencyMs, this.#traffic);
    this.#links = [...this.links, link];
    return link;
  }

  /**
   * Connects all switches to a controller, also those that are added later. Resolves when each has negotiated a
   * version; the controller may need a moment more to get to know them. Without `reconnect` it rejects with a
   * ConnectionError when one cannot connect; with it, only when the network is closed.
   */
  connect(options: ConnectOptions): Promise<void> {
    this.#checkOpen();
    this.#controller = options;
    const connected = Promise.all(this.#switches.map((each) => each.connect(options))).then(() => {});
    // Who does not wait for the connections learns of their end from the events.
    connected.catch(() => {});
    return connected;
  }

  /**
   * Waits until nothing is under way any more that does not wait for the clock: frames, and what controllers do about
   * what their switches tell them. With a `ManualClock` the network then stays as it is until time moves on.
   *
   * Work of a controller that waits for something else than its switches (a timer, a file) is not noticed.
   *
   * @throws NetworkError `restless` when there is no end to it, as with a controller that floods in a loop
   */
  settle(): Promise<void> {
    return atRest(this.#traffic, this.#switches);
  }

  /** Lets hosts ping each other; see `PingAllOptions`. */
  pingAll(options: PingAllOptions = {}): Promise<PingAllResult> {
    return pingAll(this.#hosts, options);
  }

  /** Ends connections, pings and timers, and drops the frames on their way. A closed network cannot be used again. */
  close(): void {
    this.#closed = true;
    this.#controller = undefined;
    this.#traffic.close();
    for (const each of this.#switches) each.close();
    for (const each of this.#hosts) each.close();
  }

  #context(number: number) {
    return { clock: this.clock, emit: (event: NetworkEvent) => this.#events.emit(event), number };
  }

  #checkOpen(): void {
    if (this.#closed) throw new NetworkError("closed", "the network was closed");
  }

  #take(kind: string, value: string): void {
    const key = `${kind} ${value}`;
    if (this.#taken.has(key)) throw new NetworkError("duplicate", `${key} is taken already`);
    this.#taken.add(key);
  }
}

function freeInterface(end: Switch | Host | Interface): Interface {
  const found = end instanceof Interface ? end : end.freePort();
  if (found.link !== undefined) throw new NetworkError("in_use", `${found.name} has a link already`);
  return found;
}
