import { readIpv4, readIpv6, readMac, writeIpv4, writeIpv6, writeMac } from "zof-codec";

/** Who a host is on its link. */
export interface HostAddress {
  readonly mac: string;
  /** IPv4 address. */
  readonly ip: string;
  /** IPv6 address. */
  readonly ip6: string;
}

/** The address of the host of a number: 00:00:00:00:00:01, 10.0.0.1 and fd00::1 for the first. */
export function numberedAddress(number: number): HostAddress {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(2, number);
  const mac = readMac(bytes, 0);
  view.setUint32(0, 0x0a000000 + number);
  const ip = readIpv4(bytes, 0);
  bytes.fill(0).set([0xfd]);
  view.setUint32(12, number);
  return { mac, ip, ip6: readIpv6(bytes, 0) };
}

/** The addresses in their usual spelling. @throws CodecError when they are none */
export function checkedAddress({ mac, ip, ip6 }: HostAddress): HostAddress {
  const bytes = new Uint8Array(26);
  writeMac(bytes, 0, mac);
  writeIpv4(bytes, 6, ip);
  writeIpv6(bytes, 10, ip6);
  return { mac: readMac(bytes, 0), ip: readIpv4(bytes, 6), ip6: readIpv6(bytes, 10) };
}
