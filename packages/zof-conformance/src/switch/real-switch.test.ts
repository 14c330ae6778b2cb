import { describe, expect, it } from "vitest";
import { compile } from "zof";
import { labUnavailable } from "../lab/lab-available.js";
import { type FlowValue, messageFlow } from "../ofp-print/message-flow.js";
import type { FlowSummary } from "../ofp-print/printed-flow.js";
import { waitFor, withControlledSwitch } from "./controlled-switch.js";
import { expectAgreement } from "./expect-agreement.js";

const ADD_FLOW = compile(`
  FLOW_MOD
    command: ADD
    table_id: 0
    cookie: $cookie
    priority: $priority
    hard_timeout: 300
    flags: [SEND_FLOW_REM]
    match: $match
    instructions: $instructions
`);
const DELETE_FLOWS = compile("FLOW_MOD {command: DELETE, table_id: ALL, out_port: ANY, out_group: ANY}");
const BAD_FLOW = compile('FLOW_MOD {command: "0x09", table_id: 0}');
const FLOWS = compile("REQUEST.FLOW_DESC {table_id: ALL, out_port: ANY, out_group: ANY}");
const BAD_REQUEST = compile("REQUEST.FLOW_DESC {table_id: ALL, out_port: 99999, out_group: ANY}");
const DESC = compile("REQUEST.DESC");
const AGGREGATE = compile("REQUEST.AGGREGATE_STATS {table_id: ALL, out_port: ANY, out_group: ANY}");
const TABLES = compile("REQUEST.TABLE_STATS");
const PORTS = compile("REQUEST.PORT_STATS {port_no: ANY}");

/** Flows of each kind of match. */
const MATCHES = [
  [
    { field: "IN_PORT", value: 1 },
    { field: "ETH_DST", value: "0a:00:00:00:00:02" },
  ],
  [
    { field: "ETH_SRC", value: "0a:00:00:00:00:01" },
    { field: "VLAN_VID", value: 10 },
  ],
  [
    { field: "ETH_TYPE", value: 0x0800 },
    { field: "IPV4_DST", value: "10.1.0.0", mask: "255.255.0.0" },
  ],
  [
    { field: "ETH_TYPE", value: 0x0800 },
    { field: "IP_PROTO", value: 6 },
    { field: "TCP_DST", value: 443 },
  ],
  [
    { field: "ETH_TYPE", value: 0x0806 },
    { field: "ARP_OP", value: 1 },
    { field: "ARP_TPA", value: "10.0.0.9" },
  ],
] as const;

const ACTIONS = [
  { action: "SET_FIELD", field: "ETH_SRC", value: "0a:00:00:00:00:ff" },
  { action: "OUTPUT", port_no: 2 },
] as const;

