/** Open vSwitch's names of messages that are called otherwise there than `OFPT_` and their type. */
const OTHER_NAMES: Record<string, string> = {
  FLOW_STATS: "FLOW_STATS",
  METER_STATS: "METER",
  GROUP_STATS: "GROUP",
  QUEUE_STATS: "QUEUE",
  PORT_STATS: "PORT",
  TABLE_STATS: "TABLE",
};

/** What `ofp-print` calls a message of this type: `OFPT_ROLE_REQUEST`, `NXT_RESUME`, `OFPST_METER_CONFIG reply`. */
export function printedName(type: string): string {
  const [, kind = "", multipart] = /^(REQUEST|REPLY)\.(.+)$/.exec(type) ?? [];
  if (multipart === undefined) return type.startsWith("NX_") ? `NXT_${type.slice(3)}` : `OFPT_${type}`;
  if (multipart.startsWith("NX_"))
    return `NXST_${multipart.slice(3).replace("_STATS", "")} ${kind.toLowerCase()}`;
  return `OFPST_${OTHER_NAMES[multipart] ?? multipart} ${kind.toLowerCase()}`;
}
