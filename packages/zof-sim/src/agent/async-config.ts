import type { SetAsync } from "zof-types";

/** The kinds of messages that a controller may ask for. */
export type AsyncKind = "packet_in" | "port_status" | "flow_removed" | "role_status" | "request_forward";

/** What a controller gets when it did not say (OpenFlow 1.5.1, section 6.1.1): packets and more, but no news for slaves. */
const DEFAULTS: SetAsync = {
  packet_in_master: ["TABLE_MISS", "APPLY_ACTION", "ACTION_SET", "GROUP", "PACKET_OUT"],
  packet_in_slave: [],
  port_status_master: ["ADD", "DELETE", "MODIFY"],
  port_status_slave: ["ADD", "DELETE", "MODIFY"],
  flow_removed_master: ["IDLE_TIMEOUT", "HARD_TIMEOUT", "DELETE", "GROUP_DELETE", "METER_DELETE", "EVICTION"],
  flow_removed_slave: [],
  role_status_master: ["MASTER_REQUEST", "CONFIG"],
  role_status_slave: ["MASTER_REQUEST", "CONFIG"],
  request_forward_master: [],
  request_forward_slave: [],
  properties: [],
};

/** Which messages of the switch's own accord a controller wants, by kind and reason. */
export class AsyncConfig {
  #config: SetAsync = DEFAULTS;

  /** As GET_ASYNC_REPLY says it. OpenFlow 1.3 names no reasons that later versions have. */
  describe(version: number): SetAsync {
    if (version > 4) return this.#config;
    const config: SetAsync = { properties: [] };
    for (const kind of ["packet_in", "port_status", "flow_removed"] as const) {
      for (const role of ["master", "slave"] as const) {
        const reasons = this.#config[`${kind}_${role}`] ?? [];
        Object.assign(config, { [`${kind}_${role}`]: reasons.filter((reason) => !NEW_IN_1_4.has(reason)) });
      }
    }
    return config;
  }

  /** Takes over what SET_ASYNC says; what it does not mention stays (1.5.1, section 7.3.10). */
  set(config: SetAsync): void {
    const given = Object.entries(config).filter(([, value]) => value !== undefined);
    this.#config = { ...this.#config, ...Object.fromEntries(given) };
  }

  /** Whether packets whose TTL is used up go to the controller. */
  wantInvalidTtl(wanted: boolean): void {
    const others = (this.#config.packet_in_master ?? []).filter((reason) => reason !== "INVALID_TTL");
    this.set({ packet_in_master: wanted ? [...others, "INVALID_TTL"] : others, properties: [] });
  }

  /** Whether the controller wants a message, with its role. */
  wants(kind: AsyncKind, reason: string, isSlave: boolean): boolean {
    const reasons: readonly string[] = this.#config[`${kind}_${isSlave ? "slave" : "master"}`] ?? [];
    return reasons.includes(reason);
  }
}

const NEW_IN_1_4 = new Set<string>(["ACTION_SET", "GROUP", "PACKET_OUT", "METER_DELETE", "EVICTION"]);
