import { createHistogram } from "node:perf_hooks";
import { describe, expect, test } from "vitest";
import { encode, type MessageInput } from "zof-types";
import { OneByOneTraffic } from "./one-by-one-traffic.js";
import { PacketInCycle } from "./packet-in-cycle.js";
import { PipelinedTraffic } from "./pipelined-traffic.js";

function recordingLink() {
  const written: Uint8Array[] = [];
  return { written, write: (bytes: Uint8Array) => void written.push(bytes) };
}

describe("pipelined", () => {
  test("no more is in flight than allowed, and each acknowledgement lets one batch go", () => {
    const link = recordingLink();
    const cycle = new PacketInCycle(4, 1, 100);
    const traffic = new PipelinedTraffic(link, cycle, 399);
    traffic.send();
    expect(link.written.length).toBe(3);
    traffic.send();
    expect(link.written.length).toBe(3);
    traffic.acknowledged();
    traffic.acknowledged();
    traffic.send();
    expect(link.written.length).toBe(5);
  });

  test("it goes round the cycle and ends when all was taken", () => {
    const link = recordingLink();
    const cycle = new PacketInCycle(1, 1, 300);
    const traffic = new PipelinedTraffic(link, cycle, 1, 3);
    for (let taken = 0; taken < 3; taken++) {
      expect(traffic.done).toBe(false);
      traffic.send();
      traffic.acknowledged();
    }
    traffic.send();
    expect(traffic.done).toBe(true);
    const [first, second] = cycle.batches;
    expect(link.written).toEqual([first?.bytes, second?.bytes, first?.bytes]);
  });
});

describe.each([1, 4])("one by one, version %i", (version) => {
  function start() {
    const link = recordingLink();
    const cycle = new PacketInCycle(version, 1, 100);
    const latency = createHistogram();
    const traffic = new OneByOneTraffic(link, cycle, version, latency);
    traffic.send();
    const respond = (type: "FLOW_MOD" | "PACKET_OUT", buffer: number | "NO_BUFFER") => {
      traffic.response(encode({ ...response(type, buffer), version }), 0);
      traffic.send();
    };
    return { link, cycle, latency, traffic, respond };
  }

  test.each(["FLOW_MOD", "PACKET_OUT"] as const)(
    "a %s with its buffer_id, or with none, is the answer",
    (type) => {
      const { link, cycle, latency, respond } = start();
      respond(type, 0);
      respond(type, "NO_BUFFER");
      expect(link.written).toEqual([cycle.frame(0), cycle.frame(1), cycle.frame(2)]);
      expect(latency.count).toBe(2);
    },
  );

  test.each(["FLOW_MOD", "PACKET_OUT"] as const)("a %s for another packet is not", (type) => {
    const { link, latency, respond } = start();
    respond(type, 5);
    expect(link.written.length).toBe(1);
    expect(latency.count).toBe(0);
  });

  test("a second response before the next PACKET_IN counts for nothing", () => {
    const { latency, traffic } = start();
    for (const type of ["FLOW_MOD", "PACKET_OUT"] as const) {
      traffic.response(encode({ ...response(type, 0), version }), 0);
    }
    expect(latency.count).toBe(1);
  });

  test("a PACKET_IN without response is given up and the next sent", () => {
    const { link, latency, traffic } = start();
    expect(traffic.giveUp(performance.now() - 1000)).toBe(false);
    expect(traffic.giveUp(performance.now() + 1000)).toBe(true);
    expect(link.written.length).toBe(2);
    expect(latency.count).toBe(0);
  });
});

function response(type: "FLOW_MOD" | "PACKET_OUT", buffer_id: number | "NO_BUFFER"): MessageInput {
  if (type === "PACKET_OUT") return { type, msg: { buffer_id, in_port: 1, actions: [] } };
  return { type, msg: { command: "ADD", buffer_id, match: [], instructions: [] } };
}
