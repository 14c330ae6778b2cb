import { GROUP_RANK } from "./action-order.js";
import type { Step } from "./trip.js";

/**
 * The actions that a packet gathers on its way through the tables and that run at the end (OpenFlow 1.3.5, section 5.10):
 * one of each type, in the order of their ranks.
 */
export class ActionSet {
  readonly #steps = new Map<string, Step>();

  /** Adds actions; one of a type that is there already takes its place. */
  write(steps: readonly Step[]): void {
    for (const step of steps) this.#steps.set(step.slot, step);
  }

  clear(): void {
    this.#steps.clear();
  }

  /** In the order in which they run. What has a group does not run its output. */
  get steps(): Step[] {
    const steps = [...this.#steps.values()].sort((a, b) => a.rank - b.rank);
    const hasGroup = steps.some((step) => step.rank === GROUP_RANK);
    return hasGroup ? steps.filter((step) => step.rank <= GROUP_RANK) : steps;
  }
}
