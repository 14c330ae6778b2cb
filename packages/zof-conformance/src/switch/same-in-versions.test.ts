import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { compile } from "zof";
import { encode } from "zof-types";
import { labUnavailable } from "../lab/lab-available.js";
import { waitFor, withControlledSwitch } from "./controlled-switch.js";
import { expectAgreement } from "./expect-agreement.js";

const BUNDLE = compile("BUNDLE_CONTROL {bundle_id: $bundle_id, type: $type, flags: [ATOMIC, ORDERED]}");
const ADD_TO_BUNDLE = compile(`
  BUNDLE_ADD_MESSAGE
    bundle_id: $bundle_id
    flags: [ATOMIC, ORDERED]
    message:
      type: FLOW_MOD
      msg:
        command: ADD
        table_id: 0
        priority: $priority
        match: [{field: IN_PORT, value: $in_port}]
        instructions:
          - instruction: APPLY_ACTIONS
            actions: [{action: OUTPUT, port_no: 2}]
`);
const MONITOR = compile(`
  REQUEST.FLOW_MONITOR
    monitor_id: 7
    flags: [INITIAL, ADD, REMOVED, MODIFY, INSTRUCTIONS]
    match: [{field: IN_PORT, value: 1}]
`);
const FLOW = compile(`
  FLOW_MOD {command: $command, table_id: 0, priority: 9, out_port: ANY, out_group: ANY,
    match: [{field: IN_PORT, value: 1}], instructions: []}
`);
const ROLE = compile("ROLE_REQUEST {role: ROLE_MASTER, generation_id: 1}");

/** What others change is told to controllers that are master or equal. */
const FORWARD = {
  4: compile("NX_SET_ASYNC_CONFIG2 {request_forward_master: [GROUP_MOD, METER_MOD]}"),
  5: compile("SET_ASYNC {request_forward_master: [GROUP_MOD, METER_MOD]}"),
};

/** What OpenFlow 1.3 has in messages of its extension pack is written, and comes, as in later versions. */
describe.skipIf(labUnavailable() !== undefined).each([
  ["OpenFlow13", 4],
  ["OpenFlow14", 5],
] as const)("a real switch that speaks %s", (protocol, version) => {
  it("makes the changes of a bundle all at once", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id, barrier, dumpFlows, recorded, events }) => {
      const bundle_id = 3;
      const opened = await BUNDLE.request({ datapath_id, bundle_id, type: "OPEN_REQUEST" });
      expect(opened.msg).toMatchObject({ bundle_id, type: "OPEN_REPLY" });
      for (const priority of [11, 12]) ADD_TO_BUNDLE.send({ datapath_id, bundle_id, priority, in_port: 1 });
      await barrier();
      const before = await dumpFlows();
      const committed = await BUNDLE.request({ datapath_id, bundle_id, type: "COMMIT_REQUEST" });
      expect(committed.msg).toMatchObject({ bundle_id, type: "COMMIT_REPLY" });
      const priorities = (await dumpFlows()).map(({ attributes }) => attributes.priority);
      expect(priorities.sort()).toEqual(["0xb", "0xc"]);
      expect(before).toEqual([]);
      expect(events.filter(({ type }) => type === "ERROR")).toEqual([]);
      expect(await expectAgreement(recorded)).toContain("BUNDLE_ADD_MESSAGE");
    });
  }, 30_000);

  it("says by name what is wrong with a bundle", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id }) => {
      const commit = BUNDLE.request({ datapath_id, bundle_id: 8, type: "COMMIT_REQUEST" });
      await expect(commit).rejects.toMatchObject({
        code: "error_reply",
        reply: { msg: { type: "BUNDLE_FAILED", code: "OFPBFC_BAD_ID" } },
      });
    });
  }, 30_000);

  it("tells what a flow monitor sees", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id, barrier, events, lab, recorded }) => {
      FLOW.send({ datapath_id, command: "ADD" });
      await barrier();
      const initial = await MONITOR.request({ datapath_id });
      expect(initial.msg).toMatchObject([
        { event: version === 4 ? "ADDED" : "INITIAL", priority: 9, match: [{ field: "IN_PORT", value: 1 }] },
      ]);
      const [bridge = ""] = lab.bridges;
      await lab.openVswitch.ofctl(["-O", protocol, "mod-flows", bridge, "in_port=1,actions=output:2"]);
      await lab.openVswitch.ofctl(["-O", protocol, "del-flows", bridge, "in_port=1"]);
      const updates = () => events.filter(({ type }) => type === "REPLY.FLOW_MONITOR");
      await waitFor(() => updates().length >= 2, "two updates");
      expect(updates().flatMap(({ msg }) => msg)).toMatchObject([
        { event: "MODIFIED", instructions: [{ instruction: "APPLY_ACTIONS" }] },
        { event: "REMOVED", reason: "DELETE" },
      ]);
      await expectAgreement(recorded);
    });
  }, 30_000);

  it("forwards the requests of others", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id, barrier, events, lab, recorded }) => {
      FORWARD[version].send({ datapath_id });
      await barrier();
      const [bridge = ""] = lab.bridges;
      const change = (...args: string[]) => lab.openVswitch.ofctl(["-O", protocol, ...args]);
      await change("add-group", bridge, "group_id=5,type=all,bucket=output:1");
      await change("add-meter", bridge, "meter=6,kbps,band=type=drop,rate=100");
      const forwarded = () => events.filter(({ type }) => type === "REQUESTFORWARD");
      await waitFor(() => forwarded().length >= 2, "two requests");
      expect(forwarded().map(({ msg }) => msg)).toMatchObject([
        { request: { type: "GROUP_MOD", version, msg: { command: "ADD", group_id: 5 } } },
        { request: { type: "METER_MOD", version, msg: { command: "ADD", meter_id: 6 } } },
      ]);
      await expectAgreement(recorded);
    });
  }, 30_000);

  it("tells its master that it is no longer", async () => {
    await withControlledSwitch(protocol, async ({ datapath_id, events, lab, recorded }) => {
      await ROLE.request({ datapath_id });
      const other = await startMaster(version);
      try {
        const [bridge = ""] = lab.bridges;
        const known = await lab.openVswitch.vsctl(["get-controller", bridge]);
        await lab.openVswitch.vsctl([
          "set-controller",
          bridge,
          ...known.split("\n").filter(Boolean),
          other.target,
        ]);
        const changes = () => events.filter(({ type }) => type === "ROLE_STATUS");
        await waitFor(() => changes().length > 0, "ROLE_STATUS");
        expect(changes().map(({ msg }) => msg)).toMatchObject([
          { role: "ROLE_SLAVE", reason: "MASTER_REQUEST", generation_id: 2n },
        ]);
        await expectAgreement(recorded);
      } finally {
        await other.stop();
      }
    });
  }, 30_000);
});

/** A controller that only takes over: it says HELLO and asks to be master. */
async function startMaster(version: number) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.write(encode({ type: "HELLO", version, msg: { versions: [version] } }));
    socket.write(encode({ type: "ROLE_REQUEST", version, msg: { role: "ROLE_MASTER", generation_id: 2 } }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    target: `tcp:127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
