import { edit } from "./edit.js";
import type { Packet } from "./packet.js";

/** Where the TTL (IPv4) or hop limit (IPv6) lies; -1 in what is not IP. */
function offsetOf({ headers }: Packet): number {
  if (headers.ipv4 >= 0) return headers.ipv4 + 8;
  return headers.ipv6 >= 0 ? headers.ipv6 + 7 : -1;
}

/** Sets the TTL or hop limit; what is not IP stays as it is. */
export function setTtl(packet: Packet, ttl: number): void {
  const offset = offsetOf(packet);
  if (offset >= 0) edit(packet, offset, Uint8Array.of(ttl), "network");
}

/**
 * Takes one off the TTL or hop limit. False when it is used up: the packet must then go no further
 * (OpenFlow 1.3.5, section 5.12).
 */
export function decrementTtl(packet: Packet): boolean {
  const offset = offsetOf(packet);
  if (offset < 0) return true;
  const ttl = packet.view.getUint8(offset);
  if (ttl <= 1) return false;
  setTtl(packet, ttl - 1);
  return true;
}
