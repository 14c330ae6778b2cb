import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Lab, startLab } from "../lab/lab.js";
import { labUnavailable } from "../lab/lab-available.js";
import type { LabHost } from "../lab/lab-host.js";
import { type Recorder, startRecorder } from "../lab/recorder.js";
import { numberText } from "../ofp-print/number-text.js";
import { type FlowSummary, printedFlow } from "../ofp-print/printed-flow.js";
import { expectAgreement } from "./expect-agreement.js";
import { startLayer2 } from "./layer2-process.js";

describe.skipIf(labUnavailable() !== undefined)("the layer2 demo, with a real switch", () => {
  it.each(["OpenFlow10", "OpenFlow13"])(
    "lets every host ping every other, with %s",
    async (protocol) => {
      await withLayer2({ protocol, bridges: 1 }, async (lab, recorder) => {
        expect(await lab.pingAll()).toEqual([]);
        const before = await dumpFlows(lab, protocol, 0);
        for (const host of lab.hosts) expect(before.filter((flow) => leadsTo(flow, host))).not.toEqual([]);

        // Once the flows are there, and what was under way meanwhile has arrived, the controller has no part in it.
        await sleep(300);
        const packetIns = countPacketIns(recorder);
        expect(await lab.pingAll()).toEqual([]);
        expect(countPacketIns(recorder)).toBe(packetIns);
        const after = await dumpFlows(lab, protocol, 0);
        for (const host of lab.hosts) {
          const count = (flows: FlowSummary[]) =>
            flows
              .filter((flow) => leadsTo(flow, host))
              .reduce((sum, { attributes }) => sum + Number(attributes.packet_count), 0);
          // A request and a reply of each of the two others.
          expect(count(after) - count(before)).toBeGreaterThanOrEqual(4);
        }

        const types = new Set(await expectAgreement(recorder.messages));
        expect([...types]).toEqual(expect.arrayContaining(["PACKET_IN", "FLOW_MOD", "PACKET_OUT"]));
      });
    },
    60_000,
  );

  it("works across two switches, and keeps VLANs apart", async () => {
    await withLayer2({ protocol: "OpenFlow13", bridges: 2 }, async (lab) => {
      expect(await lab.pingAll()).toEqual([]);
      const [first, second, third] = lab.hosts as [LabHost, LabHost, LabHost];
      await addVlan(first, 10);
      await addVlan(second, 10);
      await addVlan(third, 20);
      expect(await pingsInVlan(first, second)).toBe(true);
      expect(await pingsInVlan(first, third)).toBe(false);
    });
  }, 60_000);
});

async function withLayer2(
  { protocol, bridges }: { protocol: string; bridges: number },
  use: (lab: Lab, recorder: Recorder) => Promise<void>,
): Promise<void> {
  const layer2 = await startLayer2();
  const recorder = await startRecorder({ host: "127.0.0.1", port: layer2.port });
  try {
    const lab = await startLab({ bridges, protocols: [protocol], controller: recorder.target });
    try {
      await lab.waitConnected();
      await use(lab, recorder);
    } finally {
      await lab.stop();
    }
  } finally {
    await recorder.stop();
    await layer2.interrupt();
  }
}

async function dumpFlows(lab: Lab, protocol: string, bridge: number): Promise<FlowSummary[]> {
  const printed = await lab.openVswitch.ofctl(["-O", protocol, "dump-flows", lab.bridges[bridge] ?? ""]);
  return printed.split("\n").slice(1).filter(Boolean).map(printedFlow);
}

/** Whether a flow matches frames to a host and sends them where it is. */
function leadsTo({ match, actions }: FlowSummary, { mac, portNo }: LabHost): boolean {
  return match.ETH_DST === numberText(mac) && actions.includes(`OUTPUT ${numberText(portNo)}`);
}

function countPacketIns({ messages }: Recorder): number {
  return messages.filter(({ bytes }) => bytes[1] === 10).length;
}

async function addVlan(host: LabHost, vlan: number): Promise<void> {
  await host.exec(["ip", "link", "add", "link", "eth0", "name", "vlan", "type", "vlan", "id", String(vlan)]);
  await host.exec(["ip", "addr", "add", `10.1.0.${host.number}/24`, "dev", "vlan"]);
  await host.exec(["ip", "link", "set", "vlan", "up"]);
}

async function pingsInVlan(from: LabHost, to: LabHost): Promise<boolean> {
  const { stdout } = await from.exec(["sh", "-c", `ping -n -q -c 1 -W 2 10.1.0.${to.number} || true`]);
  return / 1 received/.test(stdout);
}
