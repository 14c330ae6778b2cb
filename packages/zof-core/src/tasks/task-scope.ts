import { setMaxListeners } from "node:events";
import { RequestError } from "zof-compile";
import type { ScopeEndedError } from "./scope-ended-error.js";

/**
 * Owns running tasks and ends them together: those of a connection when it goes, those of a phase when
 * the phase ends. A task learns of it from the scope's AbortSignal.
 */
export class TaskScope {
  #controller: AbortController | undefined;
  #reason: ScopeEndedError | undefined;

  /** Aborted when the scope ends. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      // Made when first asked for: most connections never start a task.
      this.#controller = new AbortController();
      // Every task of the scope may listen, and each wait in it.
      setMaxListeners(0, this.#controller.signal);
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /**
   * Follows a task to its end. Its failure goes to `failed`, except for a failure that is only the answer
   * to this scope's end.
   */
  track(task: PromiseLike<unknown>, failed: (error: unknown) => void): void {
    task.then(undefined, (error) => {
      if (this.#reason === undefined || !isAbort(error)) failed(error);
    });
  }

  /** Ends the scope: its signal is aborted with `reason`. Later calls do nothing. */
  abort(reason: ScopeEndedError): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}

/** How the end of a scope shows in a task: an aborted wait, or a request whose connection is gone. */
function isAbort(error: unknown): boolean {
  if (error instanceof RequestError) return error.code === "closed" || error.code === "aborted";
  return error instanceof Error && error.name === "AbortError";
}
