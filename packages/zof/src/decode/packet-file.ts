import type { Message } from "zof-types";
import { pcapHeader, pcapPacket } from "../capture/pcap-writer.js";
import { CommandOutput } from "../output/command-output.js";

/** The packet in a PACKET_IN or PACKET_OUT; undefined for other messages. */
export function packetOf(message: Message): Uint8Array | undefined {
  return message.type === "PACKET_IN" || message.type === "PACKET_OUT" ? message.msg.data : undefined;
}

/** A capture file of the packets in PACKET_IN and PACKET_OUT messages. */
export class PacketFile {
  readonly #output: CommandOutput;

  constructor(path: string) {
    this.#output = new CommandOutput(path);
    this.#output.writer.append(pcapHeader());
  }

  /** `packet`: that of the message; `time`: nanoseconds since 1970, 0 when it is not known. */
  add({ msg }: Message, packet: Uint8Array, time = 0n): void {
    if (packet.length === 0) return;
    const size = "total_len" in msg ? Number(msg.total_len) : packet.length;
    this.#output.writer.append(pcapPacket(packet, time, size));
  }

  async flush(): Promise<void> {
    if (this.#output.isFull) await this.#output.flush();
  }

  close(): Promise<void> {
    return this.#output.close();
  }
}
