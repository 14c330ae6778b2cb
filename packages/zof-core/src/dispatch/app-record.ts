import type { Logger } from "pino";
import type { HandlerList } from "./handler-list.js";

/** What the dispatcher knows of an app. */
export interface AppRecord {
  readonly name: string;
  /** Apps with a higher one get an event first. */
  readonly precedence: number;
  readonly handlers: HandlerList;
  readonly logger: Logger;
  /** Whether an exception in a handler ends the process; a string also names a logger for it. */
  readonly exceptionFatal: boolean | string;
}
