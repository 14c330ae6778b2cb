import { compile } from "zof-compile";
import { encodeMessage } from "zof-types/internal";
import { type BenchGroup, forEach } from "./bench-case.js";
import { bindBenchChannel } from "./bench-channel.js";
import { handWrittenFlowMod } from "./hand-written-flow-mod.js";
import { FLOW_MOD_VALUES, type FlowModValues, flowModOf } from "./sample-flow-mods.js";

/** All arguments have a fixed size: bytes are copied and patched. */
const FIXED = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    idle_timeout: 60
    priority: 1000
    match:
      - {field: IN_PORT, value: $in_port}
      - {field: ETH_DST, value: $eth_dst}
      - {field: ETH_TYPE, value: 0x0800}
      - {field: IPV4_DST, value: $ipv4_dst}
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: $out_port}]
`);

/** The list of actions may have any size: the message is encoded anew. */
const VARIABLE = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    idle_timeout: 60
    priority: 1000
    match:
      - {field: IN_PORT, value: $in_port}
      - {field: ETH_DST, value: $eth_dst}
      - {field: ETH_TYPE, value: 0x0800}
      - {field: IPV4_DST, value: $ipv4_dst}
    instructions:
      - instruction: APPLY_ACTIONS
        actions: $actions
`);

const SHORT = compile("BARRIER_REQUEST");

/** Sending one FLOW_MOD through each of the two templates. */
export function sendVariants(values: FlowModValues): readonly (() => number)[] {
  return [() => sendFixed(values), () => sendVariable(withActions(values))];
}

/** Sending the FLOW_MOD of the other groups through a template. */
export function templateGroups(version: number): BenchGroup[] {
  const channel = bindBenchChannel();
  const messages = FLOW_MOD_VALUES.map(flowModOf);
  /** The templates of all versions send into one channel. */
  const inVersion =
    <T>(send: (input: T) => number) =>
    (input: T, index: number) => {
      if (index === 0) channel.version = version;
      return send(input);
    };
  return [
    {
      title: "Send a FLOW_MOD",
      cases: [
        forEach("encodeMessage of an object", messages, (message, index) => {
          if (index === 0) channel.output.length = 0;
          encodeMessage(channel.output, message, version, index);
        }),
        forEach("template, arguments of fixed size", FLOW_MOD_VALUES, inVersion(sendFixed)),
        forEach("template, a list as argument", FLOW_MOD_VALUES.map(withActions), inVersion(sendVariable)),
        forEach("written by hand with Buffer, appended", FLOW_MOD_VALUES, (values, index) => {
          if (index === 0) channel.output.length = 0;
          channel.output.append(handWrittenFlowMod(version, values));
        }),
        forEach(
          "template without arguments (BARRIER_REQUEST)",
          messages,
          inVersion(() => SHORT.send()),
        ),
      ],
    },
  ];
}

// The arguments are put together for each call, as handlers do.

function sendFixed({ in_port, eth_dst, ipv4_dst, out_port }: FlowModValues): number {
  return FIXED.send({ in_port, eth_dst, ipv4_dst, out_port });
}

function sendVariable({ in_port, eth_dst, ipv4_dst, actions }: ReturnType<typeof withActions>): number {
  return VARIABLE.send({ in_port, eth_dst, ipv4_dst, actions });
}

function withActions({ out_port, ...rest }: FlowModValues) {
  return { ...rest, actions: [{ action: "OUTPUT", port_no: out_port }] as const };
}
