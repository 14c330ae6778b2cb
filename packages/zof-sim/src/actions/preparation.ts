import type { Action } from "zof-types";
import type { ActionCheck } from "./action-check.js";
import type { Step } from "./trip.js";

type ActionName = Action["action"];

/** A step without its place in an action set, which its name decides. */
export type Prepared = Omit<Step, "rank" | "slot">;

/** Checks an action of one type and makes it ready to run. */
export type Prepare<Name extends ActionName> = (
  action: Extract<Action, { action: Name }>,
  check: ActionCheck,
) => Prepared;

/** How actions are prepared, by name. */
export type Preparations = { readonly [Name in ActionName]?: Prepare<Name> };
