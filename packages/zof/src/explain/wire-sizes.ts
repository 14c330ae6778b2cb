const SIZES: Readonly<Record<string, number>> = {
  u8: 1,
  u16: 2,
  u24: 3,
  u32: 4,
  i32: 4,
  u64: 8,
  u128: 16,
  mac: 6,
  ipv4: 4,
  ipv6: 16,
  dpid: 8,
  duration: 8,
  vlan: 2,
  vlan10: 2,
  dscp10: 1,
  bits_or_u16: 6,
  bits_or_u32: 8,
};

/** Bytes of a scalar of the layouts; undefined for what has no fixed size. */
export function wireSize(type: string): number | undefined {
  const text = /^text(\d+)$/.exec(type);
  return text === null ? SIZES[type] : Number(text[1]);
}

/** The match structs of OpenFlow 1.0 (1.0.1 section 5.2.3) and 1.1 (1.1.0 section A.2.3): names and sizes in order. */
export const STRUCT_MATCHES: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  match10: [
    ["wildcards", 4],
    ["in_port", 2],
    ["dl_src", 6],
    ["dl_dst", 6],
    ["dl_vlan", 2],
    ["dl_vlan_pcp", 1],
    ["padding", 1],
    ["dl_type", 2],
    ["nw_tos", 1],
    ["nw_proto", 1],
    ["padding", 2],
    ["nw_src", 4],
    ["nw_dst", 4],
    ["tp_src", 2],
    ["tp_dst", 2],
  ],
  match11: [
    ["type", 2],
    ["length", 2],
    ["in_port", 4],
    ["wildcards", 4],
    ["dl_src", 6],
    ["dl_src_mask", 6],
    ["dl_dst", 6],
    ["dl_dst_mask", 6],
    ["dl_vlan", 2],
    ["dl_vlan_pcp", 1],
    ["padding", 1],
    ["dl_type", 2],
    ["nw_tos", 1],
    ["nw_proto", 1],
    ["nw_src", 4],
    ["nw_src_mask", 4],
    ["nw_dst", 4],
    ["nw_dst_mask", 4],
    ["tp_src", 2],
    ["tp_dst", 2],
    ["mpls_label", 4],
    ["mpls_tc", 1],
    ["padding", 3],
    ["metadata", 8],
    ["metadata_mask", 8],
  ],
};
