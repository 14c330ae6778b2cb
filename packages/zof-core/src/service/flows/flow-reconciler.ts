import { RequestError } from "zof-compile";
import { Application } from "../../app/application.js";
import { ControllerError } from "../../controller-error.js";
import type { Datapath } from "../../datapath/datapath.js";
import { datapathIdText } from "../../run/channels.js";
import type { Controller } from "../../run/controller.js";
import { DatapathFlows } from "./datapath-flows.js";
import { type CookieRange, isInRange } from "./flow-difference.js";
import { FlowErrors } from "./flow-errors.js";
import { FlowSender } from "./flow-sender.js";
import { reconcile } from "./reconcile-pass.js";
import { Spellings } from "./spellings.js";
import type { FlowReport, WantedFlow } from "./wanted-flow.js";

export interface FlowReconcilerOptions {
  /** The cookie of the flows that it owns; wanted flows without a cookie get it. */
  readonly cookie: number | bigint;
  /** Which bits of a cookie say that a flow is owned; 0 owns all flows of a datapath. Default: all bits. */
  readonly cookieMask?: number | bigint;
  /** Reads the flows again after this time in milliseconds, in case another has changed them. Default 0: never. */
  readonly auditIntervalMs?: number;
  /** For each request to a switch: for the flows, a barrier, a bundle. Default 30 000. */
  readonly timeoutMs?: number;
  /** Name of its app. Default `flows`. */
  readonly name?: string;
  /** Default: the one that `run` runs. */
  readonly controller?: Controller;
}

/** After a pass that failed for another reason than a lost connection. */
const RETRY_MS = 5000;
const ALL_BITS = 0xffff_ffff_ffff_ffffn;

/**
 * Keeps the flow tables of datapaths as they are wanted: reads what is there, sends what differs (in a bundle
 * from OpenFlow 1.4 on), whenever the wanted flows change and each time the datapath connects. Only flows with
 * its cookie are changed or deleted; a flow of another cookie in the place of a wanted one is reported and stays.
 *
 * Each pass ends with the event FLOWS_RECONCILED. To be made before the controller starts.
 */
export class FlowReconciler {
  readonly #app: Application;
  readonly #range: CookieRange;
  readonly #auditIntervalMs: number;
  readonly #timeoutMs: number;
  readonly #datapaths = new Map<string, DatapathFlows>();
  readonly #spellings = new Map<string, Spellings>();
  /** Of the datapaths that are connected. */
  readonly #senders = new Map<string, FlowSender>();

  /** @throws ControllerError `bad_app` when there is an app of this name, `bad_state` after the start. */
  constructor(options: FlowReconcilerOptions) {
    const { controller, name = "flows" } = options;
    this.#range = { cookie: BigInt(options.cookie), mask: BigInt(options.cookieMask ?? ALL_BITS) };
    this.#auditIntervalMs = options.auditIntervalMs ?? 0;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#app = new Application(name, controller === undefined ? {} : { controller });
    this.#app.message("CHANNEL_UP", ({ datapath }) => this.#up(datapath));
    this.#app.message("CHANNEL_DOWN", ({ datapath, msg }) => this.#down(datapath, msg.reason));
    this.#app.message("ERROR", ({ datapath_id, conn_id, xid, msg }) => {
      if (this.#senders.get(datapath_id)?.errors.take(xid, msg)) return;
      this.#app.logger.warn({ datapath_id, conn_id, xid, error: msg }, "the switch reports an error");
    });
  }

  /**
   * Says which flows a datapath is to have, instead of those said before; `[]` deletes all that are owned. They are
   * sent now if it is connected, and each time it connects.
   *
   * @throws ControllerError `bad_option` for a flow with a cookie that is not owned.
   */
  set(datapathId: string | number | bigint, flows: readonly WantedFlow[]): void {
    const id = datapathIdText(datapathId);
    const wanted = flows.map((flow) => this.#withCookie(flow));
    const known = this.#datapaths.get(id);
    const datapath = known ?? new DatapathFlows();
    datapath.wanted = wanted;
    if (known !== undefined) return;
    this.#datapaths.set(id, datapath);
    const sender = this.#senders.get(id);
    if (sender !== undefined) this.#keep(datapath, sender);
  }

  /** The flows that a datapath is to have; undefined when nothing was said. */
  get(datapathId: string | number | bigint): readonly WantedFlow[] | undefined {
    return this.#datapaths.get(datapathIdText(datapathId))?.wanted;
  }

  /**
   * Compares the flows of a datapath with those wanted, now.
   *
   * @throws RequestError `closed` when it is not connected or its connection goes, `timeout`, `error_reply`;
   *   ControllerError `bad_state` when nothing was said of the datapath.
   */
  reconcile(datapathId: string | number | bigint): Promise<FlowReport> {
    const id = datapathIdText(datapathId);
    const datapath = this.#datapaths.get(id);
    if (datapath === undefined) throw new ControllerError("bad_state", `no flows were set for ${id}`);
    if (!this.#senders.has(id)) throw new RequestError("closed", `datapath ${id} is not connected`);
    return datapath.nextReport();
  }

  #withCookie(flow: WantedFlow): WantedFlow {
    const { cookie = this.#range.cookie } = flow;
    if (isInRange(BigInt(cookie), this.#range)) return { ...flow, cookie };
    const owned = `0x${this.#range.cookie.toString(16)} under the mask 0x${this.#range.mask.toString(16)}`;
    throw new ControllerError("bad_option", `a wanted flow has the cookie ${cookie}, owned is ${owned}`);
  }

  #up(datapath: Datapath): void {
    const sender = new FlowSender(datapath, new FlowErrors(), this.#timeoutMs);
    this.#senders.set(datapath.id, sender);
    const flows = this.#datapaths.get(datapath.id);
    if (flows !== undefined) this.#keep(flows, sender);
  }

  #down(datapath: Datapath, reason: string): void {
    if (this.#senders.get(datapath.id)?.datapath !== datapath) return;
    this.#senders.delete(datapath.id);
    this.#datapaths.get(datapath.id)?.fail(new RequestError("closed", reason, { datapath_id: datapath.id }));
  }

  /** Starts the task that belongs to a connection of a datapath: one pass after the other. */
  #keep(flows: DatapathFlows, sender: FlowSender): void {
    const { conn_id } = sender.datapath;
    void this.#app.ensureFuture((signal) => this.#passes(flows, sender, signal), { conn_id });
  }

  async #passes(flows: DatapathFlows, sender: FlowSender, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const retryMs = await this.#pass(flows, sender);
      await flows.due(retryMs, signal);
    }
  }

  /** Returns after how many milliseconds the next one is due. */
  async #pass(flows: DatapathFlows, sender: FlowSender): Promise<number> {
    const { id } = sender.datapath;
    try {
      const spellings = this.#spellings.get(id) ?? new Spellings();
      this.#spellings.set(id, spellings);
      const report = await flows.run(() => reconcile(flows.wanted, sender, this.#range, spellings));
      this.#app.postEvent({ event: "FLOWS_RECONCILED", ...report });
      return this.#auditIntervalMs;
    } catch (error) {
      // The task ends with the connection: that is no failure.
      if (!(error instanceof RequestError) || error.code === "closed") throw error;
      this.#app.logger.warn({ datapath_id: id, err: error }, "flows could not be compared, trying again");
      return RETRY_MS;
    }
  }
}
