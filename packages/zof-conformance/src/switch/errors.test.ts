import { describe, expect, it } from "vitest";
import { compile, RequestError } from "zof";
import { describeError } from "zof-types";
import { labUnavailable } from "../lab/lab-available.js";
import { withControlledSwitch } from "./controlled-switch.js";

const FLOW = compile(`
  FLOW_MOD
    command: ADD
    cookie: 0xab
    match: [{field: IN_PORT, value: 1}]
    instructions: [{instruction: APPLY_ACTIONS, actions: $actions}]
`);
const GROUP = compile("GROUP_MOD {command: MODIFY, type: ALL, group_id: 77, buckets: []}");
const PORT = compile('PORT_MOD {port_no: 99, hw_addr: "0a:00:00:00:00:01"}');
const EXPERIMENTER = compile('EXPERIMENTER {experimenter: 0x00abcdef, data: "00010203"}');
const QUEUES = compile("REQUEST.QUEUE_STATS {port_no: 99, queue_id: ALL}");

/** No switch has a port of this number, nor is it one of those with a name. */
const NO_PORT = 0xff0a;

interface Failure {
  readonly what: string;
  readonly send: (datapath_id: string) => number;
  readonly type: string;
  readonly code: string;
  readonly meaning: string;
  /** The message that failed, and what is in it. */
  readonly request: { readonly type: string; readonly msg: object };
  /** The first wire version that has it. */
  readonly since: number;
}

const addFlow = (action: { action: "OUTPUT"; port_no: number } | { action: "GROUP"; group_id: number }) => ({
  send: (datapath_id: string) => FLOW.send({ datapath_id, actions: [action] }),
  request: {
    type: "FLOW_MOD",
    msg: {
      command: "ADD",
      cookie: 0xabn,
      match: [{ field: "IN_PORT", value: 1 }],
      instructions: [{ instruction: "APPLY_ACTIONS", actions: [action] }],
    },
  },
});

const FAILURES: readonly Failure[] = [
  {
    what: "a flow whose output port does not exist",
    ...addFlow({ action: "OUTPUT", port_no: NO_PORT }),
    ...{ type: "BAD_ACTION", code: "OFPBAC_BAD_OUT_PORT", since: 1 },
    meaning: "the output port does not exist or cannot be used",
  },
  {
    what: "a flow whose group does not exist",
    ...addFlow({ action: "GROUP", group_id: 77 }),
    ...{ type: "BAD_ACTION", code: "OFPBAC_BAD_OUT_GROUP", since: 2 },
    meaning: "the group does not exist",
  },
  {
    what: "a change of a group that does not exist",
    send: (datapath_id) => GROUP.send({ datapath_id }),
    ...{ type: "GROUP_MOD_FAILED", code: "OFPGMFC_UNKNOWN_GROUP", since: 2 },
    meaning: "there is no group of this number",
    request: { type: "GROUP_MOD", msg: { command: "MODIFY", type: "ALL", group_id: 77 } },
  },
  {
    what: "a change of a port that does not exist",
    send: (datapath_id) => PORT.send({ datapath_id }),
    ...{ type: "PORT_MOD_FAILED", code: "OFPPMFC_BAD_PORT", since: 1 },
    meaning: "the port does not exist",
    request: { type: "PORT_MOD", msg: { port_no: 99, hw_addr: "0a:00:00:00:00:01" } },
  },
  {
    what: "a message of an experimenter that it does not know",
    send: (datapath_id) => EXPERIMENTER.send({ datapath_id }),
    ...{ type: "BAD_REQUEST", code: "OFPBRC_BAD_EXPERIMENTER", since: 1 },
    meaning: "the experimenter is not known",
    request: { type: "EXPERIMENTER", msg: { experimenter: 0xabcdef, data: Uint8Array.of(0, 1, 2, 3) } },
  },
];

describe.skipIf(labUnavailable() !== undefined).each([
  ["OpenFlow10", 1],
  ["OpenFlow13", 4],
  ["OpenFlow15", 6],
])("a real switch that speaks %s says why it refuses", (protocol, version) => {
  it("what is sent: type, code, meaning, and the message decoded", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id, barrier, events }) => {
      const failures = FAILURES.filter(({ since }) => since <= version);
      const sent = failures.map((failure) => ({ ...failure, xid: failure.send(datapath_id) }));
      await barrier();
      const errors = events.filter((event) => event.type === "ERROR");
      expect(errors.map(({ xid }) => xid)).toEqual(sent.map(({ xid }) => xid));
      for (const { what, xid, type, code, meaning, request } of sent) {
        const event = errors.find((error) => error.xid === xid);
        expect(event?.msg, what).toMatchObject({ type, code });
        expect(event?.error, what).toMatchObject({
          ...{ code, meaning },
          text: `${request.type} (xid ${xid}) failed: ${type} ${code}: ${meaning}`,
          request: { ...request, xid, version, complete: true },
        });
      }
    });
  }, 30_000);

  it("a request: the same in the RequestError", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id }) => {
      const error = await QUEUES.request({ datapath_id }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!(error instanceof RequestError) || error.reply === undefined) throw error ?? new Error("no error");
      const { xid } = error.reply;
      const text = `REQUEST.QUEUE_STATS (xid ${xid}) failed: QUEUE_OP_FAILED OFPQOFC_BAD_PORT: the port does not exist`;
      expect(error).toMatchObject({
        code: "error_reply",
        message: `error_reply: datapath ${datapath_id}: ${text}`,
      });
      expect(describeError(error.reply)).toMatchObject({
        text,
        request: { type: "REQUEST.QUEUE_STATS", xid, version, complete: true, msg: { port_no: 99 } },
      });
    });
  }, 30_000);
});
