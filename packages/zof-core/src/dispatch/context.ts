import { AsyncLocalStorage } from "node:async_hooks";
import type { Connection } from "../connection/connection.js";
import type { TaskScope } from "../tasks/task-scope.js";
import type { AppRecord } from "./app-record.js";

/** What the code that runs now works for. */
export interface Context {
  /** The controller. */
  readonly owner: object;
  /** Where messages go that name no destination. */
  readonly connection: Connection | undefined;
  /** Whose failures these are. */
  readonly app: AppRecord | undefined;
  /** What the tasks started here belong to. */
  readonly scope: TaskScope;
}

/**
 * The context of the sync handler that runs now: a variable, because that costs nothing per message. It is
 * reused from handler to handler.
 */
let running: Context | undefined;

/** The context of what runs later on behalf of a handler: its tasks, and what they wait for. */
const storage = new AsyncLocalStorage<Context>();

/** The context of the code that calls this. Copy what you keep of it. */
export function currentContext(): Context | undefined {
  return running ?? storage.getStore();
}

/** Makes `context` the current one for sync code until it is set again; returns the one before. */
export function setRunning(context: Context | undefined): Context | undefined {
  const before = running;
  running = context;
  return before;
}

/** Runs `work` with `context` for everything that it starts, however late that runs. */
export function runInContext<T, A>(context: Context, work: (argument: A) => T, argument: A): T {
  return storage.run(context, work, argument);
}
