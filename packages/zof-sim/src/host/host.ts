import { buildPacket, type PacketInput, PacketView } from "zof-codec";
import type { Clock } from "../clock/clock.js";
import { type Frame, Interface, type Node } from "../network/link.js";
import { wholeNumber } from "../whole-number.js";
import { IPV4, IPV6, solicitedMac } from "./address-family.js";
import { checkedAddress, numberedAddress } from "./host-address.js";
import { IpStack } from "./ip-stack.js";
import { PingError } from "./ping-error.js";

export interface HostOptions {
  /** Default "h1", "h2", ... in the order in which hosts are added. */
  readonly name?: string;
  /** Default 00:00:00:00:00:01, 02, ... */
  readonly mac?: string;
  /** An IPv4 address; default 10.0.0.1, 10.0.0.2, ... All addresses count as being on the link: there are no routers. */
  readonly ip?: string;
  /** An IPv6 address; default fd00::1, fd00::2, ... */
  readonly ip6?: string;
  /** VLAN, 1 to 4094, whose tag the host puts on what it sends; it hears only that. Default: no tags. */
  readonly vlan?: number;
  /** Time after which an ARP request or neighbour solicitation without answer is sent again. Default 250 ms. */
  readonly arpRetryMs?: number;
}

/** What surrounds a host. */
export interface HostContext {
  readonly clock: Clock;
  emit(event: HostEvent): void;
  /** Its number in the network, from 1. */
  readonly number: number;
}

/** What happens at a host. */
export type HostEvent = { readonly from: Host; readonly ip: string } & (
  | { readonly type: "ping_sent" }
  | { readonly type: "ping_answered"; readonly rttMs: number }
  | { readonly type: "ping_failed"; readonly error: PingError }
);

export interface PingOptions {
  /** How long it may take, ARP included. Default 2000 ms. */
  readonly timeoutMs?: number;
}

export interface PingReply {
  /** From echo request to echo reply, without ARP, in milliseconds. */
  readonly rttMs: number;
}

const MAX_VLAN = 4094;
/** VLAN_VID of frames without tag. */
const NO_TAG = 0;
const BROADCAST = "ff:ff:ff:ff:ff:ff";

/** A host with one network card: it answers ARP and ping, and pings others. */
export class Host implements Node {
  readonly name: string;
  readonly mac: string;
  /** IPv4 address. */
  readonly ip: string;
  /** IPv6 address. */
  readonly ip6: string;
  readonly vlan: number | undefined;
  /** Its network card. */
  readonly card: Interface;
  readonly #emit: (event: HostEvent) => void;
  readonly #ipv4: IpStack;
  readonly #ipv6: IpStack;
  readonly #solicitedMac: string;

  constructor(options: HostOptions, { clock, emit, number }: HostContext) {
    const { vlan, arpRetryMs = 250, ...given } = options;
    if (vlan !== undefined) wholeNumber("vlan", vlan, 1, MAX_VLAN);
    const address = checkedAddress({ ...numberedAddress(number), ...given });
    const send = (packet: PacketInput) => this.#send(packet);
    this.name = options.name ?? `h${number}`;
    this.mac = address.mac;
    this.ip = address.ip;
    this.ip6 = address.ip6;
    this.vlan = vlan;
    this.card = new Interface(this, 1, address.mac, clock.now());
    this.#emit = emit;
    this.#ipv4 = new IpStack(IPV4, clock, address, arpRetryMs, send);
    this.#ipv6 = new IpStack(IPV6, clock, address, arpRetryMs, send);
    this.#solicitedMac = solicitedMac(address.ip6);
  }

  /**
   * Asks another host for an echo, at its IPv4 or IPv6 address.
   *
   * @throws PingError `link_down`, `no_arp_reply`, `no_nd_reply`, `no_echo_reply` or `closed`
   */
  async ping(ip: string, { timeoutMs = 2000 }: PingOptions = {}): Promise<PingReply> {
    this.#emit({ type: "ping_sent", from: this, ip });
    try {
      const rttMs = await this.#ping(ip, timeoutMs);
      this.#emit({ type: "ping_answered", from: this, ip, rttMs });
      return { rttMs };
    } catch (error) {
      if (error instanceof PingError) this.#emit({ type: "ping_failed", from: this, ip, error });
      throw error;
    }
  }

  /** Tells all on the link where this host is (gratuitous ARP), as one does that has just been plugged in. */
  announce(): void {
    this.#ipv4.neighbours.announce();
  }

  /** Forgets the addresses of others, so that the next ping asks for them again. */
  forgetAddresses(): void {
    this.#ipv4.neighbours.forget();
    this.#ipv6.neighbours.forget();
  }

  /** Ends all timers; pings under way fail. */
  close(): void {
    const error = new PingError("closed", `${this.name} was closed`);
    this.#ipv4.close(error);
    this.#ipv6.close(error);
  }

  /** The card, which the host has only one of. */
  freePort(): Interface {
    return this.card;
  }

  receive(_on: Interface, frame: Frame): void {
    const packet = new PacketView(frame.bytes);
    if (packet.vlan_vid !== (this.vlan ?? NO_TAG)) return;
    if (![this.mac, BROADCAST, this.#solicitedMac].includes(packet.eth_dst ?? "")) return;
    // What the host itself said comes back to it where links form a loop.
    if (packet.eth_src === this.mac) return;
    this.#ipv4.receive(packet);
    this.#ipv6.receive(packet);
  }

  linkChanged(): void {}

  async #ping(ip: string, timeoutMs: number): Promise<number> {
    if (!this.card.isUp) throw new PingError("link_down", `${this.name} has no link`);
    return (ip.includes(":") ? this.#ipv6 : this.#ipv4).ping(ip, timeoutMs);
  }

  #send(packet: PacketInput): void {
    const tag = this.vlan === undefined ? {} : { vlan_vid: this.vlan };
    this.card.send({ bytes: buildPacket({ eth_src: this.mac, ...tag, ...packet }), hops: 0 });
  }
}
