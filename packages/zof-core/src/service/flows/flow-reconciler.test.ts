import { describe, expect, it } from "vitest";
import type { FlowMod } from "zof-types";
import { FlowSwitch, type FlowSwitchBehaviour } from "../../test-support/flow-switch.js";
import { TestController } from "../../test-support/test-controller.js";
import { FlowReconciler, type FlowReconcilerOptions } from "./flow-reconciler.js";
import type { WantedFlow } from "./wanted-flow.js";

const COOKIE = 0x5a0fn;

function flow(priority: number, port: number, more: Partial<WantedFlow> = {}): WantedFlow {
  return {
    priority,
    match: [{ field: "IN_PORT", value: port }],
    instructions: [
      {
        instruction: "APPLY_ACTIONS",
        actions: [{ action: "OUTPUT", port_no: port + 1, max_len: "NO_BUFFER" }],
      },
    ],
    ...more,
  };
}

/** A flow as a switch keeps it. */
function present(priority: number, port: number, cookie: bigint, more: Partial<FlowMod> = {}): FlowMod {
  return {
    ...(flow(priority, port) as FlowMod),
    ...{ cookie, table_id: 0, idle_timeout: 0, hard_timeout: 0, flags: [], importance: 0, ...more },
  };
}

interface Setting extends FlowSwitchBehaviour {
  readonly options?: Partial<FlowReconcilerOptions>;
  readonly flows?: FlowMod[];
}

async function start({ options, flows: there, ...behaviour }: Setting = {}) {
  const controller = new TestController({ listenVersions: [1, 4, 5, 6] });
  const flows = new FlowReconciler({ cookie: COOKIE, controller, ...options });
  const reports: object[] = [];
  controller.app("watch").event("FLOWS_RECONCILED", ({ event: _, ...report }) => void reports.push(report));
  const recorder = controller.recorder();
  await controller.start();
  const peer = new FlowSwitch(behaviour, there);
  const connect = async () => {
    const ups = recorder.ofType("CHANNEL_UP").length;
    await peer.connect(controller.endpoint);
    await recorder.wait("CHANNEL_UP", ups + 1);
  };
  return { controller, flows, reports, recorder, peer, connect };
}

const NOTHING = { added: 0, modified: 0, deleted: 0, kept: 0, failed: [], bundle: false };

describe.each([1, 4])("a flow reconciler, wire version %i", (version) => {
  it("sends what differs, leaves the flows of others alone, and then has nothing to do", async () => {
    const there = [
      present(10, 1, COOKIE),
      present(20, 2, COOKIE, { instructions: [] }),
      present(30, 3, COOKIE, { idle_timeout: 9 }),
      present(40, 4, COOKIE),
      present(50, 5, 77n),
    ];
    const { flows, peer, connect } = await start({ version, flows: there });
    flows.set(1, [flow(10, 1), flow(20, 2), flow(30, 3), flow(60, 6)]);
    await connect();
    const report = await flows.reconcile(1);
    expect(peer.log).toEqual(["DELETE_STRICT 40", "MODIFY_STRICT 20", "ADD 30", "ADD 60"]);
    expect(peer.flows.map(({ priority, cookie }) => [priority, cookie])).toEqual([
      ...[10, 20, 30].map((priority) => [priority, COOKIE]),
      [50, 77n],
      [60, COOKIE],
    ]);
    expect(report).toMatchObject({ ...NOTHING, kept: 4 });
    expect(peer.log).toHaveLength(4);
  });

  it("does it again for a switch that comes back empty, and when the wanted flows change", async () => {
    const { flows, peer, connect, reports, recorder } = await start({ version });
    flows.set("00:00:00:00:00:00:00:01", [flow(10, 1), flow(20, 2)]);
    await connect();
    await expect.poll(() => reports).toMatchObject([{ added: 2 }]);
    peer.close();
    await recorder.wait("CHANNEL_DOWN");
    expect(() => flows.reconcile(1)).toThrow("not connected");
    peer.flows.length = 0;
    await connect();
    await expect.poll(() => reports).toMatchObject([{ added: 2 }, { added: 2 }]);
    flows.set(1, [flow(20, 2)]);
    await expect
      .poll(() => reports.at(-1))
      .toEqual({
        ...NOTHING,
        datapath_id: "00:00:00:00:00:00:00:01",
        deleted: 1,
        kept: 1,
      });
    flows.set(1, []);
    await expect.poll(() => peer.flows).toEqual([]);
  });

  it("says which flows are not as wanted, and why", async () => {
    const refuses = ({ priority }: FlowMod) => priority === 20;
    const store = (each: FlowMod) => (each.priority === 30 ? undefined : each);
    const there = [present(50, 5, 77n, { instructions: [] })];
    const { flows, peer, connect } = await start({ version, refuses, store, flows: there });
    const invalid = flow(60, 6, { priority: 70_000 });
    flows.set(1, [flow(10, 1), flow(20, 2), flow(30, 3), flow(10, 1), flow(50, 5), invalid]);
    await connect();
    const { failed, added } = await flows.reconcile(1);
    expect(failed.map(({ flow: { priority }, code }) => [code, priority])).toEqual([
      ["duplicate", 10],
      ["invalid", 70_000],
      ["conflict", 50],
      ["refused", 20],
      ["not_kept", 30],
    ]);
    const [duplicate, bad, conflict, refused] = failed.map(({ reason }) => reason);
    expect(duplicate).toBe("another wanted flow has this table 0 priority 10 IN_PORT=1");
    expect(bad).toMatch("priority: 70000 is not an integer from 0 to 65535");
    expect(conflict).toMatch("the cookie 0x4d");
    expect(refused).toBe("the switch answered with the error FLOW_MOD_FAILED OFPFMFC_EPERM");
    expect(added).toBe(1);
    expect(peer.flows.find(({ priority }) => priority === 50)?.cookie).toBe(77n);
  });

  it("takes what a switch makes of a flow for that flow", async () => {
    const store = (each: FlowMod): FlowMod => {
      if (each.priority === 10)
        return { ...each, match: [...each.match, { field: "ETH_TYPE", value: 0x0800 }] };
      return { ...each, instructions: [{ instruction: "APPLY_ACTIONS", actions: [] }] };
    };
    const { flows, peer, connect, reports } = await start({ version, store });
    flows.set(1, [flow(10, 1), flow(20, 2)]);
    await connect();
    await expect.poll(() => reports).toMatchObject([{ added: 2, failed: [] }]);
    expect(await flows.reconcile(1)).toMatchObject({ ...NOTHING, kept: 2 });
    expect(peer.log).toEqual(["ADD 10", "ADD 20"]);
    flows.set(1, [flow(20, 2)]);
    await expect.poll(() => peer.flows.map(({ priority }) => priority)).toEqual([20]);
  });
});

