/** What `zof run` reports while it runs; with `--json` each is a line, with the `time` added. */
export type RunEvent =
  | ({ readonly event: "started" } & RunStart)
  | ({ readonly event: "switch_up" } & SwitchReport)
  | {
      readonly event: "switch_down";
      readonly datapath_id: string;
      readonly name?: string;
      readonly reason: string;
    }
  /** A simulated switch has got a flow entry that leads to a host. */
  | {
      readonly event: "host_learnt";
      readonly host: string;
      readonly switch: string;
      readonly port_no: number;
    }
  | ({ readonly event: "ping" } & PingReport)
  | ({ readonly event: "summary" } & Summary);

export interface RunStart {
  /** Names of the apps. */
  readonly apps: readonly string[];
  /** Addresses and ports that switches can connect to. */
  readonly endpoints: readonly string[];
  /** How switches connect. */
  readonly transport: "tcp" | "ssl";
  /** Whether it goes on until it is told to end. */
  readonly serves: boolean;
  /** What is simulated. */
  readonly simulated?: { readonly switches: number; readonly hosts: number };
}

/** A switch that has connected. */
export interface SwitchReport {
  readonly datapath_id: string;
  /** Its name, if it is a simulated one. */
  readonly name?: string;
  /** OpenFlow version, as "1.3". */
  readonly openflow: string;
  /** How many ports it has. */
  readonly ports: number;
  /** Where it connects from. */
  readonly endpoint: string;
}

/** A ping from one simulated host to another. */
export interface PingReport {
  readonly from: string;
  readonly to: string;
  readonly ok: boolean;
  /** Round-trip time in milliseconds, of a ping that was answered. */
  readonly rtt_ms?: number;
  /** Why there was no answer. */
  readonly reason?: string;
}

/** What came of a run. */
export interface Summary {
  /** Switches that connected, each counted once. */
  readonly switches: number;
  /** Messages and connections that were not as they should be; the log says more. */
  readonly alerts: number;
  readonly seconds: number;
  readonly simulation?: SimulationSummary;
}

export interface SimulationSummary {
  readonly hosts: number;
  readonly pings: { readonly sent: number; readonly ok: number; readonly lost: number };
  /** Flow entries that the apps put into switches. */
  readonly flows: number;
  /** Messages that came from switches. */
  readonly messages: number;
}

/** Takes events, to show or to count them. */
export interface Report {
  event(event: RunEvent): void;
}
