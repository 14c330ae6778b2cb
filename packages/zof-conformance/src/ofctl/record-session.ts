import type { Lab } from "../lab/lab.js";
import { type RecordedMessage, type Recorder, startRecorder } from "../lab/recorder.js";
import { CommandError } from "../lab/run-command.js";
import { COMMANDS, type OfctlCommand, PREPARATIONS, REFUSED_FLOWS } from "./commands.js";
import { causeEvents } from "./events.js";
import { extensibleFlows, plainFlows } from "./flow-texts.js";

/** A collector of samples of flows, without which a switch has no statistics of them. */
const SAMPLING = [
  ...["--", "--id=@bridge", "get", "bridge", "BRIDGE"],
  ...["--", "--id=@all", "create", "ipfix", 'targets="127.0.0.1:4739"', "sampling=64"],
  ...["--", "--id=@flow", "create", "ipfix", 'targets="127.0.0.1:4739"'],
  ...["--", "create", "Flow_Sample_Collector_Set", "id=5", "bridge=@bridge", "ipfix=@flow"],
  ...["--", "set", "bridge", "BRIDGE", "ipfix=@all"],
];

/** Makes a bridge ready for all that a session asks for. */
export async function prepareBridge(lab: Lab): Promise<void> {
  const [bridge = ""] = lab.bridges;
  await lab.openVswitch.vsctl(SAMPLING.map((word) => (word === "BRIDGE" ? bridge : word)));
}

/**
 * Everything that `ovs-ofctl` and a bridge say to each other, in one version, when all that it can tell and ask
 * a switch is told and asked. Fails when the bridge refuses what it is not expected to refuse.
 */
export async function recordSession(lab: Lab, version: number): Promise<readonly RecordedMessage[]> {
  const [bridge = ""] = lab.bridges;
  const path = lab.openVswitch.managementSocket(bridge);
  const recorder = await startRecorder({ path }, "controller");
  try {
    for (const each of commandsOf(version)) await run(lab, recorder, version, each);
    await causeEvents(lab, recorder.target, version);
    return [...recorder.messages];
  } finally {
    await recorder.stop();
  }
}

function commandsOf(version: number): OfctlCommand[] {
  const versions = [version, version] as const;
  const addFlows = (input: string[]): OfctlCommand => ({ versions, args: ["add-flows", "-"], input });
  const all = [
    ...PREPARATIONS,
    addFlows(plainFlows(version)),
    addFlows(extensibleFlows(version)),
    ...REFUSED_FLOWS,
    ...COMMANDS,
  ];
  return all.filter(({ versions: [first, last] }) => first <= version && version <= last);
}

async function run(lab: Lab, { target }: Recorder, version: number, command: OfctlCommand): Promise<void> {
  const { args, input = [], refused } = command;
  const name = args.findIndex((arg) => !arg.startsWith("--"));
  const all = [`-OOpenFlow1${version - 1}`, ...args.slice(0, name + 1), target, ...args.slice(name + 1)];
  try {
    await lab.openVswitch.ofctl(all, { input: input.join("\n") });
  } catch (error) {
    if (error instanceof CommandError && refused) return;
    throw error;
  }
  if (refused) throw new Error(`ovs-ofctl ${all.join(" ")}: the switch took it`);
}
