import { expect, test } from "vitest";
import { buildPacket, type PacketInput, parsePacket } from "zof-codec";
import { popMpls, pushMpls } from "./mpls-label.js";
import { Packet } from "./packet.js";
import { popPbb, pushPbb } from "./pbb-tag.js";
import { FIELD_SETTERS } from "./set-field.js";
import { copyTtlIn, copyTtlOut, decrementMplsTtl, setMplsTtl } from "./ttl.js";

const addresses = { eth_dst: "00:00:00:00:00:02", eth_src: "00:00:00:00:00:01" };
const ip: PacketInput = {
  ...addresses,
  ipv4_src: "10.0.0.1",
  ipv4_dst: "10.0.0.2",
  nx_ip_ttl: 33,
  udp_src: 1,
  udp_dst: 2,
};
const tagged: PacketInput = { ...ip, vlan_vid: 100, vlan_pcp: 3 };

const packetOf = (input: PacketInput) => new Packet(buildPacket(input), 1, 0);
const labels = (packet: Packet) => parsePacket(packet.share()).toObject();

test("a label goes behind the VLAN tag and takes over the TTL (OpenFlow 1.3.5, section 5.12.1)", () => {
  const packet = packetOf(tagged);
  pushMpls(packet, 0x8847);
  expect(labels(packet)).toMatchObject({
    vlan_vid: 100,
    eth_type: 0x8847,
    mpls_label: 0,
    mpls_bos: 1,
    mpls_tc: 0,
  });
  expect(packet.view.getUint8(packet.headers.mpls + 3)).toBe(33);
  popMpls(packet, 0x0800);
  expect(packet.share()).toEqual(buildPacket(tagged));
});

test("a second label takes over the first and says that more follow", () => {
  const packet = packetOf(ip);
  pushMpls(packet, 0x8847);
  FIELD_SETTERS.get("MPLS_LABEL")?.(packet, Uint8Array.of(0, 0x12, 0x34));
  pushMpls(packet, 0x8848);
  expect(labels(packet)).toMatchObject({ eth_type: 0x8848, mpls_label: 0x1234, mpls_bos: 0 });
  popMpls(packet, 0x8847);
  expect(labels(packet)).toMatchObject({ eth_type: 0x8847, mpls_label: 0x1234, mpls_bos: 1 });
});

test("TTLs are copied between labels and IP, whose checksum stays right (section 5.12)", () => {
  const packet = packetOf(ip);
  pushMpls(packet, 0x8847);
  setMplsTtl(packet, 7);
  copyTtlIn(packet);
  const within = packet.clone();
  popMpls(within, 0x0800);
  expect(within.share()).toEqual(buildPacket({ ...ip, nx_ip_ttl: 7 }));

  setMplsTtl(packet, 9);
  copyTtlOut(packet);
  expect(packet.view.getUint8(packet.headers.mpls + 3)).toBe(7);
  pushMpls(packet, 0x8847);
  setMplsTtl(packet, 2);
  expect(decrementMplsTtl(packet)).toBe(true);
  expect(decrementMplsTtl(packet)).toBe(false);
  copyTtlOut(packet);
  expect(packet.view.getUint8(packet.headers.mpls + 3)).toBe(7);
});

test("hop limits of IPv6 are copied, too, and what is no IP stays as it is", () => {
  const ipv6: PacketInput = {
    ...addresses,
    ipv6_src: "::1",
    ipv6_dst: "::2",
    nx_ip_ttl: 33,
    udp_src: 1,
    udp_dst: 2,
  };
  const packet = packetOf(ipv6);
  pushMpls(packet, 0x8847);
  setMplsTtl(packet, 5);
  copyTtlIn(packet);
  popMpls(packet, 0x86dd);
  expect(packet.share()).toEqual(buildPacket({ ...ipv6, nx_ip_ttl: 5 }));

  const short = packetOf({ ...addresses, eth_type: 0x88b5 });
  pushMpls(short, 0x8847);
  const before = short.share().slice();
  copyTtlIn(short);
  expect(short.share()).toEqual(before);
});

test("PBB keeps the customer's frame, addresses and tag (sections 5.12.1 and 7.2.5)", () => {
  const packet = packetOf(tagged);
  pushPbb(packet, 0x88e7);
  FIELD_SETTERS.get("PBB_ISID")?.(packet, Uint8Array.of(1, 2, 3));
  FIELD_SETTERS.get("PBB_UCA")?.(packet, Uint8Array.of(1));
  FIELD_SETTERS.get("ETH_DST")?.(packet, Uint8Array.of(2, 0, 0, 0, 0, 9));
  expect(Buffer.from(packet.share().subarray(0, 34)).toString("hex")).toBe(
    "020000000009" + "000000000001" + "88e7" + "68010203" + "000000000002" + "000000000001" + "81006064",
  );
  popPbb(packet);
  expect(packet.share()).toEqual(buildPacket(tagged));
});

test("what lacks the tag stays as it is, however short it is", () => {
  for (let size = 0; size < 14; size++) {
    const packet = new Packet(new Uint8Array(size), 1, 0);
    pushMpls(packet, 0x8847);
    popMpls(packet, 0x0800);
    popPbb(packet);
    pushPbb(packet, 0x88e7);
    copyTtlIn(packet);
    copyTtlOut(packet);
    expect(packet.size).toBe(size);
  }
});
