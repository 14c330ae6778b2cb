import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import { buildPacket } from "../packet/build-packet.js";
import type { PacketInput } from "../packet/packet-fields.js";
import type { Put, Writer } from "../writer.js";
import { writeBytes } from "./bytes.js";
import { show } from "./integers.js";

/** Appends a packet: `data` as it is, or built from the headers and the payload of `pkt`. */
export function writePacket(writer: Writer, data: unknown, pkt: unknown): void {
  if (pkt === undefined) {
    writeBytes(writer, data ?? "", "data");
    return;
  }
  if (data !== undefined)
    throw new CodecError("bad_value", "data is given too; give one of them", { path: "pkt" });
  writer.append(built(pkt));
}

function built(pkt: unknown): Uint8Array {
  if (pkt instanceof Hole) throw new VariableHole(pkt);
  if (pkt === null || typeof pkt !== "object" || Array.isArray(pkt)) {
    throw new CodecError("bad_value", `${show(pkt)} is not an object of header fields`, { path: "pkt" });
  }
  for (const value of Object.values(pkt)) if (value instanceof Hole) throw new VariableHole(value);
  try {
    return buildPacket(pkt as PacketInput);
  } catch (error) {
    throw error instanceof CodecError ? error.at("pkt") : error;
  }
}

/** What `pkt` may be, for validation; holes for some of its fields leave the rest unchecked. */
export const packetLeaf: Put = (_writer, _offset, value) => {
  try {
    built(value);
  } catch (error) {
    if (error instanceof CodecError && error.path.startsWith("pkt")) {
      throw new CodecError(error.code, error.reason, { path: error.path.slice(4) });
    }
    if (!(error instanceof VariableHole)) throw error;
  }
};
