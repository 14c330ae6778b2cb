import { expect, test } from "vitest";
import { buildPacket } from "zof-codec";
import type { FlowModInput } from "zof-types";
import { ManualClock } from "../clock/manual-clock.js";
import { OpenFlowError } from "../openflow-error.js";
import { Packet } from "../packet/packet.js";
import { flowMod, outputs } from "../testing/flow-mod.test.fixture.js";
import { portsOnly } from "../testing/targets.test.fixture.js";
import type { FlowEntry } from "./flow-entry.js";
import { FlowTables } from "./flow-tables.js";

/** A small generator with a seed, so that a failure can be had again (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const MAX_ENTRIES = 12;
const COMMANDS = ["ADD", "ADD", "ADD", "MODIFY", "MODIFY_STRICT", "DELETE", "DELETE_STRICT"] as const;

function someMod(pick: (below: number) => number): Partial<FlowModInput> {
  const mac = `00:00:00:00:00:0${pick(3)}`;
  const match = [
    ...(pick(2) === 0 ? [{ field: "IN_PORT", value: 1 + pick(3) } as const] : []),
    ...(pick(2) === 0 ? [{ field: "ETH_DST", value: mac } as const] : []),
    ...(pick(3) === 0 ? [{ field: "VLAN_VID", value: 0x1000, mask: 0x1000 } as const] : []),
  ];
  return {
    command: COMMANDS[pick(COMMANDS.length)] ?? "ADD",
    table_id: pick(2),
    priority: pick(4),
    match,
    cookie: pick(4),
    cookie_mask: pick(3) === 0 ? 1 : 0,
    out_port: pick(3) === 0 ? 1 + pick(3) : "ANY",
    idle_timeout: pick(3),
    hard_timeout: pick(4),
    flags: pick(4) === 0 ? ["CHECK_OVERLAP"] : [],
    instructions: outputs(1 + pick(3)),
  };
}

/** Falling priority, bounded, no two entries of one match and priority, none whose time has long been up. */
function checkOrder(entries: readonly FlowEntry[], now: number): void {
  const inOrder = entries.every(
    (entry, index) => index === 0 || entry.priority <= (entries[index - 1]?.priority ?? 0),
  );
  const twice = entries.some((a, index) =>
    entries.slice(index + 1).some((b) => a.priority === b.priority && a.match.equals(b.match)),
  );
  const late = entries.some((entry) => entry.deadline <= now - 50);
  expect({ inOrder, twice, late }).toEqual({ inOrder: true, twice: false, late: false });
  expect(entries.length).toBeLessThanOrEqual(MAX_ENTRIES);
}

test.each([1, 2, 3, 4])("random commands keep the tables in order (seed %i)", (seed) => {
  const pick = random(seed);
  const clock = new ManualClock();
  const tables = new FlowTables({
    clock,
    n_tables: 2,
    max_entries: MAX_ENTRIES,
    targets: portsOnly(() => true),
    modified() {},
    removed: (entry) => expect(tables.tables.some((table) => table.entries.includes(entry))).toBe(false),
  });
  let looked = 0;
  for (let step = 0; step < 400; step++) {
    try {
      tables.modify(flowMod(someMod(pick)), 4);
    } catch (error) {
      if (!(error instanceof OpenFlowError)) throw error;
      expect(["OFPFMFC_OVERLAP", "OFPFMFC_TABLE_FULL"]).toContain(error.code);
    }
    const counts = new Map(tables.tables.flatMap((t) => t.entries.map((e) => [e, e.packet_count] as const)));
    const table_id = pick(2);
    const eth_dst = `00:00:00:00:00:0${pick(3)}`;
    const bytes = buildPacket({ eth_dst, eth_src: "00:00:00:00:00:09", eth_type: 0x88b5, vlan_vid: pick(2) });
    const packet = new Packet(bytes, 1 + pick(3), 0);
    const hit = tables.lookup(table_id, packet);
    looked++;
    // What matched is the first of the highest priority that matches, and it alone was counted.
    const entries = tables.tables[table_id]?.entries ?? [];
    const expected = entries.filter((entry) => entry.match.matches(packet.key));
    expect(hit).toBe(
      expected.find((entry) => entry.priority === Math.max(...expected.map((e) => e.priority))),
    );
    for (const [entry, before] of counts) {
      if (entry.packet_count !== before + (entry === hit ? 1 : 0))
        expect.unreachable("a wrong entry was counted");
    }
    for (const table of tables.tables) checkOrder(table.entries, clock.now());
    clock.advance(pick(200));
  }
  const lookups = tables.tables.reduce((sum, table) => sum + table.lookup_count, 0);
  const matched = tables.tables.reduce((sum, table) => sum + table.matched_count, 0);
  expect(lookups).toBe(looked);
  expect(matched).toBeGreaterThan(looked / 10);
  expect(matched).toBeLessThanOrEqual(lookups);
  clock.advance(10_000);
  const eternal = (idle: number, hard: number) => idle === 0 && hard === 0;
  for (const table of tables.tables) {
    for (const entry of table.entries) expect(eternal(entry.idle_timeout, entry.hard_timeout)).toBe(true);
  }
});
