import type { MessageInputOf } from "zof-types";

/** The values in which the FLOW_MODs that are measured differ. */
export interface FlowModValues {
  readonly in_port: number;
  readonly eth_dst: string;
  readonly ipv4_dst: string;
  readonly out_port: number;
}

/** Different values for so many messages, so that nothing is measured that only happens for one and the same. */
const SAMPLES = 256;

export const FLOW_MOD_VALUES: readonly FlowModValues[] = Array.from({ length: SAMPLES }, (_, index) => ({
  in_port: 1 + (index % 24),
  eth_dst: `02:00:00:00:${hexByte(index >> 4)}:${hexByte(index)}`,
  ipv4_dst: `10.${index >> 4}.${index % 16}.${index}`,
  out_port: 25 + (index % 24),
}));

function hexByte(value: number): string {
  return value.toString(16).padStart(2, "0");
}

/** A FLOW_MOD as an app writes it. */
export function flowModOf({
  in_port,
  eth_dst,
  ipv4_dst,
  out_port,
}: FlowModValues): MessageInputOf<"FLOW_MOD"> {
  return {
    type: "FLOW_MOD",
    msg: {
      command: "ADD",
      idle_timeout: 60,
      priority: 1000,
      match: [
        { field: "IN_PORT", value: in_port },
        { field: "ETH_DST", value: eth_dst },
        { field: "ETH_TYPE", value: 0x0800 },
        { field: "IPV4_DST", value: ipv4_dst },
      ],
      instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: out_port }] }],
    },
  };
}