describe("a flow reconciler", () => {
  it("owns what its mask says: all flows, with a mask of zeros", async () => {
    const there = [present(10, 1, 5n), present(20, 2, 77n)];
    const { flows, peer, connect } = await start({ flows: there, options: { cookieMask: 0 } });
    flows.set(1, [flow(20, 2, { cookie: 3 })]);
    await connect();
    await flows.reconcile(1);
    expect(peer.flows.map(({ priority, cookie }) => [priority, cookie])).toEqual([[20, 3n]]);
  });

  it("refuses a wanted flow whose cookie is not its own", async () => {
    const { flows } = await start({ options: { cookie: 0x0a00, cookieMask: 0xff00 } });
    flows.set(1, [flow(10, 1, { cookie: 0x0a01 })]);
    expect(() => flows.set(1, [flow(10, 1, { cookie: 0x0b01 })])).toThrow(
      "cookie 2817, owned is 0xa00 under the mask 0xff00",
    );
    expect(flows.get(1)).toHaveLength(1);
  });

  it("reads again by itself when it is told to", async () => {
    const { flows, peer, connect } = await start({ options: { auditIntervalMs: 5 } });
    flows.set(1, [flow(10, 1)]);
    await connect();
    await expect.poll(() => peer.flows.length).toBe(1);
    peer.flows.length = 0;
    await expect.poll(() => peer.flows.length).toBe(1);
  });

  it("makes all changes in one bundle where the switch can", async () => {
    const there = [present(40, 4, COOKIE)];
    const { flows, peer, connect, reports } = await start({ version: 5, bundles: true, flows: there });
    flows.set(1, [flow(10, 1), flow(20, 2)]);
    await connect();
    await expect.poll(() => reports).toMatchObject([{ added: 2, deleted: 1, bundle: true }]);
    expect(peer.log).toEqual(["OPEN_REQUEST", "CLOSE_REQUEST", "COMMIT_REQUEST of 3"]);
    expect(peer.flows.map(({ priority }) => priority)).toEqual([10, 20]);
  });

  it("makes each change on its own when the bundle is refused, and says which was the reason", async () => {
    const refuses = ({ priority }: FlowMod) => priority === 20;
    const { flows, peer, connect, reports } = await start({ version: 5, bundles: true, refuses });
    flows.set(1, [flow(10, 1), flow(20, 2)]);
    await connect();
    await expect
      .poll(() => reports)
      .toMatchObject([{ added: 1, bundle: false, failed: [{ code: "refused" }] }]);
    expect(peer.log.slice(-3)).toEqual(["DISCARD_REQUEST", "ADD 10", "ADD 20"]);
  });

  it("asks a switch without bundles once", async () => {
    const { flows, peer, connect, reports } = await start({ version: 6 });
    flows.set(1, [flow(10, 1)]);
    await connect();
    await expect.poll(() => reports).toMatchObject([{ added: 1, bundle: false }]);
    expect(peer.log).toEqual(["ADD 10"]);
  });

  it("fails those who wait when the connection goes", async () => {
    const { flows, peer, connect, controller } = await start();
    flows.set(1, [flow(10, 1)]);
    await connect();
    await flows.reconcile(1);
    const waiting = flows.reconcile(1);
    peer.close();
    await expect(waiting).rejects.toMatchObject({ code: "closed" });
    expect(controller.log.filter(({ level }) => level === "error")).toEqual([]);
  });
});
