import type { AppOption } from "../app/app-options.js";
import type { AppRecord } from "../dispatch/app-record.js";

/** What a controller knows of an app that is registered with it. */
export interface ControllerApp extends AppRecord {
  /** Its arguments of the command line. */
  readonly options: readonly AppOption[];
  /** Called before the controller starts: the instances of bound classes are made. */
  prepare(): void;
}
