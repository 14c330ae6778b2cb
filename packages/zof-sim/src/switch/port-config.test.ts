import { expect, test } from "vitest";
import { buildPacket } from "zof-codec";
import type { PortConfigFlags } from "zof-types";
import { portsOf, testDatapath } from "../testing/datapath.test.fixture.js";
import { outputs } from "../testing/flow-mod.test.fixture.js";
import type { SwitchPort } from "./switch-port.js";

const frame = buildPacket({ eth_dst: "00:00:00:00:00:02", eth_src: "00:00:00:00:00:01", eth_type: 0x88b5 });

/** What a frame that comes in by port 1 goes out of when a port is configured so. */
function sent(port_no: number, config: PortConfigFlags, to: "FLOOD" | "CONTROLLER" | 2 = "FLOOD") {
  const tested = testDatapath();
  tested.add({ instructions: outputs(to) });
  tested.switch.configurePort(tested.ports.get(port_no) as SwitchPort, config);
  tested.ports.get(1)?.deliver({ bytes: frame, hops: 0 });
  return { ...tested, out: portsOf(tested.sent) };
}

test("a port that is down neither sends nor receives (OpenFlow 1.3.5, section 7.2.1)", () => {
  expect(sent(2, ["PORT_DOWN"]).out).toEqual([3, 4]);
  const { out, ports } = sent(1, ["PORT_DOWN"]);
  expect(out).toEqual([]);
  expect(ports.get(1)?.rx_dropped).toBe(1);
});

test("NO_RECV, NO_FWD, NO_FLOOD and NO_PACKET_IN are for one direction or purpose each", () => {
  expect(sent(1, ["NO_RECV"]).out).toEqual([]);
  expect(sent(2, ["NO_RECV"]).out).toEqual([2, 3, 4]);
  const forward = sent(2, ["NO_FWD"], 2);
  expect(forward.out).toEqual([]);
  expect(forward.ports.get(2)?.tx_dropped).toBe(1);
  expect(sent(2, ["NO_FLOOD"]).out).toEqual([3, 4]);
  expect(sent(2, ["NO_FLOOD"], 2).out).toEqual([2]);
  expect(sent(1, ["NO_PACKET_IN"], "CONTROLLER").packetIns).toEqual([]);
  expect(sent(2, ["NO_PACKET_IN"], "CONTROLLER").packetIns.length).toBe(1);
});

test("a bucket whose watched port was taken down is not live", () => {
  const tested = testDatapath();
  const bucket = (port_no: number) => ({
    watch_port: port_no,
    actions: [{ action: "OUTPUT", port_no } as const],
  });
  tested.group({ command: "ADD", type: "FF", group_id: 1, buckets: [bucket(2), bucket(3)] });
  const toGroup = { instruction: "APPLY_ACTIONS", actions: [{ action: "GROUP", group_id: 1 }] } as const;
  tested.add({ instructions: [toGroup] });
  expect(portsOf(tested.receive(frame))).toEqual([2]);
  tested.switch.configurePort(tested.ports.get(2) as SwitchPort, ["PORT_DOWN"]);
  expect(portsOf(tested.receive(frame))).toEqual([3]);
});
