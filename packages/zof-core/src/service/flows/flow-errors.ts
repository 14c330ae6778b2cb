import type { MessageBodies } from "zof-types";
import type { FlowChange } from "./flow-difference.js";

/** Above what connections count up through, so that these are never in use there. All reconcilers share them. */
const FIRST_XID = 0x8000_0000;
const XIDS = 0x7fff_0000;
let lastXid = 0;

/** The ERRORs that answer the messages under way to one datapath. */
export class FlowErrors {
  readonly #sent = new Map<number, FlowChange>();
  readonly #reasons = new Map<FlowChange, string>();

  /** A transaction id for the message of a change, so that an ERROR finds it. */
  xidFor(change: FlowChange): number {
    lastXid = (lastXid + 1) % XIDS;
    const xid = FIRST_XID + lastXid;
    this.#sent.set(xid, change);
    return xid;
  }

  /** Takes an ERROR; false when it does not answer one of these messages. */
  take(xid: number, { type, code }: MessageBodies["ERROR"]): boolean {
    const change = this.#sent.get(xid);
    if (change === undefined) return false;
    this.fail(change, `the switch answered with the error ${type} ${code}`);
    return true;
  }

  /** Notes that a change was not made. */
  fail(change: FlowChange, reason: string): void {
    if (!this.#reasons.has(change)) this.#reasons.set(change, reason);
  }

  /** Why changes were not made. */
  get reasons(): ReadonlyMap<FlowChange, string> {
    return this.#reasons;
  }

  /** Begins anew, with nothing under way and no failure. */
  clear(): void {
    this.#sent.clear();
    this.#reasons.clear();
  }
}
