import type { MeterConfigInput, MeterNumber, MeterStatsInput } from "zof-types";
import type { Meter } from "../meter/meter.js";
import { meterNumber } from "../meter/meter-number.js";
import { MAX_BANDS } from "../meter/meter-table.js";
import { meterModFailed } from "../openflow-error.js";
import type { Device } from "./device.js";
import type { RequestHandlers } from "./request-handler.js";
import { seconds } from "./seconds.js";
import { sendParts } from "./send-parts.js";

/** METER_MOD and what can be asked about meters (OpenFlow 1.3.5, sections 7.3.4.4 and 7.3.5.10 to 7.3.5.12). */
export const METER_REQUESTS: RequestHandlers = {
  METER_MOD: ({ msg }, device) => device.meters.modify(msg),

  "REQUEST.METER_STATS": ({ msg }, device, answer) =>
    sendParts(
      selectMeters(device, msg.meter_id).map((meter) => statistics(meter, device)),
      (part, flags) => answer({ type: "REPLY.METER_STATS", flags, msg: part }),
    ),

  "REQUEST.METER_CONFIG": ({ msg }, device, answer) =>
    sendParts(selectMeters(device, msg.meter_id).map(config), (part, flags) =>
      answer({ type: "REPLY.METER_CONFIG", flags, msg: part }),
    ),

  "REQUEST.METER_FEATURES": (_message, { meters }, answer) =>
    answer({
      type: "REPLY.METER_FEATURES",
      msg: {
        max_meter: meters.max_meters,
        band_types: ["DROP", "DSCP_REMARK"],
        capabilities: ["KBPS", "PKTPS", "BURST", "STATS"],
        max_bands: MAX_BANDS,
        max_color: 0,
        features: ["ACTION_SET", "ANY_POSITION", "MULTI_LIST"],
      },
    }),
};

function selectMeters({ meters }: Device, value: MeterNumber): Meter[] {
  if (value === "ALL") return [...meters.meters.values()];
  const meter = meters.meters.get(meterNumber(value));
  if (meter === undefined) throw meterModFailed("UNKNOWN_METER", `there is no meter ${value}`);
  return [meter];
}

function config({ meter_id, flags, bands }: Meter): MeterConfigInput {
  return { meter_id, flags, bands: bands.map((band) => band.message) };
}

function statistics(meter: Meter, { flowTables, clock }: Device): MeterStatsInput {
  const { meter_id, packet_count, byte_count, bands, created } = meter;
  const users = flowTables.tables.flatMap((table) =>
    table.entries.filter(({ program }) => program.meters.has(meter_id)),
  );
  return {
    meter_id,
    flow_count: users.length,
    packet_in_count: packet_count,
    byte_in_count: byte_count,
    duration: seconds(clock.now() - created),
    bands: bands.map((band) => ({ packet_count: band.packet_count, byte_count: band.byte_count })),
  };
}
