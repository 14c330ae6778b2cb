import { beforeEach, describe, expect, test } from "vitest";
import type { FlowModInput } from "zof-types";
import { ManualClock } from "../clock/manual-clock.js";
import { flowMod, outputs } from "../testing/flow-mod.test.fixture.js";
import { portsOnly } from "../testing/targets.test.fixture.js";
import type { FlowEntry } from "./flow-entry.js";
import { FlowTables } from "./flow-tables.js";

let clock: ManualClock;
let tables: FlowTables;
let removed: [FlowEntry, string][];

beforeEach(() => {
  clock = new ManualClock();
  removed = [];
  tables = new FlowTables({
    clock,
    n_tables: 3,
    max_entries: 4,
    targets: portsOnly((port_no) => port_no >= 1 && port_no <= 8),
    modified() {},
    removed: (entry, reason) => removed.push([entry, reason]),
  });
});

function send(msg: Partial<FlowModInput>, version = 4) {
  return tables.modify(flowMod(msg, version), version);
}

/** Priority, first output port and cookie of each entry of a table. */
function rows(table_id = 0): [number, number | undefined, number][] {
  return (tables.tables[table_id]?.entries ?? []).map((entry) => [
    entry.priority,
    [...entry.program.outputs][0],
    Number(entry.cookie),
  ]);
}

const port1 = [{ field: "IN_PORT", value: 1 }] as const;
const port2 = [{ field: "IN_PORT", value: 2 }] as const;
const port1ToMac = [...port1, { field: "ETH_DST", value: "00:00:00:00:00:02" }] as const;

describe("ADD (OpenFlow 1.3.5, section 6.4)", () => {
  test("keeps entries by falling priority, the older of equal ones first", () => {
    send({ priority: 5, match: port1, cookie: 1 });
    send({ priority: 9, match: port1, cookie: 2 });
    send({ priority: 5, match: port2, cookie: 3 });
    send({ priority: 1, cookie: 4 });
    expect(rows().map(([priority, , cookie]) => [priority, cookie])).toEqual([
      [9, 2],
      [5, 1],
      [5, 3],
      [1, 4],
    ]);
  });

  test("goes to the table named", () => {
    send({ table_id: 2, match: port1 });
    expect([rows(0).length, rows(1).length, rows(2).length]).toEqual([0, 0, 1]);
  });

  test("replaces the entry of the same match and priority, without FLOW_REMOVED", () => {
    const old = send({ match: port1, cookie: 1, flags: ["SEND_FLOW_REM"] });
    clock.advance(500);
    const entry = send({ match: port1, cookie: 2, instructions: outputs(3) });
    expect(rows()).toEqual([[0, 3, 2]]);
    expect(entry?.created).toBe(500);
    expect(old?.created).toBe(0);
    expect(removed).toEqual([]);
  });

  test("keeps the counters of the entry replaced, unless RESET_COUNTS asks otherwise", () => {
    send({ match: port1 })?.count(100, 0);
    expect(send({ match: port1 })?.packet_count).toBe(1);
    expect(send({ match: port1 })?.byte_count).toBe(100);
    expect(send({ match: port1, flags: ["RESET_COUNTS"] })?.packet_count).toBe(0);
  });

  test("in OpenFlow 1.0 starts the counters anew (section 4.6)", () => {
    send({ match: port1 }, 1)?.count(100, 0);
    expect(send({ match: port1 }, 1)?.packet_count).toBe(0);
  });

  test("CHECK_OVERLAP refuses an entry that overlaps one of the same priority", () => {
    send({ match: port1 });
    const toMac = [{ field: "ETH_DST", value: "00:00:00:00:00:02" }] as const;
    const overlap = expect.objectContaining({ type: "FLOW_MOD_FAILED", code: "OFPFMFC_OVERLAP" });
    expect(() => send({ match: toMac, flags: ["CHECK_OVERLAP"] })).toThrow(overlap);
    expect(() => send({ match: port1ToMac, flags: ["CHECK_OVERLAP"] })).toThrow(overlap);
    expect(rows().length).toBe(1);
    send({ match: toMac, flags: ["CHECK_OVERLAP"], priority: 1 });
    send({ match: port2, flags: ["CHECK_OVERLAP"] });
    send({ match: port1, flags: ["CHECK_OVERLAP"], cookie: 7 });
    expect(rows().map(([, , cookie]) => cookie)).toEqual([0, 0, 7]);
  });

  test("refuses more entries than fit, but may still replace one", () => {
    for (let priority = 1; priority <= 4; priority++) send({ priority });
    expect(() => send({ priority: 5 })).toThrow(expect.objectContaining({ code: "OFPFMFC_TABLE_FULL" }));
    send({ priority: 4, cookie: 9 });
    expect(rows()[0]).toEqual([4, undefined, 9]);
  });

  test("refuses a table that is not there, and ALL", () => {
    const badTable = expect.objectContaining({ code: "OFPFMFC_BAD_TABLE_ID" });
    expect(() => send({ table_id: 3 })).toThrow(badTable);
    expect(() => send({ table_id: "ALL" })).toThrow(badTable);
    expect(() => send({ table_id: "ALL", command: "MODIFY" })).toThrow(badTable);
  });

  test("refuses unknown commands and flags", () => {
    const input = flowMod({});
    expect(() => tables.modify({ ...input, command: "0x09" }, 4)).toThrow(/BAD_COMMAND/);
    expect(() => tables.modify({ ...input, flags: ["0x0080"] }, 4)).toThrow(/BAD_FLAGS/);
    expect(() => tables.modify({ ...input, flags: ["EMERG"] }, 1)).toThrow(/UNSUPPORTED/);
  });

  test("changes nothing when it is refused", () => {
    send({ match: port1, instructions: outputs(1) });
    expect(() => send({ match: port1, instructions: outputs(9) })).toThrow(/BAD_OUT_PORT/);
    expect(rows()).toEqual([[0, 1, 0]]);
  });
});

