import { describe, expect, it } from "vitest";
import { Application, Controller, FlowReconciler, HostTracker, TopologyDiscovery } from "zof";
import { startLab } from "../lab/lab.js";
import { labUnavailable } from "../lab/lab-available.js";

const ONE = "00:00:00:00:00:00:00:01";
const TWO = "00:00:00:00:00:00:00:02";

describe.skipIf(labUnavailable() !== undefined).each([
  ["OpenFlow10", 1],
  ["OpenFlow13", 4],
  ["OpenFlow15", 6],
])("topology discovery, with real switches that speak %s", (protocol, version) => {
  it("finds the link between two, the hosts, and notices when a cable is pulled", async () => {
    const controller = new Controller({
      listenEndpoints: ["127.0.0.1:0"],
      listenVersions: [version],
      loglevel: "silent",
    });
    const topology = new TopologyDiscovery({ controller, probeIntervalMs: 200 });
    const hosts = new HostTracker(topology);
    const flows = new FlowReconciler({ controller, cookie: 1 });
    const events: string[] = [];
    const app = new Application("watch", { controller });
    app.event("LINK_DOWN", ({ reason }) => void events.push(reason));
    await controller.start();
    const output = (port_no: "CONTROLLER" | "FLOOD") =>
      [{ action: "OUTPUT", port_no, max_len: 100 }] as const;
    const actions = [...output("CONTROLLER"), ...output("FLOOD")];
    for (const id of [1, 2]) flows.set(id, [{ instructions: [{ instruction: "APPLY_ACTIONS", actions }] }]);
    const lab = await startLab({
      ...{ hosts: 2, bridges: 2, protocols: [protocol], controller: `tcp:${controller.endpoints[0]}` },
    });
    try {
      await lab.waitConnected();
      const link = { a: { datapath_id: ONE, port_no: 2 }, b: { datapath_id: TWO, port_no: 2 } };
      await expect.poll(() => topology.links, { timeout: 10_000 }).toEqual([link]);
      await expect.poll(() => topology.edges.length, { timeout: 10_000 }).toBe(2);
      expect(topology.portsTowards(TWO)).toEqual(new Map([[ONE, 2]]));

      // Somebody deletes all flows, also that which brings LLDP to us.
      await lab.openVswitch.ofctl(["-O", protocol, "del-flows", lab.bridges[0] ?? ""]);
      await flows.reconcile(1);
      expect(await lab.pingAll()).toEqual([]);
      await expect.poll(() => hosts.hosts.length).toBe(2);
      const [h1, h2] = lab.hosts;
      expect(hosts.find(h1?.mac ?? "")).toMatchObject({ datapath_id: ONE, port_no: 1, ips: [h1?.ip] });
      expect(hosts.findByIp(h2?.ip ?? "")).toMatchObject({ datapath_id: TWO, port_no: 1, mac: h2?.mac });

      await lab.links[0]?.unplug();
      await expect.poll(() => events, { timeout: 10_000 }).toEqual(["port_down"]);
      await lab.links[0]?.plug();
      await expect.poll(() => topology.links, { timeout: 10_000 }).toEqual([link]);
      await h2?.unplug();
      await expect.poll(() => hosts.hosts.map(({ mac }) => mac), { timeout: 10_000 }).toEqual([h1?.mac]);
      expect(topology.refused.forged).toBe(0);
    } finally {
      await lab.stop();
      await controller.stop();
    }
  }, 60_000);
});
