import type { MessageOf } from "zof-types";
import { Packet } from "../packet/packet.js";
import type { Device } from "./device.js";
import { takeBuffer } from "./take-buffer.js";

/** FLOW_MOD (OpenFlow 1.3.5, section 7.3.4.1). A buffered packet that it names goes through the tables afterwards. */
export function flowMod({ msg, version }: MessageOf<"FLOW_MOD">, device: Device): void {
  device.applyFlowMod(msg, version);
  const deletes = msg.command === "DELETE" || msg.command === "DELETE_STRICT";
  if (deletes || msg.buffer_id === "NO_BUFFER") return;
  const { bytes, in_port, hops } = takeBuffer(device, msg.buffer_id);
  device.datapath.process(new Packet(bytes, in_port, hops));
}
