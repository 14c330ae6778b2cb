import type { PacketInput, PacketView } from "zof-codec";
import type { Clock } from "../clock/clock.js";
import type { AddressFamily } from "./address-family.js";
import type { HostAddress } from "./host-address.js";
import { PingError } from "./ping-error.js";
import { WaitingList } from "./waiting-list.js";

/** Identifier and sequence number, and as many bytes of data as ping sends. */
const PAYLOAD_SIZE = 4 + 56;

/** Asks for echoes and gives them (RFC 792, RFC 4443). */
export class EchoService {
  readonly #family: AddressFamily;
  readonly #clock: Clock;
  readonly #self: HostAddress;
  readonly #send: (packet: PacketInput) => void;
  readonly #waiting: WaitingList<string, void>;
  #lastSequence = 0;

  constructor(family: AddressFamily, clock: Clock, self: HostAddress, send: (packet: PacketInput) => void) {
    this.#family = family;
    this.#clock = clock;
    this.#self = self;
    this.#send = send;
    this.#waiting = new WaitingList(clock);
  }

  /** Milliseconds until the echo comes back. Rejects with PingError `no_echo_reply` when it does not in time. */
  async ping(ip: string, mac: string, timeoutMs: number): Promise<number> {
    this.#lastSequence = (this.#lastSequence + 1) & 0xffff;
    const payload = new Uint8Array(PAYLOAD_SIZE);
    new DataView(payload.buffer).setUint16(2, this.#lastSequence);
    const sent = this.#clock.now();
    const own = this.#family.own(this.#self);
    const answer = this.#waiting.wait(
      `${ip} ${this.#lastSequence}`,
      timeoutMs,
      () => new PingError("no_echo_reply", `${ip} (${mac}) did not answer ${own}`),
    );
    this.#send({ eth_dst: mac, ...this.#family.echo("request", own, ip, payload) });
    await answer;
    return this.#clock.now() - sent;
  }

  receive(packet: PacketView): void {
    const echo = this.#family.readEcho(packet);
    const { eth_src, payload } = packet;
    const own = this.#family.own(this.#self);
    if (eth_src === undefined || echo?.to !== own) return;
    if (echo.kind === "request") {
      // Back to where it came from: there are no routers between hosts.
      this.#send({ eth_dst: eth_src, ...this.#family.echo("reply", own, echo.from, payload) });
    } else if (payload.length >= 4) {
      const sequence = new DataView(payload.buffer, payload.byteOffset).getUint16(2);
      this.#waiting.answer(`${echo.from} ${sequence}`, undefined);
    }
  }

  /** Who waits gets the error. */
  close(error: PingError): void {
    this.#waiting.fail(error);
  }
}
