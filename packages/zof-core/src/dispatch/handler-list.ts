import { ControllerError } from "../controller-error.js";
import { compileEventFilters, compileMessageFilters, type Filters } from "./filter.js";
import type { Handler, HandlerFunction } from "./handler.js";
import { eventTypeOf } from "./message-name.js";

/** What a handler is for: a message type or the name of an internal event in any spelling, a predicate of it, or `any` for all. */
export type TypeSelector = string | ((type: string) => boolean);

/** The handlers of an app, in the order in which they are tried. */
export class HandlerList {
  readonly messages: Handler[] = [];
  readonly events: Handler[] = [];
  readonly #takesNoDatapath: boolean;
  readonly #checkOpen: () => void;

  /**
   * @param takesNoDatapath - whether all message handlers take messages without a datapath.
   * @param checkOpen - throws when it is too late for another handler.
   */
  constructor(takesNoDatapath: boolean, checkOpen: () => void) {
    this.#takesNoDatapath = takesNoDatapath;
    this.#checkOpen = checkOpen;
  }

  addMessage(selector: TypeSelector, filters: Filters, call: HandlerFunction): Handler {
    const handler: Handler = {
      accepts: typeSelector(selector, eventTypeOf),
      matches: compileMessageFilters(filters),
      takesNoDatapath: this.#takesNoDatapath || filters.datapath_id === null,
      filters,
      call,
    };
    return this.#add(this.messages, handler);
  }

  addEvent(selector: TypeSelector, filters: Filters, call: HandlerFunction): Handler {
    const handler: Handler = {
      accepts: typeSelector(selector, (name) => name.toUpperCase()),
      matches: compileEventFilters(filters),
      takesNoDatapath: true,
      filters,
      call,
    };
    return this.#add(this.events, handler);
  }

  #add(list: Handler[], handler: Handler): Handler {
    this.#checkOpen();
    if (typeof handler.call !== "function") {
      throw new ControllerError("bad_app", `a handler is a function, not ${typeof handler.call}`);
    }
    list.push(handler);
    return handler;
  }
}

/** @param canonical - the one spelling under which a type is dispatched. */
function typeSelector(
  selector: TypeSelector,
  canonical: (name: string) => string,
): (type: string) => boolean {
  if (typeof selector === "function") return selector;
  if (selector.toLowerCase() === "any") return () => true;
  const wanted = canonical(selector);
  return (type) => type === wanted;
}
