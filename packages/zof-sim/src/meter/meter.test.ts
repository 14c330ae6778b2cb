import { describe, expect, test } from "vitest";
import { buildPacket, parsePacket } from "zof-codec";
import type { MeterModInput } from "zof-types";
import { testDatapath } from "../testing/datapath.test.fixture.js";

const ip = {
  eth_dst: "00:00:00:00:00:02",
  eth_src: "00:00:00:00:00:01",
  ipv4_src: "10.0.0.1",
  ipv4_dst: "10.0.0.2",
  udp_src: 1,
  udp_dst: 2,
};
/** 125 bytes: one kilobit. */
const kilobit = buildPacket({ ...ip, payload: new Uint8Array(83) });

function metered(mod: Partial<MeterModInput>) {
  const tested = testDatapath();
  tested.meter({ command: "ADD", meter_id: 1, ...mod });
  tested.add({
    instructions: [
      { instruction: "METER", meter_id: 1 },
      { instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: 2 }] },
    ],
  });
  return {
    ...tested,
    passed: (count: number, packet = kilobit) => sum(count, () => tested.receive(packet).length),
  };
}

function sum(count: number, each: () => number): number {
  return Array.from({ length: count }, each).reduce((total, one) => total + one, 0);
}

describe("meters (OpenFlow 1.3.5, section 5.7), by the clock of the network", () => {
  test("DROP lets pass what its rate allows, in kilobits", () => {
    const { passed, clock } = metered({ flags: ["KBPS"], bands: [{ type: "DROP", rate: 10 }] });
    expect(passed(15)).toBe(10);
    clock.advance(500);
    expect(passed(15)).toBe(5);
    clock.advance(60_000);
    expect(passed(15)).toBe(10);
  });

  test("in packets, with a burst", () => {
    const flags = ["PKTPS", "BURST"] as const;
    const { passed, clock } = metered({ flags, bands: [{ type: "DROP", rate: 10, burst_size: 3 }] });
    expect(passed(5)).toBe(3);
    clock.advance(100);
    expect(passed(5)).toBe(1);
  });

  test("of several bands the one of the highest rate that is exceeded applies", () => {
    const { receive, switch: tested } = metered({
      flags: ["PKTPS"],
      bands: [
        { type: "DSCP_REMARK", rate: 1, prec_level: 1 },
        { type: "DROP", rate: 3 },
      ],
    });
    const af11 = buildPacket({ ...ip, ip_dscp: 10 });
    const dscps = Array.from({ length: 5 }, () =>
      receive(af11).map(({ bytes }) => parsePacket(bytes).ip_dscp),
    );
    expect(dscps).toEqual([[10], [12], [12], [], []]);
    const meter = tested.meters.meters.get(1);
    expect(meter?.packet_count).toBe(5);
    expect(meter?.bands.map((band) => band.packet_count)).toEqual([2, 2]);
  });

  test("DSCP_REMARK leaves alone what is not of an assured forwarding class", () => {
    const { receive } = metered({
      flags: ["PKTPS"],
      bands: [{ type: "DSCP_REMARK", rate: 0, prec_level: 2 }],
    });
    const marked = (ip_dscp: number) =>
      receive(buildPacket({ ...ip, ip_dscp })).map(({ bytes }) => parsePacket(bytes).ip_dscp);
    expect([0, 46, 8, 10, 12, 38].map(marked)).toEqual([[0], [46], [8], [14], [14], [38]]);
  });

  test("a deleted meter takes the flow entries with it", () => {
    const { switch: tested, removed, tables } = metered({});
    tested.meterMod({ command: "DELETE", meter_id: "ALL" }, 4);
    expect(removed).toEqual(["METER_DELETE"]);
    expect(tables.tables[0]?.entries).toEqual([]);
  });

  test("METER is an action in OpenFlow 1.5", () => {
    const tested = testDatapath();
    tested.meter({ command: "ADD", meter_id: 3, flags: ["PKTPS"], bands: [{ type: "DROP", rate: 1 }] }, 6);
    const actions = [
      { action: "OUTPUT", port_no: 2 },
      { action: "METER", meter_id: 3 },
    ] as const;
    tested.add({ instructions: [{ instruction: "WRITE_ACTIONS", actions }] }, 6);
    expect(sum(3, () => tested.receive(kilobit).length)).toBe(1);
  });
});

test.each<[string, Partial<MeterModInput>[]]>([
  ["OFPMMFC_METER_EXISTS", [{}, {}]],
  ["OFPMMFC_INVALID_METER", [{ meter_id: 0 }]],
  ["OFPMMFC_INVALID_METER", [{ meter_id: "ALL" }]],
  ["OFPMMFC_UNKNOWN_METER", [{ command: "MODIFY" }]],
  ["OFPMMFC_BAD_FLAGS", [{ flags: ["KBPS", "PKTPS"] }]],
  ["OFPMMFC_BAD_BAND", [{ bands: [{ type: "EXPERIMENTER", rate: 1, experimenter: 1, data: "" }] }]],
  [
    "OFPMMFC_OUT_OF_BANDS",
    [{ bands: Array.from({ length: 17 }, () => ({ type: "DROP", rate: 1 }) as const) }],
  ],
  ["OFPMMFC_OUT_OF_METERS", [{}, { meter_id: 2 }, { meter_id: 3 }]],
  ["OFPMMFC_BAD_COMMAND", [{ command: 7 }]],
  ["accepted", [{ command: "DELETE" }]],
])("METER_MOD (section 6.6): %s: %j", (code, mods) => {
  const tested = testDatapath({ max_meters: 2 });
  let outcome = "accepted";
  try {
    for (const mod of mods) tested.meter({ command: "ADD", meter_id: 1, ...mod });
  } catch (error) {
    outcome = (error as { code: string }).code;
  }
  expect(outcome).toBe(code);
});
