import { type AnyMessageEvent, Application, Controller, compile } from "zof";
import { type Lab, startLab } from "../lab/lab.js";
import { type RecordedMessage, startRecorder } from "../lab/recorder.js";
import { type FlowSummary, printedFlow } from "../ofp-print/printed-flow.js";

const DATAPATH_ID = "00:00:00:00:00:00:00:01";

/** A real switch with two hosts under a controller of ours. */
export interface ControlledSwitch {
  readonly datapath_id: string;
  readonly lab: Lab;
  readonly controller: Controller;
  /** All messages between the two. */
  readonly recorded: readonly RecordedMessage[];
  /** Everything the apps got, in order. */
  readonly events: readonly AnyMessageEvent[];
  /** Waits until the switch has done everything that was sent before. */
  barrier(): Promise<void>;
  /** The flows of the switch, as `ovs-ofctl dump-flows` shows them. */
  dumpFlows(): Promise<FlowSummary[]>;
}

const BARRIER = compile("BARRIER_REQUEST");

/**
 * Runs `use` with a switch that is connected and speaks `protocol`, as Open vSwitch calls it. `apps` makes the apps
 * that there shall be besides the one that watches.
 */
export async function withControlledSwitch(
  protocol: string,
  use: (controlled: ControlledSwitch) => Promise<void>,
  apps: (controller: Controller) => void = () => {},
): Promise<void> {
  const controller = new Controller({ listenEndpoints: ["127.0.0.1:0"], loglevel: "silent" });
  const events: AnyMessageEvent[] = [];
  const app = new Application("watch", { controller, hasDatapathId: false });
  app.message(
    () => true,
    (event) => void events.push(event as AnyMessageEvent),
  );
  apps(controller);
  await controller.start();
  const recorder = await startRecorder({ host: "127.0.0.1", port: portOf(controller) });
  const lab = await startLab({ hosts: 2, protocols: [protocol], controller: recorder.target });
  try {
    await lab.waitConnected();
    await waitFor(() => controller.findDatapath(DATAPATH_ID) !== undefined, "the switch is up");
    const [bridge = ""] = lab.bridges;
    await use({
      datapath_id: DATAPATH_ID,
      lab,
      controller,
      recorded: recorder.messages,
      events,
      barrier: async () => void (await BARRIER.request({ datapath_id: DATAPATH_ID })),
      async dumpFlows() {
        const [, ...lines] = (await lab.openVswitch.ofctl(["-O", protocol, "dump-flows", bridge])).split(
          "\n",
        );
        return lines.filter(Boolean).map(printedFlow);
      },
    });
  } finally {
    await lab.stop();
    await recorder.stop();
    await controller.stop();
  }
}

/** Waits up to five seconds for something to become true. */
export async function waitFor(condition: () => boolean, what: string): Promise<void> {
  for (let waitedMs = 0; !condition(); waitedMs += 10) {
    if (waitedMs > 5000) throw new Error(`waited 5 s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function portOf(controller: Controller): number {
  return Number(controller.endpoints[0]?.split(":").at(-1));
}
