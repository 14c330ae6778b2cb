/** Thrown by a sync handler to keep the event from the apps after its own. */
export class StopPropagation extends Error {
  override readonly name = "StopPropagation";
  constructor() {
    super("the event goes to no further app; this has an effect only when a sync handler throws it");
  }
}

/** Thrown by a PREFLIGHT handler to start the controller without this app. */
export class PreflightUnload extends Error {
  override readonly name = "PreflightUnload";
}
