/** Members of 64 bits: always bigint in a decoded message. All other numbers are plain numbers. */
const WIDE = new Set([
  ...["cookie", "cookie_mask", "metadata", "packet_count", "byte_count", "lookup_count", "matched_count"],
  ...[
    "rx_packets",
    "tx_packets",
    "rx_bytes",
    "tx_bytes",
    "rx_dropped",
    "tx_dropped",
    "rx_errors",
    "tx_errors",
  ],
  ...["packet_in_count", "byte_in_count", "generation_id", "seconds", "metadata_match", "metadata_write"],
  "selection_method_param",
  ...["match", "table_wildcards", "write_setfields", "apply_setfields"],
  ...["total_flows", "current_flows", "pkts", "ipv4_pkts", "ipv6_pkts", "tx_pkts"],
  ...["error_pkts", "ipv4_error_pkts", "ipv6_error_pkts", "labels", "labels_mask"],
  ...["rx_frame_err", "rx_over_err", "rx_crc_err", "collisions"],
]);
const WIDE_FIELDS =
  /^(METADATA|TUNNEL_ID|PACKET_COUNT|BYTE_COUNT|PKT_REG\d+|NX_(COOKIE|TUN_ID|CT_LABEL|XXREG\d+))$/;
/** Actions, instructions and learn specs, and those of their members that are of 64 bits. */
const WIDE_MEMBERS: Readonly<Record<string, string>> = {
  WRITE_METADATA: "mask",
  NX_WRITE_METADATA: "mask",
  NX_REG_LOAD: "value",
  NX_SET_TUNNEL64: "tunnel_id",
  MATCH: "value",
  LOAD: "value",
  OUTPUT: "value",
};

/** Paths of numbers in a decoded message that are bigint and should not be, or the other way round. */
export function numbersOfWrongKind(value: unknown, path = "", wide = false): string[] {
  if (typeof value === "bigint") return wide ? [] : [`${path}: bigint`];
  if (typeof value === "number") return wide ? [`${path}: number`] : [];
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [];
  const { field, instruction, action, spec } = value as Record<string, string | undefined>;
  const all = WIDE_FIELDS.test(field ?? "");
  const one = WIDE_MEMBERS[instruction ?? action ?? spec ?? ""];
  return Object.entries(value).flatMap(([key, member]) =>
    numbersOfWrongKind(member, `${path}.${key}`, WIDE.has(key) || all || key === one),
  );
}
