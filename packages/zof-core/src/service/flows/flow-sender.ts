import { compile, RequestError } from "zof-compile";
import type { MessageInput } from "zof-types";
import type { Datapath } from "../../datapath/datapath.js";
import type { FlowChange } from "./flow-difference.js";
import type { FlowErrors } from "./flow-errors.js";

const BARRIER = compile("BARRIER_REQUEST");
const BUNDLE = compile("BUNDLE_CONTROL {bundle_id: $bundle_id, type: $step, flags: [ATOMIC, ORDERED]}");

/** From OpenFlow 1.4 on there are bundles. */
const BUNDLES = 5;
/** Sent before a BARRIER is waited for: what waits for a slow switch to read it stays small. */
const CHUNK = 500;

let lastBundle = 0;

/** Sends changes of flow entries to one datapath. Which of them failed is in `errors`. */
export class FlowSender {
  #bundles: boolean;

  constructor(
    readonly datapath: Datapath,
    readonly errors: FlowErrors,
    readonly timeoutMs: number,
  ) {
    this.#bundles = datapath.version >= BUNDLES;
  }

  /**
   * Sends the changes, in a bundle where the switch can; resolves once the switch has worked on all.
   *
   * @returns whether they were made in one bundle.
   * @throws RequestError `closed`, `timeout`.
   */
  async send(changes: readonly FlowChange[]): Promise<boolean> {
    this.errors.clear();
    if (changes.length === 0) return false;
    if (this.#bundles && (await this.#sendBundle(changes))) return true;
    // Nothing of a bundle that failed was done. Now each change on its own, to see which can be made.
    this.errors.clear();
    await this.#sendAll(changes, (change, xid) => ({ type: "FLOW_MOD", xid, msg: change.msg }));
    return false;
  }

  /** OpenFlow 1.4.1, section 7.3.9. Returns whether it was committed. */
  async #sendBundle(changes: readonly FlowChange[]): Promise<boolean> {
    lastBundle = (lastBundle % 0xffff_fffe) + 1;
    const bundle_id = lastBundle;
    const step = (name: "OPEN_REQUEST" | "CLOSE_REQUEST" | "COMMIT_REQUEST") =>
      this.#accepted(BUNDLE.request({ ...this.#target, bundle_id, step: name }));
    if (!(await step("OPEN_REQUEST"))) {
      this.#bundles = false;
      return false;
    }
    await this.#sendAll(changes, (change, xid) => {
      // A switch demands that both have the same transaction id.
      const message = { type: "FLOW_MOD", xid, msg: change.msg } as const;
      return { type: "BUNDLE_ADD_MESSAGE", xid, msg: { bundle_id, flags: ["ATOMIC", "ORDERED"], message } };
    });
    if (this.errors.reasons.size === 0 && (await step("CLOSE_REQUEST")) && (await step("COMMIT_REQUEST"))) {
      return true;
    }
    BUNDLE.send({ conn_id: this.datapath.conn_id, bundle_id, step: "DISCARD_REQUEST" });
    return false;
  }

  async #sendAll(
    changes: readonly FlowChange[],
    messageFor: (change: FlowChange, xid: number) => MessageInput,
  ): Promise<void> {
    for (let i = 0; i < changes.length; i += CHUNK) {
      for (const change of changes.slice(i, i + CHUNK)) {
        this.datapath.send(messageFor(change, this.errors.xidFor(change)));
      }
      await BARRIER.request(this.#target);
    }
  }

  get #target(): { conn_id: number; timeoutMs: number } {
    return { conn_id: this.datapath.conn_id, timeoutMs: this.timeoutMs };
  }

  /** Whether the switch did what was asked; false when it answered with an ERROR. */
  async #accepted(reply: PromiseLike<unknown>): Promise<boolean> {
    try {
      await reply;
      return true;
    } catch (error) {
      if (error instanceof RequestError && error.code === "error_reply") return false;
      throw error;
    }
  }
}
