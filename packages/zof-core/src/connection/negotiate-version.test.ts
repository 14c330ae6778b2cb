import { describe, expect, it } from "vitest";
import { negotiateVersion } from "./negotiate-version.js";

describe("negotiateVersion", () => {
  it.each([
    ["the highest in common of two bitmaps", [1, 4], true, { headerVersion: 6, bitmap: [1, 4, 5, 6] }, 4],
    ["a lower one when the bitmaps have only that", [1, 4], true, { headerVersion: 5, bitmap: [1, 5] }, 1],
    ["none when the bitmaps share none", [1, 4], true, { headerVersion: 5, bitmap: [2, 5] }, undefined],
    ["none for an empty bitmap", [1, 4], true, { headerVersion: 4, bitmap: [] }, undefined],
    ["the lower header version without a bitmap", [1, 4], true, { headerVersion: 1 }, 1],
    ["ours when theirs is higher and has no bitmap", [1, 4], true, { headerVersion: 6 }, 4],
    ["none when the lower header version is not ours", [1, 4], true, { headerVersion: 2 }, undefined],
    ["by header when we sent no bitmap", [1], false, { headerVersion: 4, bitmap: [4] }, 1],
    ["none for version 0", [1, 4], true, { headerVersion: 0 }, undefined],
  ])("finds %s", (_, versions, sentBitmap, peer, expected) => {
    expect(negotiateVersion(versions, sentBitmap, peer)).toBe(expected);
  });
});
