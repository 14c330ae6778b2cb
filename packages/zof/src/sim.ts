export * from "zof-sim";
export type { LinkCapture } from "./virtual/link-capture.js";
export { simulate } from "./virtual/simulate.js";
export type { HostSpec, LinkSpec, SimulateOptions, SwitchSpec } from "./virtual/simulate-options.js";
export type { NamedPingOptions, SimulatedNetwork } from "./virtual/simulated-network.js";
