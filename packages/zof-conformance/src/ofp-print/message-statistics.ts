interface Statistics {
  stat?: readonly { field: string; value: unknown }[];
  [key: string]: unknown;
}

/** What Open vSwitch shows of the statistics of OpenFlow 1.5, as it does the counters of older versions. */
const SHOWN: Record<string, string> = {
  DURATION: "duration",
  FLOW_COUNT: "flow_count",
  PACKET_COUNT: "packet_count",
  BYTE_COUNT: "byte_count",
};

/** A body with the counters that its list of statistics gives in the place of those of older versions. */
export function withStatistics<Body extends object>(body: Body): Body {
  const { stat, ...rest } = body as Statistics;
  for (const { field, value } of stat ?? []) {
    const name = SHOWN[field];
    if (name !== undefined && name in rest) rest[name] = value;
  }
  return rest as Body;
}
