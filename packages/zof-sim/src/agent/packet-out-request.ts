import type { MessageOf, PortNumber } from "zof-types";
import { prepareActions } from "../actions/prepare-actions.js";
import { Match } from "../match/match.js";
import { PORT, toPortNumber } from "../match/port-number.js";
import { badRequest } from "../openflow-error.js";
import { Packet } from "../packet/packet.js";
import type { Device } from "./device.js";
import { takeBuffer } from "./take-buffer.js";

/** An Ethernet header. */
const SMALLEST_FRAME = 14;

/** PACKET_OUT (OpenFlow 1.3.5, section 7.3.7). */
export function packetOut({ msg, version }: MessageOf<"PACKET_OUT">, device: Device): void {
  const in_port = inPort(msg.in_port, device);
  const { bytes, hops } =
    msg.buffer_id === "NO_BUFFER" ? packetFromData(msg.data) : takeBuffer(device, msg.buffer_id);
  const packet = new Packet(bytes, in_port, hops);
  const steps = prepareActions(msg.actions, {
    version,
    // Few actions ask.
    get match() {
      return Match.exactly(packet.key);
    },
    packetOut: true,
    targets: device.targets,
    tag: undefined,
    eth_type: undefined,
  });
  device.datapath.execute(packet, steps);
}

function packetFromData(bytes: Uint8Array): { bytes: Uint8Array; hops: number } {
  if (bytes.length >= SMALLEST_FRAME) return { bytes, hops: 0 };
  throw badRequest("BAD_PACKET", `a frame has at least ${SMALLEST_FRAME} bytes, not ${bytes.length}`);
}

/** The port that a packet is said to have come in by; OpenFlow 1.0 calls none NONE, later versions CONTROLLER. */
function inPort(value: PortNumber, device: Device): number {
  const port_no = toPortNumber(value);
  if (port_no === PORT.ANY) return PORT.CONTROLLER;
  if (port_no === PORT.CONTROLLER || port_no === PORT.LOCAL || device.ports.has(port_no)) return port_no;
  throw badRequest("BAD_PORT", `there is no port ${value} that a packet could have come in by`);
}
