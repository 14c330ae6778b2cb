import { beforeEach, describe, expect, test } from "vitest";
import { buildPacket } from "zof-codec";
import type { FlowModInput } from "zof-types";
import { ManualClock } from "../clock/manual-clock.js";
import { Packet } from "../packet/packet.js";
import { flowMod } from "../testing/flow-mod.test.fixture.js";
import { portsOnly } from "../testing/targets.test.fixture.js";
import { FlowTables } from "./flow-tables.js";

let clock: ManualClock;
let tables: FlowTables;
let removed: string[];

beforeEach(() => {
  clock = new ManualClock();
  removed = [];
  tables = new FlowTables({
    clock,
    n_tables: 2,
    max_entries: 100,
    targets: portsOnly(() => true),
    modified() {},
    removed: (entry, reason) => removed.push(`${entry.cookie} ${reason} at ${clock.now()}`),
  });
});

function add(msg: Partial<FlowModInput>): void {
  tables.modify(flowMod(msg), 4);
}

/** Sends a packet through table 0. */
function hit(): void {
  const bytes = buildPacket({ eth_dst: "00:00:00:00:00:02", eth_src: "00:00:00:00:00:01", eth_type: 0x88b5 });
  tables.lookup(0, new Packet(bytes, 1, 0));
}

describe("time-outs (OpenFlow 1.3.5, section 5.5)", () => {
  test("a hard time-out counts from when the entry was added, whatever packets come", () => {
    add({ cookie: 1, hard_timeout: 3 });
    clock.advance(2000);
    hit();
    clock.advance(999);
    expect(removed).toEqual([]);
    clock.advance(1);
    expect(removed).toEqual(["1 HARD_TIMEOUT at 3000"]);
    expect(tables.tables[0]?.entries).toEqual([]);
  });

  test("an idle time-out counts from the last packet", () => {
    add({ cookie: 1, idle_timeout: 2 });
    clock.advance(1500);
    hit();
    clock.advance(1999);
    expect(removed).toEqual([]);
    clock.advance(1);
    expect(removed).toEqual(["1 IDLE_TIMEOUT at 3500"]);
  });

  test("of both the one that comes first counts", () => {
    add({ cookie: 1, priority: 1, idle_timeout: 2, hard_timeout: 9 });
    add({ cookie: 2, priority: 2, idle_timeout: 9, hard_timeout: 1 });
    clock.advance(60_000);
    expect(removed).toEqual(["2 HARD_TIMEOUT at 1000", "1 IDLE_TIMEOUT at 2000"]);
  });

  test("many entries in several tables each go in time", () => {
    for (let i = 1; i <= 20; i++) {
      add({ cookie: i, priority: i, table_id: i % 2, hard_timeout: 21 - i });
    }
    clock.advance(60_000);
    expect(removed).toEqual(
      Array.from({ length: 20 }, (_, index) => `${20 - index} HARD_TIMEOUT at ${(index + 1) * 1000}`),
    );
    expect(clock.pending).toBe(0);
  });

  test("entries whose times lie close together go together, at most 50 ms late", () => {
    for (let i = 1; i <= 100; i++) {
      add({ cookie: i, priority: i, hard_timeout: 1 });
      clock.advance(1);
    }
    clock.advance(1000);
    expect(removed).toHaveLength(100);
    const times = removed.map((text) => Number(text.split(" ").at(-1)));
    expect(new Set(times).size).toBeLessThanOrEqual(4);
    for (const [index, time] of times.entries()) {
      expect(time - (1000 + index)).toBeGreaterThanOrEqual(0);
      expect(time - (1000 + index)).toBeLessThanOrEqual(50);
    }
  });

  test("an entry that is replaced takes its time-out along", () => {
    add({ cookie: 1, hard_timeout: 1 });
    add({ cookie: 2 });
    clock.advance(5000);
    expect(removed).toEqual([]);
    expect(tables.tables[0]?.entries.length).toBe(1);
  });

  test("without time-outs there is no timer, and none after the end", () => {
    add({ cookie: 1 });
    expect(clock.pending).toBe(0);
    add({ cookie: 2, priority: 2, idle_timeout: 1 });
    expect(clock.pending).toBe(1);
    tables.close();
    expect(clock.pending).toBe(0);
    add({ cookie: 3, priority: 3, idle_timeout: 1 });
    expect(clock.pending).toBe(0);
  });
});
