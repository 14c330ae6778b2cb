import { decode, encode, type Field, type FieldInput, type FlowMod, type FlowModInput } from "zof-types";

/** A FLOW_MOD as a switch gets it: encoded and decoded, with all defaults; ADD unless said otherwise. */
export function flowMod(msg: Partial<FlowModInput>, version = 4): FlowMod {
  const input = { type: "FLOW_MOD", msg: { command: "ADD", ...msg } } as const;
  const message = decode(encode(input, { version }));
  return message.msg as FlowMod;
}

/** A match as a switch gets it. */
export function fields(match: readonly FieldInput[], version = 4): Field[] {
  return flowMod({ match }, version).match;
}

/** One APPLY_ACTIONS instruction that sends to ports. */
export function outputs(
  ...ports: (number | "CONTROLLER" | "FLOOD" | "ALL" | "IN_PORT" | "NORMAL" | "LOCAL")[]
) {
  return [
    {
      instruction: "APPLY_ACTIONS",
      actions: ports.map((port_no) => ({ action: "OUTPUT", port_no }) as const),
    },
  ] as const;
}
