import { ScopeEndedError } from "../tasks/scope-ended-error.js";
import { TaskScope } from "../tasks/task-scope.js";

/** Where a controller is in its life. It may be started again from INIT. */
export type Phase = "INIT" | "PREFLIGHT" | "PRESTART" | "START" | "STOP" | "POSTFLIGHT";

/** The current phase, and the tasks that end with it. */
export class PhaseTracker {
  #phase: Phase = "INIT";
  #scope = new TaskScope();

  get phase(): Phase {
    return this.#phase;
  }

  /** Of the tasks that no connection owns. */
  get scope(): TaskScope {
    return this.#scope;
  }

  /** Begins a phase; the tasks of the one before are aborted. */
  enter(phase: Phase): void {
    const before = this.#phase;
    this.#scope.abort(new ScopeEndedError(`the phase ${before} of the controller is over`));
    this.#phase = phase;
    this.#scope = new TaskScope();
  }
}
