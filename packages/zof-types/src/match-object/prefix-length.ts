import { writeIpv4, writeIpv6 } from "zof-codec";

/** The prefix length that a mask of an IPv4 or IPv6 address stands for; undefined when it is no such mask. */
export function prefixLength(mask: unknown): number | undefined {
  if (typeof mask !== "string") return undefined;
  const isIpv4 = /^\d+\.\d+\.\d+\.\d+$/.test(mask);
  if (!isIpv4 && !mask.includes("::") && mask.split(":").length !== 8) return undefined;
  const bytes = new Uint8Array(isIpv4 ? 4 : 16);
  (isIpv4 ? writeIpv4 : writeIpv6)(bytes, 0, mask);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return /^1*0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : undefined;
}