describe("MODIFY (OpenFlow 1.3.5, section 6.4)", () => {
  beforeEach(() => {
    send({ match: port1, priority: 1, cookie: 1, instructions: outputs(1) });
    send({ match: port1ToMac, priority: 2, cookie: 2, instructions: outputs(1) });
    send({ match: port2, priority: 1, cookie: 3, instructions: outputs(1) });
  });

  test("changes the instructions of entries that are the same or more specific, of any priority", () => {
    send({ command: "MODIFY", match: port1, priority: 99, instructions: outputs(5) });
    expect(rows()).toEqual([
      [2, 5, 2],
      [1, 5, 1],
      [1, 1, 3],
    ]);
  });

  test("strict: changes only the entry of this match and priority", () => {
    send({ command: "MODIFY_STRICT", match: port1, priority: 2, instructions: outputs(5) });
    expect(rows().every(([, port]) => port === 1)).toBe(true);
    send({ command: "MODIFY_STRICT", match: port1, priority: 1, instructions: outputs(5) });
    expect(rows().map(([, port]) => port)).toEqual([1, 5, 1]);
  });

  test("leaves cookie, time-outs, counters and duration alone", () => {
    const [, entry] = tables.tables[0]?.entries ?? [];
    entry?.count(100, 0);
    clock.advance(1000);
    send({ command: "MODIFY", match: port1, cookie: 77, idle_timeout: 9, instructions: outputs(5) });
    expect(entry).toMatchObject({ cookie: 1n, idle_timeout: 0, packet_count: 1, created: 0 });
  });

  test("in OpenFlow 1.0 takes the new cookie", () => {
    send({ command: "MODIFY", match: port1, cookie: 77 }, 1);
    expect(rows().map(([, , cookie]) => cookie)).toEqual([77, 77, 3]);
  });

  test("RESET_COUNTS sets the counters to zero", () => {
    const [, entry] = tables.tables[0]?.entries ?? [];
    entry?.count(100, 0);
    send({ command: "MODIFY", match: port1, flags: ["RESET_COUNTS"] });
    expect(entry).toMatchObject({ packet_count: 0, byte_count: 0 });
  });

  test("filters by cookie", () => {
    send({ command: "MODIFY", cookie: 2, cookie_mask: 2, instructions: outputs(5) });
    expect(rows().map(([, port, cookie]) => [cookie, port])).toEqual([
      [2, 5],
      [1, 1],
      [3, 5],
    ]);
  });

  test("adds nothing where there is nothing, except in OpenFlow 1.0 (section 4.6)", () => {
    const nowhere = [{ field: "IN_PORT", value: 7 }] as const;
    send({ command: "MODIFY", match: nowhere });
    send({ command: "MODIFY_STRICT", match: nowhere });
    expect(rows().length).toBe(3);
    send({ command: "MODIFY", match: nowhere }, 1);
    expect(rows().length).toBe(4);
  });
});

