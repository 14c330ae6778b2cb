import type { Logger } from "pino";
import type { Filters } from "../dispatch/filter.js";
import type { Handler, HandlerFunction } from "../dispatch/handler.js";
import { HandlerList } from "../dispatch/handler-list.js";
import type { InternalEvent, InternalEventOf, InternalEvents } from "../dispatch/internal-event.js";
import type { EventFor, MessageSelector } from "../dispatch/type-spelling.js";
import type { Controller, TaskOptions } from "../run/controller.js";
import type { ControllerApp } from "../run/controller-app.js";
import { defaultController } from "../run/default-controller.js";
import type { Phase } from "../run/phase.js";
import type { TaskFunction } from "../tasks/start-task.js";
import { AppOptions } from "./app-options.js";
import { ClassBindings } from "./class-bindings.js";

export interface ApplicationOptions {
  /** Default: the one that `run` runs. */
  readonly controller?: Controller;
  /**
   * What an exception in a handler or task does besides being logged: true ends the process with status 1; a
   * text does too, and the exception is also logged under that name. Default false.
   */
  readonly exceptionFatal?: boolean | string;
  /** Apps with a higher one get each event first; equal ones in the order of their creation. Default 100. */
  readonly precedence?: number;
  /** False: all message handlers also take messages without a datapath. Default true. */
  readonly hasDatapathId?: boolean;
}

/** Makes a method of a class a handler. */
export type HandlerDecorator<Event> = <This>(
  method: (this: This, event: Event, signal: AbortSignal) => unknown,
  context: ClassMethodDecoratorContext<This>,
) => void;

/** Name of an internal event, in any case: one of the framework's or an app's own; `any` for all, or a predicate of the upper-case name. */
export type EventSelector =
  | keyof InternalEvents
  | Lowercase<keyof InternalEvents>
  | "any"
  | (string & {})
  | ((name: string) => boolean);

/** What a handler gets that is registered with this selector. */
export type EventOfSelector<S extends EventSelector> = S extends string
  ? Lowercase<S> extends "any"
    ? InternalEvent
    : InternalEventOf<S>
  : InternalEvent;

/**
 * An app: a name and handlers. For each event its handlers are tried in the order of their registration, and
 * the first that wants it runs. Handlers may be async; see `ensureFuture` for tasks of their own.
 */
export class Application implements ControllerApp {
  readonly name: string;
  readonly controller: Controller;
  readonly precedence: number;
  readonly exceptionFatal: boolean | string;
  readonly handlers: HandlerList;
  readonly #options = new AppOptions();
  readonly #bindings = new ClassBindings();
  #parentLogger: Logger | undefined;
  #logger: Logger | undefined;

  /** @throws ControllerError `bad_app` when there is an app of this name, `bad_state` after the start. */
  constructor(name: string, options: ApplicationOptions = {}) {
    this.name = name;
    this.controller = options.controller ?? defaultController();
    this.precedence = options.precedence ?? 100;
    this.exceptionFatal = options.exceptionFatal ?? false;
    this.handlers = new HandlerList(options.hasDatapathId === false, () => {
      this.controller.checkNotStarted(`handlers of app ${name} have to be registered before that`);
    });
    this.controller.register(this);
  }

  /** Logs under the name of the app. */
  get logger(): Logger {
    const parent = this.controller.rootLogger;
    if (this.#logger === undefined || this.#parentLogger !== parent) {
      this.#parentLogger = parent;
      this.#logger = parent.child({ name: this.name });
    }
    return this.#logger;
  }

