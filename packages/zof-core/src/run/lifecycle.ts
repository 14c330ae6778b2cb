import { parseEndpoint } from "../connection/endpoint.js";
import { loadIdentity } from "../connection/tls-identity.js";
import { ControllerError } from "../controller-error.js";
import type { AppRecord } from "../dispatch/app-record.js";
import type { HeaderRoutes } from "../dispatch/connection-dispatch.js";
import type { Dispatcher } from "../dispatch/dispatcher.js";
import { makeDriver } from "../driver/make-driver.js";
import { addChannels, removeChannels } from "./channels.js";
import type { ControllerApp } from "./controller-app.js";
import type { ResolvedOptions } from "./controller-options.js";
import { identityOf } from "./listen-identity.js";
import type { Phase, PhaseTracker } from "./phase.js";
import type { Switchboard } from "./switchboard.js";

/** What the lifecycle works on. */
export interface LifecycleParts {
  /** The controller. */
  readonly owner: object;
  readonly phases: PhaseTracker;
  readonly dispatcher: Dispatcher;
  readonly routes: HeaderRoutes;
  readonly switchboard: Switchboard;
  /** The built-in app that is always there. */
  readonly service: AppRecord;
}

/** Starts and stops a controller, phase by phase. */
export class Lifecycle {
  readonly #parts: LifecycleParts;
  #apps: readonly AppRecord[] = [];
  #stopTimeoutMs = 0;
  #stopping: Promise<void> | undefined;
  #exit = Promise.resolve(0);
  #reportExit: (status: number) => void = () => {};

  constructor(parts: LifecycleParts) {
    this.#parts = parts;
  }

  /** The apps of this run, highest precedence first. */
  get apps(): readonly AppRecord[] {
    return this.#apps;
  }

  /** The exit status, once the controller has stopped. */
  get exited(): Promise<number> {
    return this.#exit;
  }

  /**
   * PREFLIGHT, PRESTART, listening, START. Resolves once START has been handed to the apps, or when the
   * controller was stopped meanwhile.
   *
   * @throws ControllerError; the controller is then as before.
   */
  async start(apps: readonly ControllerApp[], options: ResolvedOptions): Promise<void> {
    const { phases, switchboard, dispatcher } = this.#parts;
    const endpoints = options.listenEndpoints.map(parseEndpoint);
    const identity = identityOf(options);
    const loaded = identity === undefined ? undefined : loadIdentity(identity);
    for (const app of apps) app.prepare();
    this.#stopTimeoutMs = options.stopTimeoutMs;
    this.#exit = new Promise((resolve) => {
      this.#reportExit = resolve;
    });
    try {
      this.#preflight(apps);
      await switchboard.start(makeDriver(options));
      if (!this.#isIn("PREFLIGHT")) {
        await switchboard.stop();
        return;
      }
      phases.enter("PRESTART");
      addChannels(this.#parts.owner, switchboard.connections);
      await Promise.allSettled(dispatcher.postAndCollect({ event: "PRESTART" }));
      if (!this.#isIn("PRESTART")) return;
      const { maxConnections } = options;
      await switchboard.listenAll(endpoints, { identity: loaded, maxConnections, connection: options });
    } catch (error) {
      await switchboard.stop();
      dispatcher.post({ event: "STARTFAIL", reason: (error as Error).message });
      this.#end(1);
      throw error;
    }
    if (!this.#isIn("PRESTART")) {
      switchboard.closeListeners();
      return;
    }
    phases.enter("START");
    dispatcher.post({ event: "START" });
    switchboard.open();
  }

  /** STOP, closing everything, POSTFLIGHT. `status` is what `exited` gives. */
  stop(status: number): Promise<void> {
    this.#stopping ??= this.#stop(status).finally(() => {
      this.#stopping = undefined;
    });
    return this.#stopping;
  }

  /** Leaves an app out of this run. */
  unload(app: AppRecord): void {
    this.#apps = this.#apps.filter((each) => each !== app);
  }

  /** Whether it is still so after something was waited for. */
  #isIn(phase: Phase): boolean {
    return this.#parts.phases.phase === phase;
  }

  #preflight(apps: readonly ControllerApp[]): void {
    const { phases, dispatcher, routes, service } = this.#parts;
    phases.enter("PREFLIGHT");
    routes.clear();
    this.#apps = [service, ...apps].sort((a, b) => b.precedence - a.precedence);
    dispatcher.setApps(this.#apps);
    if (dispatcher.postAndCollect({ event: "PREFLIGHT" }).length > 0) {
      throw new ControllerError("bad_app", "a PREFLIGHT handler is async; use PRESTART, which is waited for");
    }
    dispatcher.setApps(this.#apps);
  }

  async #stop(status: number): Promise<void> {
    const { phases, dispatcher, switchboard } = this.#parts;
    // The handler that asks for it comes to its end first.
    await Promise.resolve();
    if (phases.phase === "INIT") return;
    switchboard.closeListeners();
    phases.enter("STOP");
    await within(this.#stopTimeoutMs, Promise.allSettled(dispatcher.postAndCollect({ event: "STOP" })));
    switchboard.closeConnections("the controller stops");
    await within(this.#stopTimeoutMs, switchboard.connections.emptied());
    await within(this.#stopTimeoutMs, switchboard.stop());
    phases.enter("POSTFLIGHT");
    dispatcher.post({ event: "POSTFLIGHT" });
    this.#end(status);
  }

  #end(status: number): void {
    removeChannels(this.#parts.owner);
    this.#parts.phases.enter("INIT");
    this.#reportExit(status);
  }
}

/** Waits for `work`, `timeoutMs` at most. */
async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
