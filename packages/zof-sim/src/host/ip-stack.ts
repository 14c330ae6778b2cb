import type { PacketInput, PacketView } from "zof-codec";
import type { Clock } from "../clock/clock.js";
import type { AddressFamily } from "./address-family.js";
import { EchoService } from "./echo-service.js";
import type { HostAddress } from "./host-address.js";
import { NeighbourService } from "./neighbour-service.js";
import type { PingError } from "./ping-error.js";

/** What a host does in one address family: it finds neighbours and is found, and asks for echoes and gives them. */
export class IpStack {
  readonly neighbours: NeighbourService;
  readonly #echo: EchoService;
  readonly #clock: Clock;

  constructor(
    family: AddressFamily,
    clock: Clock,
    self: HostAddress,
    retryMs: number,
    send: (packet: PacketInput) => void,
  ) {
    this.#clock = clock;
    this.neighbours = new NeighbourService(family, clock, self, retryMs, send);
    this.#echo = new EchoService(family, clock, self, send);
  }

  /** Milliseconds until the echo comes back. @throws PingError when it does not in time */
  async ping(ip: string, timeoutMs: number): Promise<number> {
    const end = this.#clock.now() + timeoutMs;
    const mac = await this.neighbours.resolve(ip, timeoutMs);
    return this.#echo.ping(ip, mac, end - this.#clock.now());
  }

  receive(packet: PacketView): void {
    this.neighbours.receive(packet);
    this.#echo.receive(packet);
  }

  /** Ends all timers; who waits gets the error. */
  close(error: PingError): void {
    this.neighbours.close(error);
    this.#echo.close(error);
  }
}
