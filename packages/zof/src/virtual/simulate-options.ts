import type { Controller } from "zof-core";
import type { ConnectOptions, HostOptions, LinkOptions, NetworkOptions, SwitchOptions } from "zof-sim";

/** A switch by its name alone, or with more. */
export type SwitchSpec = string | (SwitchOptions & { readonly name: string });

/** The switch that a host is plugged in at, or that and more. */
export type HostSpec = string | (Omit<HostOptions, "name"> & { readonly at: string });

/** The names of two nodes, or these and more. */
export type LinkSpec =
  | readonly [string, string]
  | (LinkOptions & { readonly between: readonly [string, string] });

/** A network, and who controls it. */
export interface SimulateOptions {
  readonly switches: readonly SwitchSpec[];
  /** Hosts by name. Default none. */
  readonly hosts?: Readonly<Record<string, HostSpec>>;
  /** Links between switches; those of hosts come with the hosts. Ports are numbered in order: hosts first. Default none. */
  readonly links?: readonly LinkSpec[];
  /**
   * Whose apps control the switches. One that has not started is started, on a free local port and saying nothing but
   * warnings, and stopped by `close`; one that has is left as it is. Default: the default controller. null: none, the
   * switches forward as `flowMod` tells them.
   */
  readonly controller?: Controller | null;
  /** For a controller that speaks TLS: whom the switches trust, and who they are. */
  readonly tls?: NonNullable<ConnectOptions["tls"]>;
  /** "simulated": time stands still but for `advance` and waiting for pings. "real": the clock on the wall. Default "simulated". */
  readonly time?: "simulated" | "real";
  /** Limits of the network. */
  readonly limits?: Omit<NetworkOptions, "clock">;
}
