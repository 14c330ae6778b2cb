import type { FlowEntry, RemovalReason } from "../flow/flow-entry.js";
import type { Host } from "../host/host.js";
import type { PingError } from "../host/ping-error.js";
import type { Switch } from "../switch/switch.js";
import type { Interface } from "./interface.js";
import type { Link } from "./link.js";

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

/** What happens in a network, for those who watch. */
export type NetworkEvent =
  | {
      readonly type: "switch_connecting";
      readonly switch: Switch;
      readonly host: string;
      readonly port: number;
    }
  | { readonly type: "switch_connected"; readonly switch: Switch; readonly version: number }
  | {
      readonly type: "switch_closed";
      readonly switch: Switch;
      readonly reason: string;
      /** When the next attempt follows; undefined when none does. */
      readonly retryInMs: number | undefined;
    }
  /** The controller answered with ERROR. */
  | { readonly type: "controller_error"; readonly switch: Switch; readonly error: string }
  /** The controller does not keep up: an asynchronous message was not sent. */
  | { readonly type: "message_dropped"; readonly switch: Switch; readonly message: string }
  | { readonly type: "flow_added"; readonly switch: Switch; readonly entry: FlowEntry }
  | {
      readonly type: "flow_removed";
      readonly switch: Switch;
      readonly entry: FlowEntry;
      readonly reason: RemovalReason;
    }
  | { readonly type: "link_changed"; readonly link: Link }
  | {
      readonly type: "frame_delivered";
      readonly from: Interface;
      readonly to: Interface;
      readonly bytes: Uint8Array;
    }
  | { readonly type: "frame_dropped"; readonly from: Interface; readonly reason: DropReason }
  /** A frame for the switch's own network stack (OFPP_LOCAL), which it does not have. */
  | { readonly type: "frame_local"; readonly switch: Switch; readonly bytes: Uint8Array }
  | { readonly type: "ping_sent"; readonly from: Host; readonly ip: string }
  | { readonly type: "ping_answered"; readonly from: Host; readonly ip: string; readonly rttMs: number }
  | { readonly type: "ping_failed"; readonly from: Host; readonly ip: string; readonly error: PingError };

export type NetworkListener = (event: NetworkEvent) => void;

/** Passes events on to those who watch. */
export class NetworkEvents {
  readonly #listeners = new Set<NetworkListener>();

  /** Whether anybody watches: events of single frames are not even made otherwise. */
  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls the listener with every event from now on, until the function returned is called. */
  subscribe(listener: NetworkListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(event: NetworkEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
