import type { Port as PortDescription } from "zof-types";

/** Number of a port; reserved ports have names, as `LOCAL`. */
export type PortNumber = PortDescription["port_no"];

type Features = NonNullable<PortDescription["curr"]>;

/**
 * A port of a datapath, kept current: one object from the port's appearance to its removal. Its attributes are
 * those of the protocol's port description (OpenFlow 1.3.5, 7.2.1).
 */
export class Port implements PortDescription {
  readonly port_no!: PortNumber;
  readonly hw_addr!: PortDescription["hw_addr"];
  readonly name!: PortDescription["name"];
  /** What the administrator set, as `PORT_DOWN`, `NO_FWD`. */
  readonly config!: PortDescription["config"];
  /** As `LINK_DOWN`, `BLOCKED`, `LIVE`. */
  readonly state!: PortDescription["state"];
  /** This and the features and rates below are absent for ports that are no Ethernet ports, from OpenFlow 1.4 on. */
  readonly curr?: Features;
  readonly advertised?: Features;
  readonly supported?: Features;
  readonly peer?: Features;
  /** Current bit rate in kbit/s; 0 in OpenFlow 1.0, which does not tell. */
  readonly curr_speed?: number;
  /** Highest bit rate in kbit/s; 0 in OpenFlow 1.0, which does not tell. */
  readonly max_speed?: number;
  readonly properties!: PortDescription["properties"];

  constructor(description: PortDescription) {
    this.update(description);
  }

  /** Whether the administrator has taken the port down. */
  get adminDown(): boolean {
    return this.config.includes("PORT_DOWN");
  }

  /** Whether the port can carry packets: it has a link and is not taken down. */
  get up(): boolean {
    return !this.adminDown && !this.state.includes("LINK_DOWN");
  }

  /** Takes over what the switch now says of the port. */
  update(description: PortDescription): void {
    for (const name of Object.keys(this)) if (!(name in description)) delete this[name as keyof this];
    Object.assign(this, description);
  }
}