describe("DELETE (OpenFlow 1.3.5, section 6.4)", () => {
  beforeEach(() => {
    send({ match: port1, priority: 1, cookie: 1, instructions: outputs(1), flags: ["SEND_FLOW_REM"] });
    send({ match: port1ToMac, priority: 2, cookie: 2, instructions: outputs(2) });
    send({ match: port2, priority: 1, cookie: 3, instructions: outputs(1, 2) });
    send({ table_id: 1, cookie: 4, instructions: outputs("CONTROLLER") });
  });

  function cookies(): number[] {
    return tables.tables.flatMap((table) => table.entries.map((entry) => Number(entry.cookie)));
  }

  test("removes entries that are the same or more specific, of any priority, in one table", () => {
    send({ command: "DELETE", match: port1 });
    expect(cookies()).toEqual([3, 4]);
    expect(removed.map(([entry, reason]) => [Number(entry.cookie), reason])).toEqual([
      [2, "DELETE"],
      [1, "DELETE"],
    ]);
  });

  test("an empty match removes all of a table, table ALL those of every table", () => {
    send({ command: "DELETE", table_id: 0 });
    expect(cookies()).toEqual([4]);
    send({ command: "DELETE", table_id: "ALL" });
    expect(cookies()).toEqual([]);
  });

  test("strict: removes only the entry of this match and priority", () => {
    send({ command: "DELETE_STRICT", match: port1, priority: 2 });
    send({ command: "DELETE_STRICT", priority: 1 });
    expect(cookies()).toEqual([2, 1, 3, 4]);
    send({ command: "DELETE_STRICT", match: port1, priority: 1 });
    expect(cookies()).toEqual([2, 3, 4]);
  });

  test("out_port keeps entries without an output to that port", () => {
    send({ command: "DELETE", table_id: "ALL", out_port: 2 });
    expect(cookies()).toEqual([1, 4]);
    send({ command: "DELETE", table_id: "ALL", out_port: "CONTROLLER" });
    expect(cookies()).toEqual([1]);
    send({ command: "DELETE_STRICT", match: port1, priority: 1, out_port: 5 });
    expect(cookies()).toEqual([1]);
  });

  test("out_group removes nothing: there are no groups", () => {
    send({ command: "DELETE", table_id: "ALL", out_group: 1 });
    expect(cookies()).toEqual([2, 1, 3, 4]);
  });

  test("filters by cookie, but not in OpenFlow 1.0, which has no mask", () => {
    send({ command: "DELETE", table_id: "ALL", cookie: 0, cookie_mask: 1 });
    expect(cookies()).toEqual([1, 3]);
    send({ command: "DELETE", cookie: 99 }, 1);
    expect(cookies()).toEqual([]);
  });

  test("a table that is not there is an error", () => {
    expect(() => send({ command: "DELETE", table_id: 3 })).toThrow(/BAD_TABLE_ID/);
  });
});
