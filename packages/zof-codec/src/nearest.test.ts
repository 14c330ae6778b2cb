import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.js";

describe("nearest name", () => {
  const names = ["ETH_DST", "ETH_SRC", "IPV4_DST", "FLOW_MOD", "ADD"];
  it.each([
    ["ETH_DTS", "ETH_DST"],
    ["eth_dst", "ETH_DST"],
    ["FLOWMOD", "FLOW_MOD"],
    ["IP4_DST", "IPV4_DST"],
    ["AD", "ADD"],
    ["ipv4", "IPV4_DST"],
    ["COMPLETELY_ELSE", undefined],
    ["", undefined],
    ["x".repeat(10_000), undefined],
  ])("of %s", (word, expected) => expect(nearest(word.slice(0, 20_000), names)).toBe(expected));
});
