import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { buildPacket, type PacketInput } from "zof-codec";
import { packetFilter } from "./packet-filter.js";
import { pcapHeader, pcapPacket } from "./pcap-writer.js";

const hasTcpdump = spawnSync("tcpdump", ["--version"]).status === 0;
if (!hasTcpdump)
  process.stdout.write("skipped: filters compared with those of tcpdump, which is not installed\n");

const ETHERNET = { eth_src: "02:00:00:00:00:01", eth_dst: "02:00:00:00:00:02" } as const;
const IPV4 = { ...ETHERNET, ipv4_src: "10.0.0.1", ipv4_dst: "10.0.1.2" } as const;
const IPV6 = { ...ETHERNET, ipv6_src: "fe80::1", ipv6_dst: "2001:db8::2" } as const;

const PACKETS: Readonly<Record<string, PacketInput>> = {
  arp: { ...ETHERNET, eth_dst: "ff:ff:ff:ff:ff:ff", arp_op: 1, arp_spa: "10.0.0.1", arp_tpa: "10.0.0.9" },
  tcp: { ...IPV4, tcp_src: 4000, tcp_dst: 80 },
  udp: { ...IPV4, udp_src: 53, udp_dst: 5000 },
  ping: { ...IPV4, icmpv4_type: 8 },
  tcp6: { ...IPV6, tcp_src: 80, tcp_dst: 4000 },
  lldp: { ...ETHERNET, eth_dst: "01:80:c2:00:00:0e", eth_type: 0x88cc, payload: "00" },
};
const FRAMES = Object.values(PACKETS).map((packet) => buildPacket(packet));

/** The packets that fit. */
function fitting(filter: string): string[] {
  const fits = packetFilter(filter);
  return Object.keys(PACKETS).filter((_, index) => fits(FRAMES[index] as Uint8Array));
}

/** Those that fit as tcpdump sees it. */
function fittingInTcpdump(filter: string): string[] {
  const capture = FRAMES.flatMap((frame, index) => [
    pcapPacket(frame, BigInt(index) * 1_000_000_000n, frame.length),
  ]);
  const { stdout, status, stderr } = spawnSync("tcpdump", ["-nn", "-tt", "-r", "-", filter], {
    input: Buffer.concat([pcapHeader(), ...capture]),
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  const times = stdout.split("\n").flatMap((line) => /^(\d+)\./.exec(line)?.[1] ?? []);
  return times.map((time) => Object.keys(PACKETS)[Number(time)] as string);
}

const FILTERS = [
  "arp",
  "ip",
  "ip6",
  "tcp",
  "udp or icmp",
  "not ip",
  "port 80",
  "tcp port 80",
  "src port 80",
  "udp src port 53",
  "port 53 or 80",
  "host 10.0.0.1",
  "dst host 10.0.1.2 and tcp",
  "src 10.0.0.1",
  "arp host 10.0.0.9",
  "net 10.0.0.0/24",
  "dst net 10.0.1.0/24",
  "host fe80::1",
  "net fe80::/10",
  "ether host 02:00:00:00:00:02",
  "ether dst ff:ff:ff:ff:ff:ff",
  "ether proto 0x88cc",
  "ip proto 17",
  "broadcast",
  "multicast",
  "(tcp or udp) and not port 80",
  "tcp and port 80 or arp",
];

describe("the filter of packets", () => {
  it.each(FILTERS)("%s", (filter) => {
    expect(fitting(filter).length).toBeGreaterThan(0);
    expect(fitting(filter).length).toBeLessThan(FRAMES.length);
  });

  it.skipIf(!hasTcpdump).each(FILTERS)("%s is what tcpdump takes it for", (filter) => {
    expect(fitting(filter)).toEqual(fittingInTcpdump(filter));
  });

  it("sees through VLAN tags", () => {
    const tagged = buildPacket({ ...PACKETS.tcp, vlan_vid: 5 } as PacketInput);
    const fits = (filter: string) => packetFilter(filter)(tagged);
    expect(["vlan", "vlan 5", "tcp port 80", "vlan 5 and ip"].map(fits)).toEqual([true, true, true, true]);
    expect(["vlan 6", "not vlan"].map(fits)).toEqual([false, false]);
  });

  it.each([
    "",
    "port",
    "port x",
    "port 65536",
    "host 1.2.3",
    "net 10.0.0.0/33",
    "host 10.0.0.0/8",
    "( tcp",
    "6653",
    "tcp dump",
    "ether host 1",
    "vlan src 5",
    "ether proto 0x10000",
  ])("%j is refused", (filter) => {
    expect(() => packetFilter(filter)).toThrow(
      /the filter .*(not understood|ends too early); use ether, arp/,
    );
  });
});
