import { closeSync, openSync, writeSync } from "node:fs";
import type { Link, Network } from "zof-sim";
import { pcapHeader, pcapPacket } from "../capture/pcap-writer.js";

const NANOSECONDS_PER_MS = 1_000_000;

/** Writes the frames of a link to a file while it goes on; `stop` closes it. */
export class LinkCapture {
  readonly #file: number;
  readonly #unsubscribe: () => void;
  #open = true;
  /** Frames written so far. */
  frames = 0;

  /**
   * @param path - of a pcap file, as Wireshark reads it; what was there is lost. Times are those of the network's
   *   clock, counted from 1970.
   */
  constructor(network: Network, link: Link, path: string) {
    this.#file = openSync(path, "w");
    writeSync(this.#file, pcapHeader());
    this.#unsubscribe = network.subscribe((event) => {
      if (event.type !== "frame_delivered" || event.from.link !== link) return;
      const time = BigInt(Math.round(network.clock.now() * NANOSECONDS_PER_MS));
      writeSync(this.#file, pcapPacket(event.bytes, time, event.bytes.length));
      this.frames++;
    });
  }

  /** Ends the capture; what came so far is in the file. */
  stop(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#unsubscribe();
    closeSync(this.#file);
  }
}
