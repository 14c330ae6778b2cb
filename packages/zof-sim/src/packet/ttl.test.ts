import { expect, test } from "vitest";
import { buildPacket } from "zof-codec";
import { Packet } from "./packet.js";
import { decrementTtl, setTtl } from "./ttl.js";

const ethernet = { eth_dst: "00:00:00:00:00:02", eth_src: "00:00:00:00:00:01" };
const ipv4 = { ...ethernet, ipv4_src: "10.0.0.1", ipv4_dst: "10.0.0.2", udp_src: 1, udp_dst: 2 };
const ipv6 = { ...ethernet, ipv6_src: "::1", ipv6_dst: "::2", udp_src: 1, udp_dst: 2 };

test.each([ipv4, ipv6])("the TTL is set and taken down, checksum included", (input) => {
  const packet = new Packet(buildPacket({ ...input, nx_ip_ttl: 64 }), 1, 0);
  setTtl(packet, 3);
  expect(packet.share()).toEqual(buildPacket({ ...input, nx_ip_ttl: 3 }));
  expect(decrementTtl(packet)).toBe(true);
  expect(packet.share()).toEqual(buildPacket({ ...input, nx_ip_ttl: 2 }));
});

test.each([ipv4, ipv6])("a TTL of 1 or 0 is used up", (input) => {
  for (const nx_ip_ttl of [1, 0]) {
    const packet = new Packet(buildPacket({ ...input, nx_ip_ttl }), 1, 0);
    expect(decrementTtl(packet)).toBe(false);
  }
});

test("what is not IP has no TTL", () => {
  const arp = buildPacket({ ...ethernet, arp_op: 1, arp_spa: "10.0.0.1", arp_tpa: "10.0.0.2" });
  const packet = new Packet(arp, 1, 0);
  setTtl(packet, 1);
  expect(decrementTtl(packet)).toBe(true);
  expect(packet.share()).toEqual(arp);
});
