import { setTimeout as wait } from "node:timers/promises";
import { currentContext } from "../dispatch/context.js";

/**
 * Waits `ms` milliseconds.
 *
 * @param options - `signal` ends the wait early; without one it is the signal of the scope that the caller
 *   runs in: the connection of the handler, or the phase of the controller.
 * @throws an error named `AbortError` when the wait was ended early. In a task it need not be caught.
 */
export async function sleep(ms: number, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
  const signal = options.signal ?? currentContext()?.scope.signal;
  await wait(ms, undefined, signal === undefined ? {} : { signal });
}