describe.skipIf(labUnavailable() !== undefined).each([
  ["OpenFlow10", 1],
  ["OpenFlow13", 4],
])("a real switch that speaks %s", (protocol, version) => {
  it("has the flows that we add, and says so", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id, barrier, dumpFlows, recorded }) => {
      DELETE_FLOWS.send({ datapath_id });
      const instructions = [{ instruction: "APPLY_ACTIONS", actions: ACTIONS }] as const;
      for (const [index, match] of MATCHES.entries()) {
        ADD_FLOW.send({ datapath_id, cookie: BigInt(index), priority: 100 + index, match, instructions });
      }
      await barrier();
      const flows: FlowValue[] = [];
      for await (const part of FLOWS.request({ datapath_id }))
        flows.push(...(part.msg as unknown as FlowValue[]));

      const asked = flows.map((flow) => steady(messageFlow(flow, version))).sort(byPriority);
      expect(asked).toEqual((await dumpFlows()).map(steady).sort(byPriority));
      expect(asked.map(({ attributes }) => attributes.priority)).toEqual([
        "0x64",
        "0x65",
        "0x66",
        "0x67",
        "0x68",
      ]);
      expect(asked[0]).toEqual({
        attributes: {
          ...{ table_id: "0x0", cookie: "0x0", priority: "0x64", hard_timeout: "0x12c" },
          ...{ packet_count: "0x0", byte_count: "0x0" },
        },
        flags: version === 1 ? [] : ["SEND_FLOW_REM"],
        match: { IN_PORT: "0x1", ETH_DST: "0xa0000000002" },
        actions: ["SET_FIELD ETH_SRC 0xa00000000ff", "OUTPUT 0x2"],
      });
      const types = await expectAgreement(recorded);
      expect(types).toEqual(expect.arrayContaining(["FLOW_MOD", "REQUEST.FLOW_DESC", "REPLY.FLOW_DESC"]));
    });
  }, 30_000);

  it("answers every request, and tells when a flow is gone", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id, barrier, events, recorded }) => {
      const match = [{ field: "IN_PORT", value: 1 }] as const;
      ADD_FLOW.send({ datapath_id, cookie: 0xabn, priority: 1, match, instructions: [] });
      await barrier();
      expect((await DESC.request({ datapath_id })).msg.hw_desc).toBe("Open vSwitch");
      expect((await AGGREGATE.request({ datapath_id })).msg.flow_count).toBeGreaterThanOrEqual(1);
      expect((await TABLES.request({ datapath_id })).msg[0]?.active_count).toBeGreaterThanOrEqual(1);
      expect((await PORTS.request({ datapath_id })).msg.map(({ port_no }) => port_no).sort()).toEqual([
        1,
        2,
        "LOCAL",
      ]);

      DELETE_FLOWS.send({ datapath_id });
      await waitFor(() => events.some(({ type }) => type === "FLOW_REMOVED"), "FLOW_REMOVED");
      const removed = events.find(({ type }) => type === "FLOW_REMOVED");
      expect(removed?.msg).toMatchObject({ cookie: 0xabn, priority: 1, reason: "DELETE", match });
      const types = await expectAgreement(recorded);
      expect(types).toEqual(expect.arrayContaining(["REPLY.DESC", "REPLY.TABLE_STATS", "FLOW_REMOVED"]));
    });
  }, 30_000);

  it("tells when a cable is pulled", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id, lab, controller, events }) => {
      const [host] = lab.hosts;
      const changes = () => events.filter((event) => event.type === "PORT_STATUS");
      expect(controller.findPort(datapath_id, 1)?.up).toBe(true);
      await host?.unplug();
      await waitFor(() => controller.findPort(datapath_id, 1)?.up === false, "port 1 is down");
      expect(changes().at(-1)?.msg).toMatchObject({ reason: "MODIFY", port_no: 1, name: host?.name });
      expect(changes().at(-1)?.msg.state).toContain("LINK_DOWN");
      await host?.plug();
      await waitFor(() => controller.findPort(datapath_id, 1)?.up === true, "port 1 is up");
      expect(changes().at(-1)?.msg.state).not.toContain("LINK_DOWN");
    });
  }, 30_000);

  it("refuses a bad FLOW_MOD with an ERROR that belongs to it", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id, barrier, events }) => {
      const xid = BAD_FLOW.send({ datapath_id });
      await barrier();
      const error = events.find(({ type }) => type === "ERROR");
      expect(error).toMatchObject({ xid, msg: { type: "FLOW_MOD_FAILED", code: "OFPFMFC_BAD_COMMAND" } });
    });
  }, 30_000);
});

describe.skipIf(labUnavailable() !== undefined)("a request to a real switch", () => {
  it("ends with the ERROR that answers it", async () => {
    await withControlledSwitch("OpenFlow13", async ({ datapath_id }) => {
      await expect(BAD_REQUEST.request({ datapath_id })).rejects.toMatchObject({
        code: "error_reply",
        reply: { msg: { type: "BAD_ACTION", code: "OFPBAC_BAD_OUT_PORT" } },
      });
      expect((await DESC.request({ datapath_id })).type).toBe("REPLY.DESC");
    });
  }, 30_000);
});

/** A flow without how long it has been there. */
function steady(flow: FlowSummary): FlowSummary {
  const { duration: _, ...attributes } = flow.attributes;
  return { ...flow, attributes };
}

function byPriority(left: FlowSummary, right: FlowSummary): number {
  return Number(left.attributes.priority) - Number(right.attributes.priority);
}
