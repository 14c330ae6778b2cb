import type { PacketInput, PacketView } from "zof-codec";
import type { Clock } from "../clock/clock.js";
import type { HostAddress } from "./host-address.js";
import { PingError } from "./ping-error.js";
import { WaitingList } from "./waiting-list.js";

const ECHO_REPLY = 0;
const ECHO_REQUEST = 8;
/** Identifier and sequence number, and as many bytes of data as ping sends. */
const PAYLOAD_SIZE = 4 + 56;

/** Asks for echoes and gives them (ICMP, RFC 792). */
export class EchoService {
  readonly #clock: Clock;
  readonly #self: HostAddress;
  readonly #send: (packet: PacketInput) => void;
  readonly #waiting: WaitingList<string, void>;
  #lastSequence = 0;

  constructor(clock: Clock, self: HostAddress, send: (packet: PacketInput) => void) {
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
    const answer = this.#waiting.wait(
      `${ip} ${this.#lastSequence}`,
      timeoutMs,
      () => new PingError("no_echo_reply", `${ip} (${mac}) did not answer ${this.#self.ip}`),
    );
    this.#send({ eth_dst: mac, ipv4_src: this.#self.ip, ipv4_dst: ip, icmpv4_type: ECHO_REQUEST, payload });
    await answer;
    return this.#clock.now() - sent;
  }

  receive(packet: PacketView): void {
    const { eth_src, ipv4_src, icmpv4_type, payload } = packet;
    if (eth_src === undefined || ipv4_src === undefined || packet.ipv4_dst !== this.#self.ip) return;
    if (icmpv4_type === ECHO_REQUEST) {
      // Back to where it came from: there are no routers between hosts.
      this.#send({
        eth_dst: eth_src,
        ipv4_src: this.#self.ip,
        ipv4_dst: ipv4_src,
        icmpv4_type: ECHO_REPLY,
        payload,
      });
    } else if (icmpv4_type === ECHO_REPLY && payload.length >= 4) {
      const sequence = new DataView(payload.buffer, payload.byteOffset).getUint16(2);
      this.#waiting.answer(`${ipv4_src} ${sequence}`, undefined);
    }
  }

  /** Who waits gets the error. */
  close(error: PingError): void {
    this.#waiting.fail(error);
  }
}
