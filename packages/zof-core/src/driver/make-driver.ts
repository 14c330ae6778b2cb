import type { ControllerOptions } from "../run/controller-options.js";
import type { Driver } from "./driver.js";
import { NativeDriver } from "./native-driver.js";

/** The driver that the options ask for. */
export function makeDriver(_options: ControllerOptions): Driver {
  return new NativeDriver();
}
