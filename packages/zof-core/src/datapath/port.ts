import type { Port as PortDescription } from "zof-types";

/** Number of a port; reserved ports have names, as `LOCAL`. */
export type PortNumber = PortDescription["port_no"];

/**
 * A port of a datapath, kept current: one object from the port's appearance to its removal.
 * Every attribute of the protocol's port description can be read under its own name.
 */
export class Port {
  #description: PortDescription;

  constructor(description: PortDescription) {
    this.#description = description;
  }

  /** What the switch last said of this port, as one object. */
  get description(): PortDescription {
    return this.#description;
  }

  get port_no(): PortNumber {
    return this.#description.port_no;
  }

  get name(): string {
    return this.#description.name;
  }

  get hw_addr(): string {
    return this.#description.hw_addr;
  }

  /** Flags, as `LINK_DOWN`, `BLOCKED`, `LIVE`. */
  get state(): readonly string[] {
    return this.#description.state;
  }

  /** Flags, as `PORT_DOWN`, `NO_FWD`, `NO_PACKET_IN`. */
  get config(): readonly string[] {
    return this.#description.config;
  }

  /** Current bit rate in kbit/s; 0 in OpenFlow 1.0, which has none. */
  get curr_speed(): number {
    return this.#description.curr_speed;
  }

  /** Highest bit rate in kbit/s; 0 in OpenFlow 1.0, which has none. */
  get max_speed(): number {
    return this.#description.max_speed;
  }

  /** Whether the administrator has taken the port down. */
  get adminDown(): boolean {
    return this.config.includes("PORT_DOWN");
  }

  /** Whether the port can carry packets: it has a link and is not taken down. */
  get up(): boolean {
    return !this.adminDown && !this.state.includes("LINK_DOWN");
  }

  /** Replaces what is known of the port. */
  update(description: PortDescription): void {
    this.#description = description;
  }

  toJSON(): PortDescription {
    return this.#description;
  }
}
