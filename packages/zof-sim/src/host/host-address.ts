import { readIpv4, readMac, writeIpv4, writeMac } from "zof-codec";

/** Who a host is on its link. */
export interface HostAddress {
  readonly mac: string;
  /** IPv4 address. */
  readonly ip: string;
}

/** The address of the host of a number: 00:00:00:00:00:01 and 10.0.0.1 for the first. */
export function numberedAddress(number: number): HostAddress {
  const bytes = new Uint8Array(6);
  const view = new DataView(bytes.buffer);
  view.setUint32(2, number);
  const mac = readMac(bytes, 0);
  view.setUint32(0, 0x0a000000 + number);
  return { mac, ip: readIpv4(bytes, 0) };
}

/** The addresses in their usual spelling. @throws CodecError when they are none */
export function checkedAddress({ mac, ip }: HostAddress): HostAddress {
  const bytes = new Uint8Array(10);
  writeMac(bytes, 0, mac);
  writeIpv4(bytes, 6, ip);
  return { mac: readMac(bytes, 0), ip: readIpv4(bytes, 6) };
}
