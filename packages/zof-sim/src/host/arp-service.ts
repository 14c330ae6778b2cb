import type { PacketInput, PacketView } from "zof-codec";
import type { Clock, Timer } from "../clock/clock.js";
import { ArpCache } from "./arp-cache.js";
import type { HostAddress } from "./host-address.js";
import { PingError } from "./ping-error.js";
import { WaitingList } from "./waiting-list.js";

const BROADCAST = "ff:ff:ff:ff:ff:ff";
const REQUEST = 1;
const REPLY = 2;

/** Finds out which MAC address an IP address has, and tells its own (RFC 826). */
export class ArpService {
  readonly #clock: Clock;
  readonly #self: HostAddress;
  readonly #retryMs: number;
  readonly #send: (packet: PacketInput) => void;
  readonly #cache: ArpCache;
  readonly #waiting: WaitingList<string, string>;
  readonly #retries = new Map<string, Timer>();

  /** @param retryMs - time after which a request without answer is sent again */
  constructor(clock: Clock, self: HostAddress, retryMs: number, send: (packet: PacketInput) => void) {
    this.#clock = clock;
    this.#self = self;
    this.#retryMs = retryMs;
    this.#send = send;
    this.#cache = new ArpCache(clock);
    this.#waiting = new WaitingList(clock);
  }

  /** The MAC address of an IP address. Rejects with PingError `no_arp_reply` when nobody answers in time. */
  async resolve(ip: string, timeoutMs: number): Promise<string> {
    const known = this.#cache.find(ip);
    if (known !== undefined) return known;
    const isFirst = !this.#waiting.has(ip);
    const answer = this.#waiting.wait(
      ip,
      timeoutMs,
      () => new PingError("no_arp_reply", `nobody at ${this.#self.ip}'s link says to be ${ip}`),
    );
    if (isFirst) this.#ask(ip);
    return answer;
  }

  /** Tells all on the link where this host is, as one does that has just been plugged in. */
  announce(): void {
    this.#request(this.#self.ip);
  }

  receive(packet: PacketView): void {
    const { arp_op, arp_spa, arp_sha, arp_tpa } = packet;
    if (arp_spa === undefined || arp_sha === undefined) return;
    const isForMe = arp_tpa === this.#self.ip;
    if (isForMe || this.#cache.find(arp_spa) !== undefined) this.#learn(arp_spa, arp_sha);
    if (isForMe && arp_op === REQUEST) this.#reply(arp_spa, arp_sha);
  }

  /** Forgets what it learnt. */
  forget(): void {
    this.#cache.clear();
  }

  /** Ends all timers; who waits gets the error. */
  close(error: PingError): void {
    for (const timer of this.#retries.values()) timer.cancel();
    this.#retries.clear();
    this.#waiting.fail(error);
  }

  #ask(ip: string): void {
    this.#retries.get(ip)?.cancel();
    this.#request(ip);
    const retry = this.#clock.schedule(this.#retryMs, () => {
      this.#retries.delete(ip);
      if (this.#waiting.has(ip)) this.#ask(ip);
    });
    this.#retries.set(ip, retry);
  }

  #learn(ip: string, mac: string): void {
    this.#cache.learn(ip, mac);
    this.#retries.get(ip)?.cancel();
    this.#retries.delete(ip);
    this.#waiting.answer(ip, mac);
  }

  #request(arp_tpa: string): void {
    this.#send({ eth_dst: BROADCAST, arp_op: REQUEST, arp_spa: this.#self.ip, arp_tpa });
  }

  #reply(arp_tpa: string, arp_tha: string): void {
    this.#send({ eth_dst: arp_tha, arp_op: REPLY, arp_spa: this.#self.ip, arp_tpa, arp_tha });
  }
}
