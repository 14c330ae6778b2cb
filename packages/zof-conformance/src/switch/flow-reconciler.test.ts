import { describe, expect, it } from "vitest";
import { Application, Controller, FlowReconciler, type FlowReport, type WantedFlow } from "zof";
import { type Lab, startLab } from "../lab/lab.js";
import { labUnavailable } from "../lab/lab-available.js";

const COOKIE = 0x5a0fn;

type Instructions = NonNullable<WantedFlow["instructions"]>;

/** A flow of each kind that a switch might write in another way than we do. */
function wanted(version: number): WantedFlow[] {
  const output = (port_no: number) => ({ action: "OUTPUT", port_no, max_len: "NO_BUFFER" }) as const;
  const apply = (...actions: object[]) => [{ instruction: "APPLY_ACTIONS", actions }] as Instructions;
  const flows: WantedFlow[] = [
    { priority: 1, instructions: apply({ action: "OUTPUT", port_no: "CONTROLLER", max_len: 100 }) },
    { priority: 2, match: [{ field: "ETH_TYPE", value: 0x88b5 }], instructions: [] },
    { priority: 3, match: [{ field: "IPV4_DST", value: "10.0.0.0/8" }], instructions: apply(output(1)) },
    {
      priority: 4,
      match: [{ field: "VLAN_VID", value: 10 }],
      instructions: apply({ action: "POP_VLAN" }, output(2)),
    },
    {
      priority: 5,
      match: [
        { field: "ETH_TYPE", value: 0x0800 },
        { field: "IP_PROTO", value: 17 },
        { field: "UDP_DST", value: 53 },
      ],
      idle_timeout: 300,
      flags: version === 1 ? ["SEND_FLOW_REM"] : ["SEND_FLOW_REM", "RESET_COUNTS"],
      instructions: apply({ action: "SET_FIELD", field: "ETH_DST", value: "0a:00:00:00:00:01" }, output(1)),
    },
    {
      priority: 6,
      match: [{ field: "ARP_TPA", value: "10.0.0.9" }],
      instructions: apply(output(1), output(2)),
    },
  ];
  if (version === 1) return flows;
  return [
    ...flows,
    {
      priority: 7,
      table_id: 0,
      match: [{ field: "ETH_DST", value: "01:00:00:00:00:00", mask: "01:00:00:00:00:00" }],
      instructions: [
        { instruction: "GOTO_TABLE", table_id: 3 },
        { instruction: "WRITE_METADATA", metadata: 5, mask: 0xff },
        { instruction: "WRITE_ACTIONS", actions: [output(2)] },
      ],
    } as WantedFlow,
    {
      priority: 8,
      table_id: 3,
      match: [{ field: "METADATA", value: 0x05, mask: 0x0f }],
      instructions: apply(output(2)),
    },
  ];
}

describe.skipIf(labUnavailable() !== undefined).each([
  ["OpenFlow10", 1],
  ["OpenFlow13", 4],
  ["OpenFlow14", 5],
  ["OpenFlow15", 6],
])("the flow reconciler, with a real switch that speaks %s", (protocol, version) => {
  it("keeps the flows as wanted, also for a switch that comes back without them, and leaves those of others", async () => {
    await withReconciler(protocol, version, async ({ lab, flows, reports, ofctl, count }) => {
      const list = wanted(version);
      await ofctl("add-flow", "priority=99,cookie=0x77,actions=drop");
      flows.set(1, list);
      await expect.poll(() => reports.length, { timeout: 5000 }).toBeGreaterThan(0);
      expect(reports.at(-1)).toMatchObject({ added: list.length, failed: [], bundle: version > 4 });
      expect(await flows.reconcile(1)).toMatchObject({
        added: 0,
        modified: 0,
        deleted: 0,
        kept: list.length,
      });

      // Another deletes one, changes one, and adds one under our cookie.
      await ofctl("--strict", "del-flows", "priority=2,dl_type=0x88b5");
      await ofctl("--strict", "mod-flows", "priority=1,cookie=0x5a0f,actions=output:2");
      await ofctl("add-flow", "priority=50,cookie=0x5a0f,actions=drop");
      expect(await flows.reconcile(1)).toMatchObject({ added: 1, modified: 1, deleted: 1, failed: [] });
      expect(await count()).toEqual([list.length, 1]);

      const [bridge = ""] = lab.bridges;
      const before = reports.length;
      await ofctl("del-flows");
      await ofctl("add-flow", "priority=99,cookie=0x77,actions=drop");
      await lab.openVswitch.vsctl(["set", "bridge", bridge, "other_config:datapath-id=0000000000000002"]);
      await lab.openVswitch.vsctl(["set", "bridge", bridge, "other_config:datapath-id=0000000000000001"]);
      await expect.poll(() => reports.length, { timeout: 15_000 }).toBeGreaterThan(before);
      await expect.poll(count).toEqual([list.length, 1]);

      flows.set(1, []);
      await expect.poll(count).toEqual([0, 1]);
    });
  }, 60_000);

  it("says which flow the switch refuses, and has the others", async () => {
    await withReconciler(protocol, version, async ({ flows, count, ofctl }) => {
      await ofctl("add-flow", "priority=3,cookie=0x77,ip,nw_dst=10.0.0.0/8,actions=drop");
      const bad = { action: "OUTPUT", port_no: 0xff01 } as const;
      const list = wanted(version);
      const actions = version === 1 ? [bad] : [{ action: "GROUP", group_id: 5 } as const];
      flows.set(1, [...list, { priority: 60, instructions: [{ instruction: "APPLY_ACTIONS", actions }] }]);
      const { failed } = await flows.reconcile(1);
      expect(failed.map(({ code, flow }) => [code, flow.priority])).toEqual([
        ["conflict", 3],
        ["refused", 60],
      ]);
      await expect.poll(count).toEqual([list.length - 1, 1]);
    });
  }, 60_000);
});

interface Reconciled {
  readonly lab: Lab;
  readonly flows: FlowReconciler;
  readonly reports: FlowReport[];
  ofctl(...args: string[]): Promise<string>;
  /** How many flows are ours, and how many another's. */
  count(): Promise<[number, number]>;
}

async function withReconciler(protocol: string, version: number, use: (at: Reconciled) => Promise<void>) {
  const controller = new Controller({
    listenEndpoints: ["127.0.0.1:0"],
    listenVersions: [version],
    loglevel: "silent",
  });
  const flows = new FlowReconciler({ cookie: COOKIE, controller });
  const reports: FlowReport[] = [];
  const app = new Application("watch", { controller });
  app.event("FLOWS_RECONCILED", (report) => void reports.push(report));
  await controller.start();
  const lab = await startLab({
    hosts: 2,
    protocols: [protocol],
    controller: `tcp:${controller.endpoints[0]}`,
  });
  const [bridge = ""] = lab.bridges;
  const ofctl = (command: string, ...args: string[]) =>
    command.startsWith("--")
      ? lab.openVswitch.ofctl(["-O", protocol, command, args[0] ?? "", bridge, ...args.slice(1)])
      : lab.openVswitch.ofctl(["-O", protocol, command, bridge, ...args]);
  try {
    await lab.waitConnected();
    await expect.poll(() => controller.findDatapath(1)).toBeDefined();
    await use({
      ...{ lab, flows, reports, ofctl },
      async count() {
        const lines = (await ofctl("dump-flows")).split("\n");
        const having = (cookie: string) => lines.filter((line) => line.includes(`cookie=${cookie},`)).length;
        return [having("0x5a0f"), having("0x77")];
      },
    });
  } finally {
    await lab.stop();
    await controller.stop();
  }
}
