import type { AppRecord } from "../dispatch/app-record.js";
import { type Context, runInContext, setRunning } from "../dispatch/context.js";

/** Work that the framework owns. It should end when the signal is aborted. */
export type TaskFunction<T> = (signal: AbortSignal) => T | PromiseLike<T>;

/**
 * Starts a task in a context: what it sends goes there, its failure is reported for that app, and it is told
 * to end when the scope of the context ends. A failure rejects the promise as well, which may be ignored.
 */
export function startTask<T>(
  context: Context,
  work: TaskFunction<T>,
  failed: (app: AppRecord | undefined, error: unknown) => void,
): Promise<T> {
  const { scope, app } = context;
  const before = setRunning(context);
  try {
    const task = runInContext(context, async () => work(scope.signal), undefined);
    scope.track(task, (error) => failed(app, error));
    return task;
  } finally {
    setRunning(before);
  }
}
