import type { Frame, Interface } from "./interface.js";

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
