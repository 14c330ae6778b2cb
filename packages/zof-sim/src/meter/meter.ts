import type { MeterBand, MeterConfigFlags } from "zof-types";
import { MATCH_FIELDS, type MatchField } from "../match/match-fields.js";
import type { Packet } from "../packet/packet.js";
import { FIELD_SETTERS } from "../packet/set-field.js";
import { RateBucket } from "./rate-bucket.js";

/** A band of a type that the switch has. */
export type SupportedBand = Exclude<MeterBand, { type: "EXPERIMENTER" }>;

/** One band of a meter: what happens to packets above a rate. */
interface Band {
  readonly message: SupportedBand;
  readonly rate: RateBucket;
  packet_count: number;
  byte_count: number;
}

const IP_DSCP = MATCH_FIELDS.get("IP_DSCP") as MatchField;

/** An entry of the meter table: measures packets, and drops or marks those above its bands' rates (1.3.5, section 5.7). */
export class Meter {
  readonly bands: readonly Band[];
  packet_count = 0;
  byte_count = 0;

  constructor(
    readonly meter_id: number,
    readonly flags: MeterConfigFlags,
    bands: readonly SupportedBand[],
    /** When it was added, in milliseconds of the clock. */
    readonly created: number,
  ) {
    this.bands = bands.map((message) => ({
      message,
      rate: new RateBucket(message.rate, flags.includes("BURST") ? message.burst_size : 0, created),
      packet_count: 0,
      byte_count: 0,
    }));
  }

  /** Measures a packet; false when it is to be dropped. */
  measure(packet: Packet, now: number): boolean {
    this.packet_count++;
    this.byte_count += packet.size;
    // Rates are in thousands of bits, or in packets, a second.
    const cost = this.flags.includes("PKTPS") ? 1 : (packet.size * 8) / 1000;
    let exceeded: Band | undefined;
    for (const band of this.bands) {
      if (band.rate.take(cost, now)) continue;
      if (exceeded === undefined || band.message.rate > exceeded.message.rate) exceeded = band;
    }
    return exceeded === undefined || apply(exceeded, packet);
  }
}

/** The band of the highest rate that is exceeded applies. */
function apply(band: Band, packet: Packet): boolean {
  band.packet_count++;
  band.byte_count += packet.size;
  if (band.message.type === "DROP") return false;
  raiseDropPrecedence(packet, band.message.prec_level);
  return true;
}

/** Within the assured forwarding classes (RFC 2597) the middle bits of the DSCP say how soon a packet may be dropped. */
function raiseDropPrecedence(packet: Packet, levels: number): void {
  const dscp = packet.key.bytes[IP_DSCP.offset] as number;
  const precedence = (dscp >> 1) & 0x03;
  const assured = dscp >> 3 >= 1 && dscp >> 3 <= 4 && precedence > 0 && (dscp & 1) === 0;
  if (!assured) return;
  const raised = (dscp & ~0x06) | (Math.min(3, precedence + levels) << 1);
  FIELD_SETTERS.get("IP_DSCP")?.(packet, Uint8Array.of(raised));
}
