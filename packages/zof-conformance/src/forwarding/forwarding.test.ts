import { afterAll, afterEach, describe, expect, it } from "vitest";
import { buildPacket, parsePacket } from "zof-codec";
import { type ActionInput, type MessageInput, VERSIONS } from "zof-types";
import { Random } from "../fuzz/random.js";
import { hexOf } from "../json/canonical.js";
import { openVswitchMissing } from "../lab/lab-available.js";
import { DummyBridge, type Sent } from "./dummy-bridge.js";
import { inVersion } from "./in-version.js";
import { bytesOf, KNOWN_DIFFERENCES } from "./known-differences.js";
import { randomFrame } from "./random-frame.js";
import { PORTS, randomPipeline } from "./random-pipeline.js";
import { SimulatedBridge } from "./simulated-bridge.js";

/** OpenFlow 1.3, where the version makes no difference. */
const VERSION = 4;
const FRAMES = 40;
/** No port is down. */
const NONE = 0;

describe.skipIf(openVswitchMissing() !== undefined)(
  "forwarding, by Open vSwitch and by the simulated switch",
  () => {
    let real: DummyBridge;
    let simulated: SimulatedBridge;
    let total = 0;

    async function start(version: number): Promise<void> {
      real = new DummyBridge(PORTS);
      simulated = new SimulatedBridge(PORTS, version);
      await real.start(version);
    }

    afterEach(async () => {
      simulated.close();
      await real.stop();
    });

    // A test in which nothing goes out shows nothing.
    afterAll(() => expect(total).toBeGreaterThan(FRAMES));

    it("drops a packet whose TTL is used up", async () => {
      await start(VERSION);
      const actions: ActionInput[] = [{ action: "DEC_NW_TTL" }, { action: "OUTPUT", port_no: 2 }];
      const match = [{ field: "ETH_TYPE", value: 0x0800 }] as const;
      const instructions = [{ instruction: "APPLY_ACTIONS", actions }] as const;
      await expectSameOutcomes([{ type: "FLOW_MOD", msg: { command: "ADD", match, instructions } }]);
      const ipv4 = {
        eth_dst: "00:00:00:00:00:02",
        eth_src: "00:00:00:00:00:01",
        ipv4_src: "10.0.0.1",
        ipv4_dst: "10.0.0.2",
      };
      const forwarded: number[] = [];
      for (const nx_ip_ttl of [0, 1, 2]) {
        const frame = buildPacket({ ...ipv4, nx_ip_ttl, udp_src: 1, udp_dst: 2 });
        forwarded.push(await expectSameFrames(1, frame, NONE));
      }
      expect(forwarded).toEqual([0, 0, 1]);
    });

    const runs = VERSIONS.flatMap((version) =>
      [1, 2].map((seed) => ({ version, seed: 10 * version + seed })),
    );
    it.each(runs)(
      "random pipelines treat random packets alike (wire version $version, seed $seed)",
      async ({ version, seed }) => {
        await start(version);
        const random = new Random(seed);
        const messages = inVersion(randomPipeline(random), version, random);
        await expectSameOutcomes(messages);
        const down = 1 + random.below(PORTS);
        await real.setPort(down, "down");
        simulated.setPort(down, "down");
        for (let count = 0; count < FRAMES; count++) {
          const frame = randomFrame(random);
          const in_port = 1 + ((down + random.below(PORTS - 1)) % PORTS);
          total += await expectSameFrames(in_port, frame, down);
        }
      },
      120_000,
    );

    it.each(KNOWN_DIFFERENCES)("still differs: $what", async (difference) => {
      await start(VERSION);
      const outcomes = await real.send(difference.messages);
      expect(simulated.send(difference.messages).filter(Boolean)).toEqual([]);
      const frame = bytesOf(difference);
      const headersOf = (sent: readonly Sent[]) =>
        sent.map(({ port_no, bytes }) => [port_no, parsePacket(bytes).toObject()]);
      if (typeof difference.real === "string") expect(outcomes.at(-1)).toBe(difference.real);
      else expect(headersOf((await real.forward(1, hexOf(frame))).sent)).toMatchObject(difference.real);
      expect(headersOf((await simulated.forward(1, frame)).sent)).toMatchObject(difference.simulated);
    });

    async function expectSameOutcomes(messages: readonly MessageInput[]): Promise<void> {
      const ofReal = await real.send(messages);
      const ofSimulated = simulated.send(messages);
      const rows = messages.map((message, index) => ({
        message,
        real: ofReal[index],
        simulated: ofSimulated[index],
      }));
      expect(rows.filter((row) => row.real !== row.simulated).map((row) => JSON.stringify(row))).toEqual([]);
    }

    async function expectSameFrames(in_port: number, frame: Uint8Array, down: number): Promise<number> {
      const expected = await real.forward(in_port, hexOf(frame));
      const actual = await simulated.forward(in_port, frame);
      const context = `${parsePacket(frame).get_description()}\n${expected.trace}`;
      // A dummy port that is down sends all the same, which no other port does.
      const sent = expected.sent.filter(({ port_no }) => port_no !== down);
      expect(described(actual.sent), context).toEqual(described(sent));
      expect(actual.toController, context).toBe(expected.toController);
      return sent.length;
    }
  },
);

/** Frames by port: different ports have no order. */
function described(sent: readonly Sent[]): string[] {
  return sent
    .map(({ port_no, bytes }) => `${port_no}: ${parsePacket(bytes).get_description()} ${hexOf(bytes)}`)
    .sort();
}
