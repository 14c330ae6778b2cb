import { compile } from "zof-compile";
import { encodeMessage } from "zof-types/internal";
import { type BenchGroup, forEach } from "./bench-case.js";
import { bindBenchChannel } from "./bench-channel.js";
import { handWrittenFlowMod } from "./hand-written-flow-mod.js";
import { FLOW_MOD_VALUES, flowModOf } from "./sample-flow-mods.js";

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

/** Sending the FLOW_MOD of the other groups through a template. */
export function templateGroups(version: number): BenchGroup[] {
  const channel = bindBenchChannel();
  const messages = FLOW_MOD_VALUES.map(flowModOf);
  const withActions = FLOW_MOD_VALUES.map(({ out_port, ...rest }) => ({
    ...rest,
    actions: [{ action: "OUTPUT", port_no: out_port }] as const,
  }));
  /** Cases of both versions share the templates' channel. */
  const inVersion =
    <T>(work: (input: T) => unknown) =>
    (input: T, index: number) => {
      if (index === 0) channel.version = version;
      return work(input);
    };
  return [
    {
      title: "Send a FLOW_MOD",
      cases: [
        forEach("encodeMessage of an object", messages, (message, index) => {
          if (index === 0) channel.output.length = 0;
          encodeMessage(channel.output, message, version, index);
        }),
        forEach(
          "template, arguments of fixed size",
          FLOW_MOD_VALUES,
          inVersion((values) => FIXED.send({ ...values })),
        ),
        forEach(
          "template, a list as argument",
          withActions,
          inVersion((values) => VARIABLE.send({ ...values })),
        ),
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
