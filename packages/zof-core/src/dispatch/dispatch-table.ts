import type { AppRecord } from "./app-record.js";
import { type Handler, isAsyncFunction } from "./handler.js";

/** A handler, with what is known of it once and for all. */
export interface RouteHandler extends Handler {
  readonly isAsync: boolean;
  /** It has a second parameter: a sync function that is given the signal, which costs making one. */
  readonly takesSignal: boolean;
}

/** The handlers of one app for one type, in the order in which they are tried. */
export interface AppRoute {
  readonly app: AppRecord;
  readonly handlers: readonly RouteHandler[];
}

/** Who gets the events of one type, in order. Empty when nobody does. */
export type Route = readonly AppRoute[];

/** Finds the route of each type, and works it out once. */
export class DispatchTable {
  readonly #apps: readonly AppRecord[];
  readonly #kind: "messages" | "events";
  readonly #failed: (app: AppRecord, error: unknown) => void;
  readonly #routes = new Map<string, Route>();

  /**
   * @param apps - highest precedence first.
   * @param failed - gets the exception of a predicate; its handler is left out.
   */
  constructor(
    apps: readonly AppRecord[],
    kind: "messages" | "events",
    failed: (app: AppRecord, error: unknown) => void,
  ) {
    this.#apps = apps;
    this.#kind = kind;
    this.#failed = failed;
  }

  /** The route of a message type, or of the upper-case name of an internal event. */
  route(type: string): Route {
    let route = this.#routes.get(type);
    if (route === undefined) {
      route = this.#apps
        .map((app) => this.#appRoute(app, type))
        .filter(({ handlers }) => handlers.length > 0);
      this.#routes.set(type, route);
    }
    return route;
  }

  #appRoute(app: AppRecord, type: string): AppRoute {
    const handlers = app.handlers[this.#kind].filter((handler) => this.#accepts(app, handler, type));
    return {
      app,
      handlers: handlers.map((handler) => ({
        ...handler,
        isAsync: isAsyncFunction(handler.call),
        takesSignal: handler.call.length > 1,
      })),
    };
  }

  #accepts(app: AppRecord, handler: Handler, type: string): boolean {
    try {
      return handler.accepts(type);
    } catch (error) {
      this.#failed(app, error);
      return false;
    }
  }
}
