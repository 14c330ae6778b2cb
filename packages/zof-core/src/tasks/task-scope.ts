import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { RequestError } from "zof-compile";
import type { ScopeEndedError } from "./scope-ended-error.js";

/**
 * Owns running tasks and ends them together: those of a connection when it goes, those of a phase when
 * the phase ends. A task learns of it from the scope's AbortSignal.
 */
export class TaskScope {
  #controller: AbortController | undefined;
  #reason: ScopeEndedError | undefined;
  readonly #tasks = new Set<PromiseLike<unknown>>();

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

  get aborted(): boolean {
    return this.#reason !== undefined;
  }

  /** Tasks that have not settled. */
  get size(): number {
    return this.#tasks.size;
  }

  /**
   * Follows a task to its end. Its failure goes to `failed`, except for a failure that is only the answer
   * to this scope's end.
   */
  track(task: PromiseLike<unknown>, failed: (error: unknown) => void): void {
    this.#tasks.add(task);
    task.then(
      () => this.#tasks.delete(task),
      (error) => {
        this.#tasks.delete(task);
        if (this.#reason === undefined || !isAbort(error)) failed(error);
      },
    );
  }

  /** Ends the scope: its signal is aborted with `reason`. Later calls do nothing. */
  abort(reason: ScopeEndedError): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }

  /** Waits until all tasks have settled, `timeoutMs` at most; true when they have. */
  async settled(timeoutMs: number): Promise<boolean> {
    const timer = new AbortController();
    const timedOut = wait(timeoutMs, true, { signal: timer.signal }).catch(() => false);
    let late = false;
    while (this.#tasks.size > 0 && !late) {
      late = await Promise.race([Promise.allSettled([...this.#tasks]).then(() => false), timedOut]);
    }
    timer.abort();
    return this.#tasks.size === 0;
  }
}

/** How the end of a scope shows in a task: an aborted wait, or a request whose connection is gone. */
function isAbort(error: unknown): boolean {
  if (error instanceof RequestError) return error.code === "closed" || error.code === "aborted";
  return error instanceof Error && error.name === "AbortError";
}
