/** A frame on a link. The bytes may be seen by many receivers: nobody writes to them. */
export interface Frame {
  readonly bytes: Uint8Array;
  /** Links that it crossed on its way. */
  readonly hops: number;
}

/** Something that links connect: a switch or a host. */
export interface Node {
  readonly name: string;
  /** Takes a frame that came in. */
  receive(on: Interface, frame: Frame): void;
  /** Told when the link of an interface comes up, goes down, or is put in or taken away. */
  linkChanged(on: Interface): void;
}

/** Where a link plugs in: a switch's port or a host's network card. */
export class Interface {
  link: Link | undefined;
  rx_packets = 0;
  tx_packets = 0;
  rx_bytes = 0;
  tx_bytes = 0;
  /** Frames that should have gone out but could not: no link, link down, frame too large, traffic beyond the limits. */
  tx_dropped = 0;
  /** Frames that came in but were not taken, as PORT_MOD asked for. */
  rx_dropped = 0;

  constructor(
    readonly node: Node,
    /** The number of a switch's port; 1 for a host. */
    readonly port_no: number,
    readonly hw_addr: string,
    /** When it was made, in milliseconds of the network's clock. */
    readonly created: number,
  ) {}

  /** As "s1-eth2". */
  get name(): string {
    return `${this.node.name}-eth${this.port_no}`;
  }

  /** Whether a link is there and up. */
  get isUp(): boolean {
    return this.link?.isUp ?? false;
  }

  /** Sends a frame out. */
  send(frame: Frame): void {
    if (this.link?.carry(this, frame) !== true) {
      this.tx_dropped++;
      return;
    }
    this.tx_packets++;
    this.tx_bytes += frame.bytes.length;
  }

  /** Takes a frame in. */
  deliver(frame: Frame): void {
    this.rx_packets++;
    this.rx_bytes += frame.bytes.length;
    this.node.receive(this, frame);
  }
}

/** What carries the frames of all links. */
export interface Carrier {
  /** Takes a frame to the other end; false when it must be dropped. */
  carry(link: Link, from: Interface, to: Interface, frame: Frame): boolean;
  /** Told when a link comes up, goes down or is taken away. */
  linkChanged(link: Link): void;
}

/** A cable between two interfaces, up from the start. */
export class Link {
  #isUp = true;
  readonly #carrier: Carrier;

  constructor(
    readonly a: Interface,
    readonly b: Interface,
    /** How long a frame takes, in milliseconds. */
    readonly latencyMs: number,
    carrier: Carrier,
  ) {
    this.#carrier = carrier;
    a.link = this;
    b.link = this;
    this.#changed();
  }

  /** As "s1-eth2 h1-eth1". */
  get name(): string {
    return `${this.a.name} ${this.b.name}`;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Lets frames pass again. Switches send a PORT_STATUS. */
  up(): void {
    this.#set(true);
  }

  /** Lets no frame pass; those on their way are lost. Switches send a PORT_STATUS. */
  down(): void {
    this.#set(false);
  }

  /** Takes the cable away, so that both ends are free for another. Switches send a PORT_STATUS. */
  remove(): void {
    if (this.a.link !== this) return;
    this.#isUp = false;
    this.a.link = undefined;
    this.b.link = undefined;
    this.#changed();
  }

  /** Carries a frame to the other end; false when it was dropped. */
  carry(from: Interface, frame: Frame): boolean {
    if (!this.#isUp) return false;
    return this.#carrier.carry(this, from, from === this.a ? this.b : this.a, frame);
  }

  #set(isUp: boolean): void {
    if (this.#isUp === isUp || this.a.link !== this) return;
    this.#isUp = isUp;
    this.#changed();
  }

  #changed(): void {
    this.#carrier.linkChanged(this);
    this.a.node.linkChanged(this.a);
    this.b.node.linkChanged(this.b);
  }
}
