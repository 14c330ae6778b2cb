import type { FlowModValues } from "./sample-flow-mods.js";

// What a careful programmer writes for the one FLOW_MOD that is measured, with Buffer and nothing general:
// the lower bound for encoding it.

const NO_BUFFER = 0xffffffff;
const ANY = 0xffffffff;

/** The FLOW_MOD of `flowModOf` in OpenFlow 1.0 (1) or 1.3 (4). */
export function handWrittenFlowMod(version: number, values: FlowModValues): Buffer {
  return version === 1 ? flowMod10(values) : flowMod13(values);
}

function flowMod10({ in_port, eth_dst, ipv4_dst, out_port }: FlowModValues): Buffer {
  const bytes = Buffer.alloc(80);
  header(bytes, 1);
  bytes.writeUInt32BE(0x003020e6, 8); // wildcards: all but in_port, dl_dst, dl_type, nw_dst
  bytes.writeUInt16BE(in_port, 12);
  writeMac(bytes, 20, eth_dst);
  bytes.writeUInt16BE(0x0800, 30);
  writeIpv4(bytes, 40, ipv4_dst);
  bytes.writeUInt16BE(60, 58);
  bytes.writeUInt16BE(1000, 62);
  bytes.writeUInt32BE(NO_BUFFER, 64);
  bytes.writeUInt16BE(0xffff, 68); // out_port: none
  bytes.writeUInt16BE(8, 74);
  bytes.writeUInt16BE(out_port, 76);
  bytes.writeUInt16BE(0xffff, 78);
  return bytes;
}

function flowMod13({ in_port, eth_dst, ipv4_dst, out_port }: FlowModValues): Buffer {
  const bytes = Buffer.alloc(112);
  header(bytes, 4);
  bytes.writeUInt16BE(60, 26);
  bytes.writeUInt16BE(1000, 30);
  bytes.writeUInt32BE(NO_BUFFER, 32);
  bytes.writeUInt32BE(ANY, 36);
  bytes.writeUInt32BE(ANY, 40);
  bytes.writeUInt32BE(0x00010024, 48); // OXM match of 36 bytes
  bytes.writeUInt32BE(0x80000004, 52); // IN_PORT
  bytes.writeUInt32BE(in_port, 56);
  bytes.writeUInt32BE(0x80000606, 60); // ETH_DST
  writeMac(bytes, 64, eth_dst);
  bytes.writeUInt32BE(0x80000a02, 70); // ETH_TYPE
  bytes.writeUInt16BE(0x0800, 74);
  bytes.writeUInt32BE(0x80001804, 76); // IPV4_DST
  writeIpv4(bytes, 80, ipv4_dst);
  bytes.writeUInt32BE(0x00040018, 88); // APPLY_ACTIONS of 24 bytes
  bytes.writeUInt32BE(0x00000010, 96); // OUTPUT of 16 bytes
  bytes.writeUInt32BE(out_port, 100);
  bytes.writeUInt16BE(0xffff, 104);
  return bytes;
}

function header(bytes: Buffer, version: number): void {
  bytes[0] = version;
  bytes[1] = 14;
  bytes.writeUInt16BE(bytes.length, 2);
}

function writeMac(bytes: Buffer, offset: number, text: string): void {
  for (let index = 0; index < 6; index++) {
    bytes[offset + index] = Number.parseInt(text.slice(3 * index, 3 * index + 2), 16);
  }
}

function writeIpv4(bytes: Buffer, offset: number, text: string): void {
  const parts = text.split(".");
  for (let index = 0; index < 4; index++) bytes[offset + index] = Number(parts[index]);
}
