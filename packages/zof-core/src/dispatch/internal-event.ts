import type { ServiceEvents } from "../service/service-events.js";

/** Events of the framework itself and of its services, by name. */
export interface InternalEvents extends ServiceEvents {
  /** Before anything is started; handlers run to their end, async ones are an error. Throw PreflightUnload to do without the app. */
  PREFLIGHT: { readonly event: "PREFLIGHT" };
  /** Before listening; async handlers are waited for. */
  PRESTART: { readonly event: "PRESTART" };
  /** Listening. */
  START: { readonly event: "START" };
  /** Starting has failed, for this reason. */
  STARTFAIL: { readonly event: "STARTFAIL"; readonly reason: string };
  /** About to stop: connections are still there; async handlers are waited for, `stopTimeoutMs` at most. */
  STOP: { readonly event: "STOP" };
  /** All connections are closed; handlers run to their end. */
  POSTFLIGHT: { readonly event: "POSTFLIGHT" };
  /** The process got a signal. A handler may set `exit`: true shuts down after the handlers have run, false does not. */
  SIGNAL: { readonly event: "SIGNAL"; readonly signal: NodeJS.Signals; exit: boolean };
  /** Posted by an app to shut the controller down; no handler sees it. */
  EXIT: { readonly event: "EXIT"; readonly exit_status: number };
}

/** An app's own event: any name, any further properties. */
export interface CustomEvent {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: only the apps know what they post.
  [property: string]: any;
}

/** An event that is not a message: one of the framework's or of the apps. */
export type InternalEvent = InternalEvents[keyof InternalEvents] | CustomEvent;

/** The event that a name stands for, in any case; an unknown name is an app's own event. */
export type InternalEventOf<Name extends string> =
  Uppercase<Name> extends keyof InternalEvents ? InternalEvents[Uppercase<Name>] : CustomEvent;
