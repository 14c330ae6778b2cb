import { describe, expect, it } from "vitest";
import { single } from "zof-sim";
import { appPath, ZofProcess } from "../test-support/zof-process.js";

interface Started {
  readonly endpoints: readonly string[];
}

const endpointOf = (zof: ZofProcess) =>
  zof.until(({ events }) => (events[0] as unknown as Started | undefined)?.endpoints[0]);

describe("zof run --listen", { timeout: 20_000 }, () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("serves switches until %s, and sums up", async (signal, status) => {
    const zof = new ZofProcess(["run", appPath("learning"), "--listen", "127.0.0.1:0", "--json"]);
    const port = Number((await endpointOf(zof)).split(":").at(-1));
    const network = single(2);
    await network.connect({ port, reconnect: false });
    await zof.until(({ events }) => events.find(({ event }) => event === "switch_up"));
    network.close();
    const down = await zof.until(({ events }) => events.find(({ event }) => event === "switch_down"));
    expect(down).toMatchObject({ datapath_id: "00:00:00:00:00:00:00:01", reason: expect.any(String) });
    zof.kill(signal);
    expect(await zof.exited).toBe(status);
    expect(zof.stderr).toBe("");
    expect(zof.events.map(({ event }) => event)).toEqual(["started", "switch_up", "switch_down", "summary"]);
    expect(zof.events[0]).toMatchObject({ serves: true, transport: "tcp" });
    expect(zof.events[3]).toMatchObject({ switches: 1, alerts: 0 });
  });

  it("says how to connect Open vSwitch", async () => {
    const zof = new ZofProcess(["run", appPath("learning"), "--listen", "0.0.0.0:0"]);
    await zof.until(({ lines }) => lines[2]);
    zof.kill("SIGINT");
    expect(await zof.exited).toBe(130);
    const port = /:(\d+);/.exec(zof.lines[1] ?? "")?.[1];
    expect(zof.lines.slice(0, 3)).toEqual([
      "learning",
      `listening on 0.0.0.0:${port}; Ctrl-C ends`,
      `for Open vSwitch: ovs-vsctl set-controller br0 tcp:127.0.0.1:${port}`,
    ]);
    expect(zof.lines.at(-1)).toMatch(/^0 switches, [\d.]+ s$/);
  });

  it("goes on after the simulation, for real switches", async () => {
    const zof = new ZofProcess([
      "run",
      appPath("learning"),
      "--sim",
      "single,2",
      "--listen",
      "127.0.0.1:0",
      "--json",
    ]);
    const port = Number((await endpointOf(zof)).split(":").at(-1));
    const pings = ({ events }: ZofProcess) => events.filter(({ event }) => event === "ping");
    await zof.until((process) => (pings(process).length === 2 ? true : undefined));
    const network = single(1);
    const real = network.addSwitch({ name: "real", datapath_id: 77, versions: [1] });
    await real.connect({ port, reconnect: false });
    const up = await zof.until(({ events }) =>
      events.find(({ datapath_id }) => datapath_id === real.datapath_id),
    );
    expect(up).toMatchObject({ event: "switch_up", openflow: "1.0" });
    expect(up).not.toHaveProperty("name");
    network.close();
    zof.kill("SIGINT");
    expect(await zof.exited).toBe(130);
    expect(zof.events.at(-1)).toMatchObject({ switches: 2, simulation: { pings: { sent: 2, ok: 2 } } });
  });

  it("ends in the middle of the pings on Ctrl-C, at once", async () => {
    const zof = new ZofProcess(["run", appPath("deaf"), "--sim", "linear,8", "--json"]);
    await zof.until(({ events }) => events.filter(({ event }) => event === "switch_up")[7]);
    const start = performance.now();
    zof.kill("SIGINT");
    expect(await zof.exited).toBe(130);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(zof.events.at(-1)).toMatchObject({ event: "summary", switches: 8 });
  });
});
