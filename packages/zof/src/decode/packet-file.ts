import type { Message } from "zof-types";
import { pcapHeader, pcapPacket } from "../capture/pcap-writer.js";
import { CommandOutput } from "../output/command-output.js";

/** A capture file of the packets in PACKET_IN and PACKET_OUT messages. */
export class PacketFile {
  readonly #output: CommandOutput;

  constructor(path: string) {
    this.#output = new CommandOutput(path);
    this.#output.writer.append(pcapHeader());
  }

  /** `time`: nanoseconds since 1970, 0 when it is not known. */
  add(message: Message, time = 0n): void {
    if (message.type !== "PACKET_IN" && message.type !== "PACKET_OUT") return;
    const { data } = message.msg;
    if (data.length === 0) return;
    const size = message.type === "PACKET_IN" ? message.msg.total_len : data.length;
    this.#output.writer.append(pcapPacket(data, time, size));
  }

  async flush(): Promise<void> {
    if (this.#output.isFull) await this.#output.flush();
  }

  close(): Promise<void> {
    return this.#output.close();
  }
}
