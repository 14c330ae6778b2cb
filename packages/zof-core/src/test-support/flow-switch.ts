import { decode, type FlowMod, type FlowStatsInput, type Message, type MessageInput } from "zof-types";
import { openSwitch, type SwitchOptions } from "./raw-switch.js";

/** How a switch does what it is told. */
export interface FlowSwitchBehaviour extends SwitchOptions {
  /** What it makes of a flow that it is given; undefined: nothing, without an error. */
  readonly store?: (flow: FlowMod) => FlowMod | undefined;
  /** Answers these with an ERROR. */
  readonly refuses?: (flow: FlowMod) => boolean;
  /** Whether it takes bundles. Default false. */
  readonly bundles?: boolean;
}

/** A switch in a test that keeps flow entries, and the messages that it got about them. */
export class FlowSwitch {
  /** FLOW_MODs and steps of bundles, in the order in which they came. */
  readonly log: string[] = [];
  readonly flows: FlowMod[];
  readonly #behaviour: FlowSwitchBehaviour;
  readonly #bundle: { xid: number; flow: FlowMod }[] = [];
  #send: (message: MessageInput) => void = () => {};
  close: () => void = () => {};

  constructor(behaviour: FlowSwitchBehaviour = {}, flows: FlowMod[] = []) {
    this.#behaviour = behaviour;
    this.flows = flows;
  }

  async connect(endpoint: string): Promise<void> {
    const peer = await openSwitch(endpoint, this.#behaviour);
    this.#send = (message) => peer.send(message);
    this.close = () => peer.close();
    let done = 0;
    const work = () => {
      for (; done < peer.frames.length; done++) this.#answer(decode(peer.frames[done] as Uint8Array));
    };
    peer.socket.on("data", work);
    work();
  }

  #answer(message: Message): void {
    const { type, xid } = message;
    if (type === "BARRIER_REQUEST") this.#send({ type: "BARRIER_REPLY", xid });
    else if (type === "FLOW_MOD") this.#flowMod(xid, message.msg);
    else if (type === "REQUEST.FLOW_DESC") {
      this.#send({ type: "REPLY.FLOW_DESC", xid, msg: this.flows as FlowStatsInput[] });
    } else if (type === "BUNDLE_ADD_MESSAGE") {
      this.#bundle.push({ xid, flow: (message.msg.message as { msg: FlowMod }).msg });
    } else if (type === "BUNDLE_CONTROL") {
      if (this.#behaviour.bundles !== true) {
        this.#send({ type: "ERROR", xid, msg: { type: "BAD_REQUEST", code: "OFPBRC_BAD_TYPE" } });
        return;
      }
      const { bundle_id, type: step } = message.msg;
      this.log.push(`${step}${step === "COMMIT_REQUEST" ? ` of ${this.#bundle.length}` : ""}`);
      if (step === "DISCARD_REQUEST") this.#bundle.length = 0;
      if (step === "COMMIT_REQUEST" && !this.#commit(xid)) return;
      const answer = String(step).replace("REQUEST", "REPLY") as "OPEN_REPLY";
      this.#send({ type: "BUNDLE_CONTROL", xid, msg: { bundle_id, type: answer } });
    }
  }

  #commit(commit: number): boolean {
    const bundle = this.#bundle.splice(0);
    const refused = bundle.find(({ flow }) => this.#refuses(flow));
    if (refused === undefined) {
      for (const { flow } of bundle) this.#do(flow);
      return true;
    }
    this.#send({ type: "ERROR", xid: refused.xid, msg: { type: "FLOW_MOD_FAILED", code: "OFPFMFC_EPERM" } });
    this.#send({ type: "ERROR", xid: commit, msg: { type: "BUNDLE_FAILED", code: "OFPBFC_MSG_FAILED" } });
    return false;
  }

  #flowMod(xid: number, flow: FlowMod): void {
    this.log.push(`${flow.command} ${flow.priority}`);
    if (this.#refuses(flow)) {
      this.#send({ type: "ERROR", xid, msg: { type: "FLOW_MOD_FAILED", code: "OFPFMFC_EPERM" } });
    } else this.#do(flow);
  }

  #refuses(flow: FlowMod): boolean {
    return flow.command !== "DELETE_STRICT" && this.#behaviour.refuses?.(flow) === true;
  }

  /** Flows of these tests differ in their priority. */
  #do(given: FlowMod): void {
    const flow = this.#behaviour.store === undefined ? given : this.#behaviour.store(given);
    const at = this.flows.findIndex(({ priority }) => priority === given.priority);
    if (given.command === "DELETE_STRICT") this.flows.splice(at, 1);
    else if (flow !== undefined) this.flows.splice(at < 0 ? this.flows.length : at, at < 0 ? 0 : 1, flow);
  }
}
