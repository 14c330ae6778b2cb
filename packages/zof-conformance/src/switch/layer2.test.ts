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
        for (const host of lab.hosts) {
          const count = (flows: FlowSummary[]) =>
            flows
              .filter((flow) => leadsTo(flow, host))
              .reduce((sum, { attributes }) => sum + Number(attributes.packet_count), 0);
          const counted = async () => count(await dumpFlows(lab, protocol, 0)) - count(before);
          // A request and a reply of each of the two others; the switch takes up to a second to count them.
          await expect.poll(counted, { timeout: 5000, interval: 100 }).toBeGreaterThanOrEqual(4);
        }

        const types = new Set(await expectAgreement(recorder.messages));
        expect([...types]).toEqual(expect.arrayContaining(["PACKET_IN", "FLOW_MOD", "PACKET_OUT"]));
      });
    },
    60_000,
  );

  it.each(["OpenFlow10", "OpenFlow13"])(
    "forgets a host whose cable is pulled, with %s",
    async (protocol) => {
      await withLayer2({ protocol, bridges: 1 }, async (lab) => {
        expect(await lab.pingAll()).toEqual([]);
        const [host] = lab.hosts as [LabHost];
        const leading = async () => (await dumpFlows(lab, protocol, 0)).filter((flow) => leadsTo(flow, host));
        expect(await leading()).not.toEqual([]);
        await host.unplug();
        await expect.poll(leading).toEqual([]);
        await host.plug();
        expect(await lab.pingAll()).toEqual([]);
      });
    },
    60_000,
  );

  it("works across two switches", async () => {
    await withLayer2({ protocol: "OpenFlow13", bridges: 2 }, async (lab) => {
      expect(await lab.pingAll()).toEqual([]);
    });
  }, 60_000);

  it.each(["OpenFlow10", "OpenFlow13"])(
    "keeps VLANs apart, with %s",
    async (protocol) => {
      await withLayer2({ protocol, bridges: 1 }, async (lab) => {
        await receive(lab, protocol, 1, frame(BROADCAST, lab.hosts[0]?.mac, 10));
        await receive(lab, protocol, 2, frame(lab.hosts[0]?.mac, lab.hosts[1]?.mac, 20));
        await receive(lab, protocol, 2, frame(lab.hosts[0]?.mac, lab.hosts[1]?.mac, 10));
        const learned = async () => {
          const flows = await dumpFlows(lab, protocol, 0);
          return flows.filter(({ match }) => match.ETH_DST !== undefined);
        };
        await expect.poll(learned).toHaveLength(1);
        const [flow] = await learned();
        expect(flow?.match).toMatchObject({ VLAN_VID: "0x100a", ETH_DST: "0xa0000000001" });
        expect(flow?.actions).toEqual(["OUTPUT 0x1"]);
      });
    },
    60_000,
  );
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

const BROADCAST = "ff:ff:ff:ff:ff:ff";

/** A frame with a VLAN tag and nothing to tell, in hexadecimal. */
function frame(destination: string | undefined, source: string | undefined, vlan: number): string {
  const tag = `8100${vlan.toString(16).padStart(4, "0")}`;
  return `${destination}${source}${tag}88b5`.replaceAll(":", "").padEnd(120, "0");
}

/** Has the switch treat a frame as if it came in at a port. */
async function receive(lab: Lab, protocol: string, port: number, hex: string): Promise<void> {
  const request = `in_port=${port} packet=${hex} actions=table`;
  await lab.openVswitch.ofctl(["-O", protocol, "packet-out", lab.bridges[0] ?? "", request]);
}
