import { buildPacket, parsePacket } from "zof-codec";
import { type BenchGroup, forEach } from "./bench-case.js";
import { jsonForm } from "./json-form.js";

const SAMPLES = 256;
const PAYLOAD = new Uint8Array(100);

/** Reading and building the headers of a TCP packet, 154 bytes long; the same in all versions. */
export function packetGroups(): BenchGroup[] {
  const inputs = Array.from({ length: SAMPLES }, (_, index) => ({
    eth_src: `02:00:00:00:00:${index.toString(16).padStart(2, "0")}`,
    eth_dst: `02:00:00:00:01:${index.toString(16).padStart(2, "0")}`,
    ipv4_src: `10.0.${index}.1`,
    ipv4_dst: `10.1.${index}.2`,
    tcp_src: 1024 + index,
    tcp_dst: 443,
  }));
  const packets = inputs.map((input) => buildPacket(input, PAYLOAD));
  const json = packets.map((packet) => jsonForm(parsePacket(packet)));
  return [
    {
      title: "Read the headers of a TCP packet",
      cases: [
        forEach("JSON.parse of all fields", json, ({ text }) => JSON.parse(text)),
        forEach("both Ethernet addresses", packets, (packet) => {
          const pkt = parsePacket(packet);
          return (pkt.eth_src?.length ?? 0) + (pkt.eth_dst?.length ?? 0);
        }),
        forEach("addresses and ports of IPv4 and TCP", packets, (packet) => {
          const { ipv4_src, ipv4_dst, ip_proto = 0, tcp_src = 0, tcp_dst = 0 } = parsePacket(packet);
          return (ipv4_src?.length ?? 0) + (ipv4_dst?.length ?? 0) + ip_proto + tcp_src + tcp_dst;
        }),
        forEach("toObject", packets, (packet) => parsePacket(packet).toObject()),
      ],
    },
    {
      title: "Build a TCP packet",
      cases: [
        forEach("JSON.stringify of its fields", json, ({ value }) => JSON.stringify(value)),
        forEach("buildPacket", inputs, (input) => buildPacket(input, PAYLOAD)),
      ],
    },
  ];
}
