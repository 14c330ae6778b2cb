import type { FlowKey } from "../match/flow-key.js";
import { MATCH_FIELDS } from "../match/match-fields.js";
import type { Bucket } from "./bucket.js";

/** What packets of one connection have in common. */
const CONNECTION = [
  ...["ETH_SRC", "ETH_DST", "ETH_TYPE", "VLAN_VID", "MPLS_LABEL", "IP_PROTO"],
  ...["IPV4_SRC", "IPV4_DST", "IPV6_SRC", "IPV6_DST", "IPV6_FLABEL"],
  ...["TCP_SRC", "TCP_DST", "UDP_SRC", "UDP_DST", "SCTP_SRC", "SCTP_DST"],
].flatMap((name) => MATCH_FIELDS.get(name) ?? []);

/**
 * The bucket of a SELECT group that a packet takes: always the same for packets of one connection, spread over the
 * buckets by their weights. When a bucket comes or goes, only the connections move that must (weighted rendezvous).
 */
export function selectBucket(buckets: readonly Bucket[], key: FlowKey): Bucket | undefined {
  const hash = hashOfConnection(key);
  let best: Bucket | undefined;
  let bestScore = 0;
  for (const bucket of buckets) {
    const score = (bucket.weight ?? 1) / -Math.log(uniform(hash, bucket.bucket_id));
    if (score > bestScore) {
      best = bucket;
      bestScore = score;
    }
  }
  return best;
}

/** FNV-1a over the bytes of the fields. */
function hashOfConnection(key: FlowKey): number {
  let hash = 0x811c9dc5;
  for (const { offset, size } of CONNECTION) {
    for (let i = 0; i < size; i++) hash = Math.imul(hash ^ (key.bytes[offset + i] as number), 0x01000193);
  }
  return hash;
}

/** A number between 0 and 1, without them, that looks random (the finalizer of MurmurHash3). */
function uniform(hash: number, bucket_id: number): number {
  let mixed = hash ^ Math.imul(bucket_id + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (((mixed ^ (mixed >>> 16)) >>> 0) + 0.5) / 0x1_0000_0000;
}
