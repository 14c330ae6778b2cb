import { describe, expect, it } from "vitest";
import { Application, type Controller, compile } from "zof";
import { labUnavailable } from "../lab/lab-available.js";
import { type ControlledSwitch, waitFor, withControlledSwitch } from "./controlled-switch.js";
import { expectAgreement } from "./expect-agreement.js";

const TABLE_ID = compile("NX_FLOW_MOD_TABLE_ID {set: 1}");
const FLOW_FORMAT = compile("NX_SET_FLOW_FORMAT {format: NXM}");
const PACKET_IN_FORMAT = compile("NX_SET_PACKET_IN_FORMAT {format: NX_PACKET_IN2}");
const CLEAR = compile("NX_FLOW_MOD {command: DELETE, table_id: $table_id}");
const ADD_FLOW = compile(`
  NX_FLOW_MOD
    command: ADD
    table_id: $table_id
    cookie: $cookie
    flags: [SEND_FLOW_REM]
    match: $match
    instructions:
      - instruction: APPLY_ACTIONS
        actions: $actions
`);
const FLOWS = compile("REQUEST.NX_FLOW_STATS {match: $match}");
const COUNT = compile("REQUEST.NX_AGGREGATE_STATS");
const MONITOR = compile(
  "REQUEST.NX_FLOW_MONITOR [{monitor_id: 7, flags: [ADD, REMOVED, MODIFY, INSTRUCTIONS, NO_ABBREV]}]",
);
const ROLE = compile("NX_ROLE_REQUEST {role: $role}");
const OPTIONS = compile("NX_TLV_TABLE_REQUEST");
const ADD_OPTION = compile(
  "NX_TLV_TABLE_MOD {command: ADD, mappings: [{option_class: 0xffff, option_type: 1, option_len: 8, index: 5}]}",
);
const RESUME = compile("type: NX_RESUME\nmsg: $packet");

const REGISTERS = [
  { field: "NX_REG0", value: 5, mask: 0xff },
  { field: "NX_CT_MARK", value: 9 },
  { field: "NX_ETH_TYPE", value: 0x0800 },
  { field: "NX_IP_DST", value: "10.1.0.0", mask: "255.255.0.0" },
] as const;

const SET_REGISTER = { action: "SET_FIELD", field: "NX_REG1", value: 7 } as const;
const OUTPUT = { action: "OUTPUT", port_no: 2 } as const;

describe.skipIf(labUnavailable() !== undefined)("Open vSwitch on OpenFlow 1.0", () => {
  it("has the flows of its own format that we add, tells of them, and of their end", async () => {
    await withControlledSwitch("OpenFlow10", async ({ datapath_id, barrier, events, recorded, lab }) => {
      TABLE_ID.send({ datapath_id });
      FLOW_FORMAT.send({ datapath_id });
      MONITOR.request({ datapath_id });
      const actions = [SET_REGISTER, OUTPUT];
      ADD_FLOW.send({ datapath_id, table_id: 3, cookie: 0xabn, match: REGISTERS, actions });
      await barrier();

      const [flow] = (await FLOWS.request({ datapath_id, match: [{ field: "NX_COOKIE", value: 0xabn }] }))
        .msg;
      expect(flow).toMatchObject({ table_id: 3, cookie: 0xabn });
      expect(new Set(flow?.match)).toEqual(new Set(REGISTERS));
      expect(flow?.instructions).toEqual([
        {
          instruction: "APPLY_ACTIONS",
          actions: [
            { ...SET_REGISTER, action: "NX_REG_LOAD2" },
            { ...OUTPUT, max_len: "NO_BUFFER" },
          ],
        },
      ]);
      expect(await lab.openVswitch.ofctl(["-O", "OpenFlow10", "dump-flows", lab.bridges[0] ?? ""])).toMatch(
        /table=3,.*,ct_mark=0x9,ip,reg0=0x5\/0xff,nw_dst=10\.1\.0\.0\/16 actions=set_field:0x7->reg1,output:2/,
      );
      expect((await COUNT.request({ datapath_id })).msg.flow_count).toBeGreaterThanOrEqual(1);

      CLEAR.send({ datapath_id, table_id: 3 });
      await waitFor(() => events.some(({ type }) => type === "NX_FLOW_REMOVED"), "NX_FLOW_REMOVED");
      expect(events.find(({ type }) => type === "NX_FLOW_REMOVED")?.msg).toMatchObject({
        table_id: 3,
        cookie: 0xabn,
        reason: "DELETE",
      });
      await barrier();
      const updates = events.flatMap((event) => (event.type === "REPLY.NX_FLOW_MONITOR" ? event.msg : []));
      expect(updates.map((update) => update.event)).toEqual(["ADDED", "REMOVED"]);
      const types = await expectAgreement(recorded);
      expect(types).toEqual(
        expect.arrayContaining(["NX_FLOW_MOD", "REPLY.NX_FLOW_STATS", "NX_FLOW_REMOVED"]),
      );
    });
  }, 30_000);

  it("pauses a packet until we resume it", async () => {
    const resume = (controller: Controller) => {
      const app = new Application("resume", { controller });
      app.message("NX_PACKET_IN2", ({ datapath_id, msg }) => {
        if (msg.continuation !== undefined) RESUME.send({ datapath_id, packet: msg });
      });
    };
    const use = async ({ datapath_id, barrier, events, lab }: ControlledSwitch) => {
      PACKET_IN_FORMAT.send({ datapath_id });
      const pause = { action: "NX_CONTROLLER2", userdata: "0102", pause: true } as const;
      const from = (port: number) => [{ field: "NX_IN_PORT", value: port }] as const;
      const actions = [SET_REGISTER, pause, OUTPUT];
      ADD_FLOW.send({ datapath_id, table_id: 0, cookie: 1n, match: from(1), actions });
      const back = [{ action: "OUTPUT", port_no: 1 }] as const;
      ADD_FLOW.send({ datapath_id, table_id: 0, cookie: 2n, match: from(2), actions: back });
      await barrier();

      const [left, right] = lab.hosts;
      if (left === undefined || right === undefined) throw new Error("two hosts are needed");
      expect(await left.pings(right)).toBe(true);
      const packet = events.find((event) => event.type === "NX_PACKET_IN2");
      expect(packet?.msg).toMatchObject({
        in_port: 1,
        reason: "APPLY_ACTION",
        userdata: Uint8Array.of(1, 2),
      });
      expect(packet?.msg.match).toContainEqual({ field: "NX_REG1", value: 7 });
      expect(events.filter(({ type }) => type === "ERROR")).toEqual([]);
    };
    await withControlledSwitch("OpenFlow10", use, resume);
  }, 30_000);

  it("answers requests for roles and tunnel options", async () => {
    await withControlledSwitch("OpenFlow10", async ({ datapath_id, events }) => {
      expect((await ROLE.request({ datapath_id, role: "ROLE_MASTER" })).msg.role).toBe("ROLE_MASTER");
      ADD_OPTION.send({ datapath_id });
      const { msg } = await OPTIONS.request({ datapath_id });
      expect(msg).toMatchObject({ mappings: [{ option_class: 0xffff, option_len: 8, index: 5 }] });
      expect(events.filter(({ type }) => type === "ERROR")).toEqual([]);
    });
  }, 30_000);
});
