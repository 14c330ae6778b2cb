import { expect, test } from "vitest";
import { walkIpv6Extensions } from "./ipv6-extensions.js";

const HOP = 0;
const TCP = 6;
const ROUTING = 43;
const FRAGMENT = 44;
const ESP = 50;
const AUTH = 51;
const NONE = 59;
const DEST = 60;

const BIT = { NONEXT: 1, ESP: 2, AUTH: 4, DEST: 8, FRAG: 16, ROUTER: 32, HOP: 64, UNREP: 128, UNSEQ: 256 };

/** Walks headers of 8 bytes each, given by their protocol numbers; `patch` sets bytes. */
function walk(protocols: number[], patch: Record<number, number> = {}) {
  const bytes = new Uint8Array((protocols.length - 1) * 8);
  for (const [index, next] of protocols.slice(1).entries()) bytes[index * 8] = next;
  for (const [offset, value] of Object.entries(patch)) bytes[Number(offset)] = value;
  return walkIpv6Extensions(new DataView(bytes.buffer), protocols[0] as number, 0);
}

test.each<[number[], number]>([
  [[TCP], 0],
  [[HOP, TCP], BIT.HOP],
  [[HOP, DEST, ROUTING, FRAGMENT, DEST, TCP], BIT.HOP | BIT.DEST | BIT.ROUTER | BIT.FRAG],
  [[DEST, TCP], BIT.DEST],
  [[NONE], BIT.NONEXT],
  [[ROUTING, HOP, TCP], BIT.HOP | BIT.ROUTER | BIT.UNSEQ],
  [[HOP, HOP, TCP], BIT.HOP | BIT.UNREP],
  [[DEST, DEST, DEST, TCP], BIT.DEST | BIT.UNREP],
])("the headers %j have the bits %i (OpenFlow 1.3.5, section 7.2.3.8)", (protocols, bits) => {
  const walked = walk(protocols);
  expect(walked.bits).toBe(bits);
  expect(walked.protocol).toBe(protocols.at(-1));
});

test("the transport header begins behind the last extension", () => {
  expect(walk([HOP, ROUTING, TCP]).offset).toBe(16);
  // Lengths count words of 8 bytes beyond the first, in AUTH words of 4 bytes beyond two.
  expect(walk([DEST, TCP, TCP], { 1: 1 }).offset).toBe(16);
  expect(walk([AUTH, TCP, TCP], { 1: 2 }).offset).toBe(16);
});

test("a later fragment, encryption and nothing have no transport header", () => {
  expect(walk([FRAGMENT, TCP], { 3: 8 })).toMatchObject({ protocol: TCP, offset: -1 });
  expect(walk([FRAGMENT, TCP], { 3: 1 })).toMatchObject({ protocol: TCP, offset: 8 });
  expect(walk([ESP, TCP])).toMatchObject({ protocol: ESP, offset: -1, bits: BIT.ESP });
  expect(walk([NONE, TCP])).toMatchObject({ protocol: NONE, offset: -1 });
});

test("a header that is cut off ends the walk", () => {
  expect(walkIpv6Extensions(new DataView(new ArrayBuffer(7)), HOP, 0)).toEqual({
    protocol: HOP,
    offset: -1,
    bits: BIT.HOP,
  });
});
