import { describe, expect, it } from "vitest";
import { compileEventFilters, compileMessageFilters } from "./filter.js";

const event = {
  datapath_id: "00:00:00:00:00:00:00:0a",
  conn_id: 7,
  msg: {
    in_port: 3,
    reason: "NO_MATCH",
    cookie: 5n,
    pkt: { eth_type: 0x88cc, eth_dst: "aa:bb:cc:00:00:01", in_port: 9 },
  },
};

describe("message filters", () => {
  it.each([
    [{ in_port: 3 }, true],
    [{ in_port: 4 }, false],
    [{ in_port: "3" }, true],
    [{ reason: "no_match" }, true],
    [{ reason: "ACTION" }, false],
    [{ cookie: 5n }, true],
    [{ cookie: 5 }, true],
    [{ cookie: 6 }, false],
    [{ eth_type: 0x88cc }, true],
    [{ eth_dst: "AA:BB:CC:00:00:01" }, true],
    [{ eth_type: 0x88cc, in_port: 3 }, true],
    [{ eth_type: 0x88cc, in_port: 4 }, false],
    [{ vlan_vid: 1 }, false],
    [{ vlan_vid: null }, true],
    [{ in_port: null }, false],
    [{ datapath_id: "00:00:00:00:00:00:00:0A" }, true],
    [{ datapath_id: "00:00:00:00:00:00:00:0b" }, false],
    [{ conn_id: 7 }, true],
    [{ conn_id: 8, in_port: 3 }, false],
    [{ datapath_id: null, in_port: 3 }, true],
  ])("%o is %s", (filters, expected) => {
    expect(compileMessageFilters(filters)?.(event)).toBe(expected);
  });

  it("prefer msg to the packet, and are nothing when there is nothing to compare", () => {
    expect(compileMessageFilters({ in_port: 9 })?.(event)).toBe(false);
    expect(compileMessageFilters({})).toBeUndefined();
    expect(compileMessageFilters({ datapath_id: null })).toBeUndefined();
  });
});

describe("event filters", () => {
  it("compare properties of the event", () => {
    const signal = { event: "SIGNAL", signal: "SIGUSR1" };
    expect(compileEventFilters({ signal: "sigusr1" })?.(signal)).toBe(true);
    expect(compileEventFilters({ signal: "SIGUSR2" })?.(signal)).toBe(false);
    expect(compileEventFilters({ msg: 1 })?.(signal)).toBe(false);
  });
});
