import type { PacketInput, PacketView } from "zof-codec";
import type { Clock, Timer } from "../clock/clock.js";
import type { AddressFamily } from "./address-family.js";
import type { HostAddress } from "./host-address.js";
import { NeighbourCache } from "./neighbour-cache.js";
import { PingError } from "./ping-error.js";
import { WaitingList } from "./waiting-list.js";

/** Finds out which MAC address an IP address has, and tells its own. */
export class NeighbourService {
  readonly #family: AddressFamily;
  readonly #clock: Clock;
  readonly #self: HostAddress;
  readonly #retryMs: number;
  readonly #send: (packet: PacketInput) => void;
  readonly #cache: NeighbourCache;
  readonly #waiting: WaitingList<string, string>;
  readonly #retries = new Map<string, Timer>();

  /** @param retryMs - time after which a request without answer is sent again */
  constructor(
    family: AddressFamily,
    clock: Clock,
    self: HostAddress,
    retryMs: number,
    send: (packet: PacketInput) => void,
  ) {
    this.#family = family;
    this.#clock = clock;
    this.#self = self;
    this.#retryMs = retryMs;
    this.#send = send;
    this.#cache = new NeighbourCache(clock);
    this.#waiting = new WaitingList(clock);
  }

  /** The MAC address of an IP address. Rejects with PingError when nobody answers in time. */
  async resolve(ip: string, timeoutMs: number): Promise<string> {
    const known = this.#cache.find(ip);
    if (known !== undefined) return known;
    const isFirst = !this.#waiting.has(ip);
    const own = this.#family.own(this.#self);
    const answer = this.#waiting.wait(
      ip,
      timeoutMs,
      () => new PingError(this.#family.nobody, `nobody at ${own}'s link says to be ${ip}`),
    );
    if (isFirst) this.#ask(ip);
    return answer;
  }

  /** Tells all on the link where this host is, as one does that has just been plugged in. */
  announce(): void {
    this.#send(this.#family.question(this.#self, this.#family.own(this.#self)));
  }

  receive(packet: PacketView): void {
    const message = this.#family.read(packet);
    if (message === undefined) return;
    const isForMe = message.target === this.#family.own(this.#self);
    if (isForMe || this.#cache.find(message.ip) !== undefined) this.#learn(message.ip, message.mac);
    if (isForMe && message.kind === "question") this.#send(this.#family.answer(this.#self, message));
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
    this.#send(this.#family.question(this.#self, ip));
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
}
