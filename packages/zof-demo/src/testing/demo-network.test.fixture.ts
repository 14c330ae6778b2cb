import { defaultController } from "zof";
import type { Network, Switch } from "zof-sim";

/** Starts the controller of the demos that were imported, on a free port. */
export async function startDemo(): Promise<void> {
  const controller = defaultController();
  controller.configure({ listenEndpoints: ["127.0.0.1:0"], loglevel: "silent" });
  await controller.start();
}

/** Where the demo listens. */
export function demoPort(): number {
  return Number(defaultController().endpoints[0]?.split(":").at(-1));
}

/** Connects switches to the demo, and waits until it has given each its first flow entry. */
export async function connectSwitches(
  network: Network,
  switches: readonly Switch[] = network.switches,
): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    const stop = network.subscribe(() => {
      if (switches.some((each) => each.tables[0]?.entries.length === 0)) return;
      stop();
      resolve();
    });
  });
  // Clocks that stand still would otherwise see a minute pass without a sign of life.
  const options = { port: demoPort(), echoIntervalMs: 10_000_000 };
  await Promise.all(switches.map((each) => each.connect(options)));
  await ready;
}
