import type { Filters } from "./filter.js";

/** A handler as the dispatcher calls it; what it returns matters only when it is a thenable. */
// biome-ignore lint/suspicious/noExplicitAny: the registration checks each handler's event; the list holds all of them.
export type HandlerFunction = (event: any, signal?: any) => unknown;

/** A registered handler. */
export interface Handler {
  /** Whether it is for this message type, or for this internal event's name. */
  readonly accepts: (type: string) => boolean;
  /** Whether this event is one of those it wants; undefined for all. */
  readonly matches: ((event: object) => boolean) | undefined;
  readonly takesNoDatapath: boolean;
  readonly filters: Filters;
  /** Replaced by a bound method when the controller starts, for a method of a bound class. */
  call: HandlerFunction;
}

const AsyncFunction = (async () => {}).constructor;

/** Whether a function says of itself that it is async. Others may still return a promise. */
export function isAsyncFunction(call: HandlerFunction): boolean {
  return call instanceof AsyncFunction;
}