  /** The arguments of the command line: of all apps, and of the framework, under the names commander gives them. */
  get args(): Readonly<Record<string, unknown>> {
    return { ...this.#options.defaults(), ...this.controller.args };
  }

  get phase(): Phase {
    return this.controller.phase;
  }

  get options(): ControllerApp["options"] {
    return this.#options.list;
  }

  /**
   * Registers a handler for messages.
   *
   * @param type - a message type in any spelling, `"any"`, or a predicate of the type; also `CHANNEL_UP`,
   *   `CHANNEL_DOWN` and `CHANNEL_ALERT`.
   * @param filters - compared, as strings whatever their case, with `msg[name]`, else with `msg.pkt[name]`;
   *   `datapath_id` and `conn_id` with the event's own. `datapath_id: null` takes messages without a datapath too.
   * @param handler - gets the event, and the signal that is aborted when what it belongs to ends: the connection, or the
   *   phase. Without a handler, `message` is a decorator for a method of a bound class.
   * @throws ControllerError `bad_app` for an unknown type, `bad_state` once the controller has started.
   */
  message<S extends MessageSelector>(
    type: S,
    handler: (event: EventFor<S>, signal: AbortSignal) => unknown,
  ): void;
  message<S extends MessageSelector, const F extends Filters>(
    type: S,
    filters: F,
    handler: (event: EventFor<S, F>, signal: AbortSignal) => unknown,
  ): void;
  message<S extends MessageSelector, const F extends Filters = Record<never, never>>(
    type: S,
    filters?: F,
  ): HandlerDecorator<EventFor<S, F>>;
  message(type: MessageSelector, ...rest: readonly unknown[]): unknown {
    return this.#register(rest, (filters, call) => this.handlers.addMessage(type, filters, call));
  }

  /**
   * Registers a handler for internal events, the framework's or the apps' own.
   *
   * @param name - in any case, `"any"`, or a predicate of the upper-case name.
   * @param filters - compared, as strings whatever their case, with the event's properties.
   * @param handler - gets the event, and the signal that is aborted when the phase ends. Without a handler, `event` is a decorator for a method of a bound class.
   * @throws ControllerError `bad_state` once the controller has started.
   */
  event<S extends EventSelector>(
    name: S,
    handler: (event: EventOfSelector<S>, signal: AbortSignal) => unknown,
  ): void;
  event<S extends EventSelector>(
    name: S,
    filters: Filters,
    handler: (event: EventOfSelector<S>, signal: AbortSignal) => unknown,
  ): void;
  event<S extends EventSelector>(name: S, filters?: Filters): HandlerDecorator<EventOfSelector<S>>;
  event(name: EventSelector, ...rest: readonly unknown[]): unknown {
    return this.#register(rest, (filters, call) => this.handlers.addEvent(name, filters, call));
  }

  /**
   * Binds a class whose decorated methods are handlers: one instance is made when the controller starts. Also
   * a decorator, `@app.bind`.
   */
  readonly bind = (Class: new () => object): void => this.#bindings.bind(Class);

  /**
   * Adds an argument to the command line that `run` reads; its value is in `args`.
   *
   * @param flags - as `--name <value>`, `--name [value]` or `-n, --name`.
   */
  option(flags: string, description: string, defaultValue?: unknown): this {
    this.controller.checkNotStarted(`options of app ${this.name} have to be added before that`);
    this.#options.add({ flags, description, defaultValue });
    return this;
  }

  /** See {@link Controller.ensureFuture}. */
  ensureFuture<T>(work: TaskFunction<T>, options?: TaskOptions): Promise<T> {
    return this.controller.ensureFuture(work, options, this);
  }

  /** See {@link Controller.postEvent}. */
  postEvent(event: InternalEvent): void {
    this.controller.postEvent(event);
  }

  prepare(): void {
    this.#bindings.instantiate();
  }

  #register(rest: readonly unknown[], add: (filters: Filters, call: HandlerFunction) => Handler): unknown {
    const last = rest.at(-1);
    const filters = (typeof rest[0] === "object" ? rest[0] : {}) as Filters;
    if (typeof last === "function") {
      add(filters, last as HandlerFunction);
      return undefined;
    }
    return (method: HandlerFunction) => this.#bindings.addMethod(add(filters, method), method);
  }
}
