import type { Clock, Timer } from "../clock/clock.js";
import type { EventHub } from "../event-hub.js";
import { wholeNumber } from "../whole-number.js";
import type { Carrier, Frame, Interface, Link } from "./link.js";

export interface TrafficLimits {
  /** Frames on their way at once; more are dropped. Default 10000. */
  readonly maxFrames: number;
  /** Links that a frame may cross; then it is dropped, so that a loop comes to rest. Default 64. */
  readonly maxHops: number;
  /**
   * Bytes of a frame, without checksum; larger ones are dropped. Default 9018: jumbo frames with a VLAN tag. At most
   * 65000, so that a frame fits in a PACKET_IN.
   */
  readonly maxFrameBytes: number;
  /** Frames delivered before sockets and timers get their turn. Default 1000. */
  readonly framesPerTurn: number;
}

/** Why a frame got lost. */
export type DropReason =
  /** More frames were on their way than `maxFrames` allows. */
  | "too_many_frames"
  /** It crossed more links than `maxHops` allows. */
  | "too_many_hops"
  /** It was larger than `maxFrameBytes` allows. */
  | "too_large"
  /** Its link went down meanwhile. */
  | "link_down";

/** What happens on links. */
export type TrafficEvent =
  | { readonly type: "link_changed"; readonly link: Link }
  | {
      readonly type: "frame_delivered";
      readonly from: Interface;
      readonly to: Interface;
      readonly bytes: Uint8Array;
    }
  | { readonly type: "frame_dropped"; readonly from: Interface; readonly reason: DropReason };

const LARGEST_FRAME = 65_000;

const DEFAULT_LIMITS: TrafficLimits = {
  maxFrames: 10_000,
  maxHops: 64,
  maxFrameBytes: 9018,
  framesPerTurn: 1000,
};

interface Delivery {
  readonly link: Link;
  readonly from: Interface;
  readonly to: Interface;
  readonly frame: Frame;
}

/**
 * Carries frames over links, a bounded number at a time.
 *
 * A frame is never delivered within the call that sends it, so that neither a long path nor a loop deepens the stack.
 */
export class Traffic implements Carrier {
  readonly #clock: Clock;
  readonly #limits: TrafficLimits;
  readonly #events: Pick<EventHub<TrafficEvent>, "emit" | "watched">;
  #due: Delivery[] = [];
  readonly #delayed = new Set<Timer>();
  #turn: NodeJS.Immediate | undefined;
  /** Frames that arrived. */
  deliveries = 0;
  #closed = false;

  constructor(
    clock: Clock,
    limits: Partial<TrafficLimits>,
    events: Pick<EventHub<TrafficEvent>, "emit" | "watched">,
  ) {
    this.#clock = clock;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    for (const [name, value] of Object.entries(this.#limits)) {
      wholeNumber(name, value, 1, name === "maxFrameBytes" ? LARGEST_FRAME : undefined);
    }
    this.#events = events;
  }

  /** Whether frames will arrive that need not wait for the clock. */
  get isBusy(): boolean {
    return this.#due.length > 0;
  }

  carry(link: Link, from: Interface, to: Interface, frame: Frame): boolean {
    const reason = this.#refusal(frame);
    if (reason !== undefined) {
      this.#events.emit({ type: "frame_dropped", from, reason });
      return false;
    }
    const delivery = { link, from, to, frame: { bytes: frame.bytes, hops: frame.hops + 1 } };
    if (link.latencyMs > 0) this.#delay(delivery, link.latencyMs);
    else this.#enqueue(delivery);
    return true;
  }

  linkChanged(link: Link): void {
    this.#events.emit({ type: "link_changed", link });
  }

  /** Drops what is on its way and carries nothing any more. */
  close(): void {
    this.#closed = true;
    this.#due = [];
    for (const timer of this.#delayed) timer.cancel();
    this.#delayed.clear();
    clearImmediate(this.#turn);
  }

  #refusal(frame: Frame): DropReason | undefined {
    if (this.#closed) return "link_down";
    if (frame.bytes.length > this.#limits.maxFrameBytes) return "too_large";
    if (frame.hops >= this.#limits.maxHops) return "too_many_hops";
    if (this.#due.length + this.#delayed.size >= this.#limits.maxFrames) return "too_many_frames";
    return undefined;
  }

  #delay(delivery: Delivery, latencyMs: number): void {
    const timer = this.#clock.schedule(latencyMs, () => {
      this.#delayed.delete(timer);
      this.#enqueue(delivery);
    });
    this.#delayed.add(timer);
  }

  #enqueue(delivery: Delivery): void {
    this.#due.push(delivery);
    this.#turn ??= setImmediate(() => this.#run());
  }

  #run(): void {
    this.#turn = undefined;
    const batch = this.#due.splice(0, this.#limits.framesPerTurn);
    if (this.#due.length > 0) this.#turn = setImmediate(() => this.#run());
    for (const delivery of batch) {
      if (this.#closed) return;
      this.#deliver(delivery);
    }
  }

  #deliver({ link, from, to, frame }: Delivery): void {
    if (!link.isUp) {
      this.#events.emit({ type: "frame_dropped", from, reason: "link_down" });
      return;
    }
    if (this.#events.watched) this.#events.emit({ type: "frame_delivered", from, to, bytes: frame.bytes });
    this.deliveries++;
    to.deliver(frame);
  }
}
