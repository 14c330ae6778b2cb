import type { ControllerOptions } from "../run/controller-options.js";
import type { Driver } from "./driver.js";
import { NativeDriver } from "./native-driver.js";
import { OftrDriver } from "./oftr-driver.js";
import { splitWords } from "./split-words.js";

/** The driver that the options ask for. */
export function makeDriver({ oftrPath, oftrArgs = "", oftrPrefix = "" }: ControllerOptions): Driver {
  if (oftrPath === undefined || oftrPath === "") return new NativeDriver();
  return new OftrDriver([...splitWords(oftrPrefix), oftrPath, "jsonrpc", ...splitWords(oftrArgs)]);
}
