import type { Connection } from "../connection/connection.js";
import type { TaskScope } from "../tasks/task-scope.js";
import type { AppRecord } from "./app-record.js";
import { type Context, runInContext, setRunning } from "./context.js";
import { StopPropagation } from "./control-flow.js";
import { type AppRoute, DispatchTable, type Route, type RouteHandler } from "./dispatch-table.js";
import type { InternalEvent } from "./internal-event.js";
import type { RawEvent } from "./message-event.js";

/** What the dispatcher needs of the controller. */
export interface DispatchOwner {
  /** What tasks belong to that no connection owns. */
  readonly phaseScope: TaskScope;
  /** A handler, or a task it started, has failed. */
  handlerFailed(app: AppRecord, error: unknown, event?: object): void;
}

interface Queued {
  readonly event: RawEvent | InternalEvent;
  readonly connection: Connection | undefined;
}

/**
 * Hands events to the apps, one at a time: each app in order of precedence, and in each the first handler
 * that wants the event. What is posted meanwhile waits until the event is done.
 */
export class Dispatcher {
  readonly #owner: DispatchOwner;
  #messages: DispatchTable;
  #events: DispatchTable;
  readonly #queue: Queued[] = [];
  #dispatching = false;
  /** The context of the running handler; one object, because handlers run one after the other. */
  readonly #running: { -readonly [K in keyof Context]: Context[K] };
  /** Where the tasks go that the handlers of a lifecycle event start, to be waited for. */
  #collected: PromiseLike<unknown>[] | undefined;

  constructor(owner: DispatchOwner) {
    this.#owner = owner;
    this.#running = { owner, connection: undefined, app: undefined, scope: owner.phaseScope };
    this.#messages = this.#table([], "messages");
    this.#events = this.#table([], "events");
  }

  /** Sets the apps, highest precedence first. Routes found before are void. */
  setApps(apps: readonly AppRecord[]): void {
    this.#messages = this.#table(apps, "messages");
    this.#events = this.#table(apps, "events");
  }

  /** Who gets the messages of a type. */
  messageRoute(type: string): Route {
    return this.#messages.route(type);
  }

  /**
   * Hands a message to the apps of its route. Returns whether tasks were started. To be called within the
   * context of the connection.
   */
  dispatch(event: RawEvent, route: Route, connection: Connection): boolean {
    const started = this.#run(event, route, connection, connection.scope);
    return this.#queue.length > 0 ? this.#drain() || started : started;
  }

  /**
   * Hands an event to the apps now, or after the one that is being handled. The tasks of its handlers belong
   * to the phase, also when it is about a connection: that may be gone.
   */
  post(event: RawEvent | InternalEvent, connection?: Connection): void {
    this.#queue.push({ event, connection });
    if (!this.#dispatching) this.#drain();
  }

  /** The same, but never before the code that calls this has come to its end. */
  postLater(event: InternalEvent): void {
    this.#queue.push({ event, connection: undefined });
    if (!this.#dispatching) queueMicrotask(() => this.#drain());
  }

  /** Hands an event of the lifecycle to the apps, and returns the tasks of its handlers. */
  postAndCollect(event: InternalEvent): readonly PromiseLike<unknown>[] {
    const tasks: PromiseLike<unknown>[] = [];
    this.#collected = tasks;
    this.#runQueued({ event, connection: undefined });
    this.#collected = undefined;
    return tasks;
  }

  #drain(): boolean {
    let started = false;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      started = this.#runQueued(next) || started;
    }
    return started;
  }

  #runQueued({ event, connection }: Queued): boolean {
    const route =
      "type" in event
        ? this.messageRoute(event.type)
        : this.#events.route((event as InternalEvent).event.toUpperCase());
    if (route.length === 0) return false;
    const scope = this.#owner.phaseScope;
    const context: Context = { owner: this.#owner, connection, app: undefined, scope };
    return runInContext(context, () => this.#run(event, route, connection, scope), undefined);
  }

  #run(event: object, route: Route, connection: Connection | undefined, scope: TaskScope): boolean {
    const running = this.#running;
    running.connection = connection;
    running.scope = scope;
    const before = setRunning(running);
    this.#dispatching = true;
    let started = false;
    try {
      for (const appRoute of route) {
        const result = this.#call(event, appRoute);
        if (result === STOP) break;
        if (isThenable(result)) {
          started = true;
          this.#collected?.push(result);
          scope.track(result, (error) => this.#owner.handlerFailed(appRoute.app, error, event));
        }
      }
    } finally {
      this.#dispatching = false;
      setRunning(before);
    }
    return started;
  }

  /** Runs the first handler of an app that wants the event. */
  #call(event: object, { app, handlers }: AppRoute): unknown {
    const running = this.#running;
    running.app = app;
    try {
      for (const handler of handlers) {
        if (!wants(handler, event)) continue;
        if (!handler.isAsync)
          return handler.takesSignal ? handler.call(event, running.scope.signal) : handler.call(event);
        const { signal } = running.scope;
        return runInContext({ ...running }, (each) => handler.call(each, signal), event);
      }
    } catch (error) {
      if (error instanceof StopPropagation) return STOP;
      this.#owner.handlerFailed(app, error, event);
    }
    return undefined;
  }

  #table(apps: readonly AppRecord[], kind: "messages" | "events"): DispatchTable {
    return new DispatchTable(apps, kind, (app, error) => this.#owner.handlerFailed(app, error));
  }
}

const STOP = Symbol("stop");

function wants(handler: RouteHandler, event: object): boolean {
  if (!handler.takesNoDatapath && (event as { datapath_id?: unknown }).datapath_id === null) return false;
  return handler.matches === undefined || handler.matches(event);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
  );
}
