import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { buildPacket, type PacketView } from "zof-codec";
import { keyOf } from "./link-table.js";
import type { SwitchPort } from "./topology-events.js";

/** Where LLDP goes: to the next bridge, and no further (IEEE 802.1AB, 7.1). */
export const LLDP_ADDRESS = "01:80:c2:00:00:0e";
export const LLDP_TYPE = 0x88cc;

/** An organization that is locally administered, and a subtype of it. */
const TLV_NAME = "0x7a6f66 0x1 ";
const TAG_BYTES = 16;
/** Seconds, in 16 bits. */
const MAX_TTL = 0xffff;

/**
 * Makes LLDP frames that say which port they left by, and knows its own again: each carries the time and an HMAC
 * (SHA-256, 128 bits) over port and time, by a key that lives as long as this object.
 */
export class Probes {
  readonly #key = randomBytes(32);
  readonly #maxAgeMs: number;
  /** For each sending port, the time of the last probe that was taken. */
  readonly #taken = new Map<string, number>();

  /** @param maxAgeMs - an older probe is refused. */
  constructor(maxAgeMs: number) {
    this.#maxAgeMs = maxAgeMs;
  }

  /** The frame of a probe. Of two for a port the later must have a later time. */
  make(port: SwitchPort, source: string, nowMs: number): Uint8Array {
    const claim = `${port.datapath_id} ${port.port_no} ${nowMs}`;
    const text = Buffer.from(claim).toString("hex");
    const tag = this.#tag(claim).toString("hex");
    return buildPacket({
      eth_dst: LLDP_ADDRESS,
      eth_src: source,
      eth_type: LLDP_TYPE,
      x_lldp_chassis_id: `dpid:${port.datapath_id}`,
      x_lldp_port_id: String(port.port_no),
      x_lldp_ttl: Math.min(Math.ceil(this.#maxAgeMs / 1000), MAX_TTL),
      x_lldp_org_specific: [`${TLV_NAME}${tag}${text}`],
    });
  }

  /**
   * The port that a probe left by: undefined for LLDP of others, and why for a probe that must not be trusted. Each
   * is taken once, so that a copy of it that is sent elsewhere makes no link.
   */
  read(packet: PacketView, nowMs: number): SwitchPort | "forged" | "stale" | undefined {
    const tlv = packet.x_lldp_org_specific?.find((each) => each.startsWith(TLV_NAME));
    if (tlv === undefined) return undefined;
    const bytes = Buffer.from(tlv.slice(TLV_NAME.length), "hex");
    const tag = bytes.subarray(0, TAG_BYTES);
    const claim = bytes.subarray(TAG_BYTES).toString();
    if (tag.length < TAG_BYTES || !timingSafeEqual(tag, this.#tag(claim))) return "forged";
    const [datapath_id = "", port, time] = claim.split(" ");
    const from = { datapath_id, port_no: Number(port) };
    const sentMs = Number(time);
    const last = this.#taken.get(keyOf(from)) ?? Number.NEGATIVE_INFINITY;
    if (nowMs - sentMs > this.#maxAgeMs || sentMs <= last) return "stale";
    this.#taken.set(keyOf(from), sentMs);
    return from;
  }

  /** Forgets the ports of a datapath. A probe of before may then be taken again while it is not too old. */
  forget(datapathId: string): void {
    for (const key of this.#taken.keys()) if (key.startsWith(datapathId)) this.#taken.delete(key);
  }

  #tag(claim: string): Buffer {
    return createHmac("sha256", this.#key).update(claim).digest().subarray(0, TAG_BYTES);
  }
}
