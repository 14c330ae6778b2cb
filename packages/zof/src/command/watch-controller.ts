import { Application, type Controller, type MessageEvent } from "zof-core";
import type { Report } from "../report/run-event.js";
import type { Tally } from "../report/tally.js";

/** Who is told what happens in a controller. */
export interface ControllerWatcher {
  readonly controller: Controller;
  readonly report: Report;
  readonly tally: Tally;
  /** Whether to count messages: all of them are decoded then. */
  readonly countsMessages: boolean;
  /** What to call a switch. */
  nameOf(datapath_id: string): string | undefined;
}

/** An app that gets each event before the others, and reports switches that come and go. */
export function watchController(watcher: ControllerWatcher): Application {
  const { controller, report, tally, countsMessages, nameOf } = watcher;
  const app = new Application("zof run", { controller, precedence: Number.POSITIVE_INFINITY });
  const identity = (datapath_id: string) => {
    const name = nameOf(datapath_id);
    return { datapath_id, ...(name !== undefined && { name }) };
  };
  let stopping = false;
  app.event("STOP", () => {
    stopping = true;
  });
  app.message("CHANNEL_UP", ({ datapath_id, version, datapath, msg }: MessageEvent<"CHANNEL_UP">) => {
    const openflow = `1.${version - 1}`;
    const ports = datapath.ports.size;
    report.event({ event: "switch_up", ...identity(datapath_id), openflow, ports, endpoint: msg.endpoint });
  });
  app.message("CHANNEL_DOWN", ({ datapath_id, msg }) => {
    // That all connections close at the end is not worth a line each.
    if (!stopping) report.event({ event: "switch_down", ...identity(datapath_id), reason: msg.reason });
  });
  app.message("CHANNEL_ALERT", { datapath_id: null }, () => {
    tally.alerts++;
  });
  if (countsMessages) {
    app.message("any", { datapath_id: null }, () => {
      tally.messages++;
    });
  }
  return app;
}
