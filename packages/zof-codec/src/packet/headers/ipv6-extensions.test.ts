import { expect, test } from "vitest";
import { buildPacket } from "../build-packet.js";
import { PacketView } from "../packet-view.js";

const HOP = { protocol: 0, data: "00010400000000" };
const DESTINATION = { protocol: 60, data: "00010400000000" };
const ROUTING = { protocol: 43, data: "00000000000000" };
const FRAGMENT = { protocol: 44, data: "00000000000001" };
const AUTHENTICATION = { protocol: 51, data: "01000000000000000000 00" };

const packet = {
  eth_dst: "02:00:00:00:00:02",
  eth_src: "02:00:00:00:00:01",
  ipv6_src: "::1",
  ipv6_dst: "::2",
};

test.each([
  ["none", [], 17, 0],
  [
    "all in order",
    [HOP, DESTINATION, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION],
    17,
    64 + 8 + 32 + 16 + 4,
  ],
  ["nothing behind", [], 59, 1],
  ["encrypted", [HOP], 50, 64 + 2],
  ["routing before hop-by-hop", [ROUTING, HOP], 17, 32 + 64 + 256],
  ["two routing headers", [ROUTING, ROUTING], 17, 32 + 128],
  ["two at the end", [DESTINATION, DESTINATION], 17, 8 + 128],
  ["fragment before routing", [FRAGMENT, ROUTING], 17, 16 + 32 + 256],
])("ipv6_exthdr: %s", (_name, x_ipv6_ext, ip_proto, bits) => {
  const view = new PacketView(buildPacket({ ...packet, x_ipv6_ext, ip_proto }, "0102"));
  expect(view.ipv6_exthdr).toBe(bits);
  expect(view.ip_proto).toBe(ip_proto);
  expect(view.x_ipv6_ext?.map(({ protocol }) => protocol) ?? []).toEqual(
    x_ipv6_ext.map(({ protocol }) => protocol),
  );
  expect(view.payload).toEqual(Uint8Array.of(1, 2));
});

test.each([
  [{ protocol: 6, data: "00" }, "x_ipv6_ext[0].protocol", /0, 43, 44, 51 or 60/],
  [{ protocol: 0, data: "00" }, "x_ipv6_ext[0].data", /1 bytes, but its length says 7/],
  [{ protocol: 44, data: "0000" }, "x_ipv6_ext[0].data", /2 bytes, but its length says 7/],
  [{ protocol: 0, data: "xx" }, "x_ipv6_ext[0].data", /hexadecimal/],
  [7 as never, "x_ipv6_ext[0]", /not an object/],
])("extension %j is refused", (extension, path, reason) => {
  const build = () => buildPacket({ ...packet, x_ipv6_ext: [extension], ip_proto: 17 });
  expect(build).toThrow(expect.objectContaining({ path, message: expect.stringMatching(reason) }));
});

test("a transport header behind a routing header that is not done is refused", () => {
  const x_ipv6_ext = [{ protocol: 43, data: "02000100000000 20010db8000000000000000000000009" }];
  const build = () => buildPacket({ ...packet, x_ipv6_ext, udp_src: 1, udp_dst: 2 });
  expect(build).toThrow(/x_ipv6_ext: .* segments left/);
});
