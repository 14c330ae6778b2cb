import { setTimeout as wait } from "node:timers/promises";
import type { Controller } from "zof-core";
import {
  type Host,
  type Link,
  ManualClock,
  type Network,
  NetworkError,
  type PingAllOptions,
  type PingAllResult,
  type PingOptions,
  type PingReply,
  type Switch,
} from "zof-sim";
import { LinkCapture } from "./link-capture.js";

/** Time between two looks at what is waited for, when time is real. */
const POLL_MS = 5;

export interface NamedPingOptions extends PingOptions {
  /** Default 4. */
  readonly ipVersion?: 4 | 6;
}

/** A network of simulated switches and hosts, with its controller, for a test. */
export class SimulatedNetwork {
  readonly #captures: LinkCapture[] = [];
  readonly #started: Controller | undefined;

  /** @param started - the controller to stop with the network */
  constructor(
    /** What the network is made of, with all that it can do. */
    readonly network: Network,
    /** Whose apps control the switches, if any do. */
    readonly controller: Controller | undefined,
    started: boolean,
  ) {
    this.#started = started ? controller : undefined;
  }

  /** Milliseconds since the network was made. */
  get now(): number {
    return this.network.clock.now();
  }

  /** @throws NetworkError `unknown` */
  switch(name: string): Switch {
    return found("switch", name, this.network.switches);
  }

  /** @throws NetworkError `unknown` */
  host(name: string): Host {
    return found("host", name, this.network.hosts);
  }

  /**
   * The link between two nodes, in either order.
   *
   * @throws NetworkError `unknown`
   */
  link(a: string, b: string): Link {
    const ends = (link: Link) => [link.a.node.name, link.b.node.name];
    const link = this.network.links.find((each) => ends(each).includes(a) && ends(each).includes(b));
    if (link === undefined) throw new NetworkError("unknown", `there is no link between ${a} and ${b}`);
    return link;
  }

  /**
   * Waits until nothing is under way any more: frames that need no time, and all that apps do about what their
   * switches tell them. Work that waits for something else, as a timer or a file, is not noticed.
   *
   * @throws NetworkError `restless` when there is no end to it
   */
  settle(): Promise<void> {
    return this.network.settle();
  }

  /**
   * Lets time pass, for time-outs of flow entries, latency, slow switches and the switches' keepalive. Whatever falls
   * due on the way happens at its time, and the network comes to rest before time goes on. The apps' own timers do
   * not take part.
   */
  async advance(ms: number): Promise<void> {
    const { clock } = this.network;
    if (!(clock instanceof ManualClock)) {
      await wait(ms);
      return this.settle();
    }
    const end = clock.now() + ms;
    await this.settle();
    while (clock.next <= end) {
      clock.advance(clock.next - clock.now());
      await this.settle();
    }
    clock.advance(end - clock.now());
  }

  /**
   * Pings from one host to another, by name, letting time pass as far as it takes.
   *
   * @throws PingError when there is no answer
   */
  ping(from: string, to: string, options: NamedPingOptions = {}): Promise<PingReply> {
    const { ip, ip6 } = this.host(to);
    return this.until(this.host(from).ping(options.ipVersion === 6 ? ip6 : ip, options));
  }

  /** Pings from each host to each other one, one after the other. */
  pingAll(options: PingAllOptions = {}): Promise<PingAllResult> {
    return this.until(this.network.pingAll(options));
  }

  /** Waits for something that the network brings about, letting time pass as far as it takes. */
  async until<T>(event: PromiseLike<T>): Promise<T> {
    const { clock } = this.network;
    let over = false;
    const ended = () => {
      over = true;
    };
    event.then(ended, ended);
    for (;;) {
      await this.settle();
      if (over) return event;
      if (clock instanceof ManualClock && Number.isFinite(clock.next))
        clock.advance(clock.next - clock.now());
      else await wait(POLL_MS);
    }
  }

  /**
   * Writes the frames of a link to a pcap file from now on, until `stop` or the end of the network.
   *
   * @param path - what was there is lost
   */
  capture(link: Link, path: string): LinkCapture {
    const capture = new LinkCapture(this.network, link, path);
    this.#captures.push(capture);
    return capture;
  }

  /** Ends it all: captures, connections, timers, and the controller if the network started it. */
  async close(): Promise<void> {
    for (const capture of this.#captures) capture.stop();
    this.network.close();
    await this.#started?.stop();
  }

  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function found<T extends { readonly name: string }>(kind: string, name: string, nodes: readonly T[]): T {
  const node = nodes.find((each) => each.name === name);
  if (node !== undefined) return node;
  const names = nodes.map((each) => each.name).join(", ");
  throw new NetworkError("unknown", `there is no ${kind} ${name}, but ${names || "none at all"}`);
}
