import { badRequest } from "../openflow-error.js";
import type { BufferedPacket } from "../switch/packet-buffers.js";
import type { Device } from "./device.js";

/** Takes a packet out of its buffer. @throws OpenFlowError BAD_REQUEST BUFFER_UNKNOWN */
export function takeBuffer({ buffers }: Device, buffer_id: number): BufferedPacket {
  const packet = buffers.take(buffer_id);
  if (packet === undefined) throw badRequest("BUFFER_UNKNOWN", `there is no packet in buffer ${buffer_id}`);
  return packet;
}
