import { describe, expect, test } from "vitest";
import { CodecError } from "../codec-error.js";
import { buildPacket } from "./build-packet.js";
import { goldenFrames } from "./golden-frames.test.support.js";
import { PacketView } from "./packet-view.js";

/** Fields that say less when the frame is cut off: what they tell lies in several places. */
const PARTIAL =
  /^(payload|eth_type|vlan_vid|ip_proto|ipv6_exthdr|nx_ip_frag|x_vlan_inner|x_mpls_inner|x_ipv6_ext|x_ipv6_nd_options|x_lldp_.*)$/;

describe.each(goldenFrames())("$name", ({ bytes, fields, notRebuilt }) => {
  test("is read", () => {
    expect(new PacketView(bytes).toJSON()).toEqual(fields);
  });

  test("is read within a larger buffer", () => {
    const buffer = new Uint8Array(bytes.length + 64).fill(0xa5);
    buffer.set(bytes, 33);
    const view = new PacketView(buffer.subarray(33, 33 + bytes.length));
    expect(view.toJSON()).toEqual(fields);
    expect(view.payload.buffer).toBe(buffer.buffer);
  });

  test("is built from its fields, and from its view", () => {
    if (notRebuilt !== undefined) {
      expect(() => buildPacket(fields)).toThrow(CodecError);
      return;
    }
    const built = buildPacket(fields);
    expect(built).toEqual(bytes.subarray(0, built.length));
    expect(bytes.subarray(built.length).every((byte) => byte === 0)).toBe(true);
    expect(buildPacket(new PacketView(bytes))).toEqual(built);
  });

  test("shows what is there when it is cut off anywhere", () => {
    for (let length = 0; length < bytes.length; length++) {
      const view = new PacketView(bytes.slice(0, length));
      expect(view.payload.byteOffset + view.payload.length).toBeLessThanOrEqual(length);
      expect(view.get_description()).toMatch(length < 14 ? /too short/ : /^Ethernet .* bytes$/);
      for (const [name, value] of Object.entries(view.toJSON())) {
        if (!PARTIAL.test(name)) expect({ length, [name]: value }).toEqual({ length, [name]: fields[name] });
      }
    }
  });
});

test("each header has a frame", () => {
  const seen = goldenFrames().map(({ bytes }) => new PacketView(bytes));
  for (const name of ["ethernet", "vlan", "llc", "mpls", "arp", "ipv4", "ipv6", "lldp"] as const) {
    expect(seen.some((view) => view.get_protocol(name))).toBe(true);
  }
  for (const name of ["tcp", "udp", "sctp", "icmpv4", "icmpv6", "nd"] as const) {
    expect(seen.some((view) => view.get_protocol(name))).toBe(true);
  }
});
