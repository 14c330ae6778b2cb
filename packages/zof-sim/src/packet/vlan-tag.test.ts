import { expect, test } from "vitest";
import { buildPacket, PacketView } from "zof-codec";
import { Packet } from "./packet.js";
import { popVlan, pushVlan, setVlanId, setVlanPriority } from "./vlan-tag.js";

const plain = {
  eth_dst: "00:00:00:00:00:02",
  eth_src: "00:00:00:00:00:01",
  ipv4_src: "10.0.0.1",
  ipv4_dst: "10.0.0.2",
  ip_proto: 253,
};
const tagged = { ...plain, vlan_vid: 100, vlan_pcp: 5 };

test("a tag pushed on an untagged frame has VLAN 0 and priority 0 (OpenFlow 1.3.5, section 5.12.1)", () => {
  const packet = new Packet(buildPacket(plain), 1, 0);
  pushVlan(packet, 0x8100);
  expect(packet.share()).toEqual(buildPacket({ ...plain, vlan_vid: 4096 }));
});

test("a tag pushed on a tagged frame takes over VLAN and priority (section 5.12.1)", () => {
  const packet = new Packet(buildPacket(tagged), 1, 0);
  pushVlan(packet, 0x88a8);
  setVlanId(packet, 7);
  const view = new PacketView(packet.share());
  expect(view).toMatchObject({ vlan_vid: 7, vlan_pcp: 5, x_vlan_tpid: 0x88a8 });
  expect(view.x_vlan_inner).toEqual([{ tpid: 0x8100, pcp: 5, dei: 0, vid: 100 }]);
  popVlan(packet);
  expect(packet.share()).toEqual(buildPacket(tagged));
});

test("popping the only tag leaves the plain frame, popping none changes nothing", () => {
  const packet = new Packet(buildPacket(tagged), 1, 0);
  popVlan(packet);
  expect(packet.share()).toEqual(buildPacket(plain));
  popVlan(packet);
  expect(packet.share()).toEqual(buildPacket(plain));
});

test("setting VLAN or priority adds a tag where there is none (OpenFlow 1.0, section 3.3)", () => {
  const byId = new Packet(buildPacket(plain), 1, 0);
  setVlanId(byId, 100);
  expect(byId.share()).toEqual(buildPacket({ ...plain, vlan_vid: 100 }));
  const byPriority = new Packet(buildPacket(plain), 1, 0);
  setVlanPriority(byPriority, 6);
  expect(byPriority.share()).toEqual(buildPacket({ ...plain, vlan_vid: 4096, vlan_pcp: 6 }));
});

test("headers and key follow the tags", () => {
  const packet = new Packet(buildPacket(plain), 1, 0);
  expect(packet.headers).toMatchObject({ vlan: -1, ipv4: 14 });
  pushVlan(packet, 0x8100);
  expect(packet.headers).toMatchObject({ vlan: 14, ipv4: 18 });
});

test("what was shared does not change any more", () => {
  const packet = new Packet(buildPacket(tagged), 1, 0);
  const before = packet.share();
  setVlanId(packet, 7);
  const after = packet.share();
  setVlanId(packet, 8);
  expect(new PacketView(before).vlan_vid).toBe(100);
  expect(new PacketView(after).vlan_vid).toBe(7);
});
