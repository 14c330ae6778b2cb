import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NetworkEvent } from "../network/network-event.js";
import { linear } from "../network/topology.js";
import { freePort } from "../testing/free-port.test.fixture.js";

const PROGRAM = "ovs-testcontroller";
const isInstalled = spawnSync(PROGRAM, ["--version"]).status === 0;

/** Another implementation's learning switch must get along with ours. */
describe.skipIf(!isInstalled)(`under Open vSwitch's ${PROGRAM} (skipped where it is not installed)`, () => {
  let folder: string;
  let controller: ChildProcess;
  let port: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "zof-sim-"));
    port = await freePort();
    const quiet = ["--no-chdir", "-vconsole:off", "-vsyslog:off", `--unixctl=${join(folder, "ctl")}`];
    controller = spawn(PROGRAM, [...quiet, `ptcp:${port}:127.0.0.1`], { stdio: "ignore" });
    while (!(await accepts(port))) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  afterAll(async () => {
    const ended = new Promise((resolve) => controller.once("exit", resolve));
    controller.kill();
    await ended;
    rmSync(folder, { recursive: true });
  });

  test.each([1, 4])("all hosts of a line reach each other, version %i", async (version) => {
    const network = linear(3, { switch: { versions: [version] } });
    const events: NetworkEvent[] = [];
    network.subscribe((event) => events.push(event));
    await network.connect({ port, reconnect: false });
    expect((await network.pingAll()).failed).toEqual([]);
    // Its flow entries match every field of a packet that OpenFlow 1.0 knows.
    const fields = network.switches[1]?.tables[0]?.entries.map(({ match }) =>
      match.fields.map(({ field }) => field),
    );
    expect(fields).toContainEqual(
      expect.arrayContaining(["IN_PORT", "ETH_SRC", "VLAN_VID", "IPV4_DST", "ICMPV4_TYPE"]),
    );
    expect(events.filter(({ type }) => type === "controller_error" || type === "switch_closed")).toEqual([]);
    network.close();
  });
});

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
