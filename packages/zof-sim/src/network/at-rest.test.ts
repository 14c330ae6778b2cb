import { afterEach, beforeEach, expect, test } from "vitest";
import { buildPacket } from "zof-codec";
import { ManualClock } from "../clock/manual-clock.js";
import type { Switch } from "../switch/switch.js";
import { outputs } from "../testing/flow-mod.test.fixture.js";
import { RawController } from "../testing/raw-controller.test.fixture.js";
import { Network } from "./network.js";

const frame = buildPacket({ eth_dst: "00:00:00:00:00:02", eth_src: "00:00:00:00:00:01", eth_type: 0x88b5 });
const ECHO_REQUEST = 2;

let controller: RawController;
let network: Network;
let device: Switch;

beforeEach(async () => {
  controller = await RawController.listen();
  network = new Network({ clock: new ManualClock() });
  device = network.addSwitch({ ports: 2, versions: [4] });
  const ready = network.connect({ port: controller.port });
  await controller.hello();
  await ready;
});

afterEach(async () => {
  network.close();
  await controller.close();
});

/** Answers each message in turn as told, until the network is at rest. Returns how many came, without echoes. */
async function answering(answer: (count: number) => void): Promise<number> {
  let count = 0;
  let over = false;
  const rest = network.settle().finally(() => {
    over = true;
  });
  rest.catch(() => {});
  void (async () => {
    while (!over) {
      const hex = await controller.nextHex();
      if (Number.parseInt(hex.slice(2, 4), 16) === ECHO_REQUEST) {
        controller.sendHex(`0403${hex.slice(4)}`);
      } else {
        count++;
        answer(count);
      }
    }
  })();
  await rest;
  return count;
}

test("waits for frames, for what the controller does about them, and for what comes of that", async () => {
  const [host, other] = [network.addHost(), network.addHost()];
  network.link(device, host);
  network.link(device, other);
  device.flowMod({ command: "ADD", instructions: outputs("CONTROLLER") });
  let delivered = 0;
  network.subscribe((event) => {
    if (event.type === "frame_delivered" && event.to.node === other) delivered++;
  });
  host.announce();
  // Two PORT_STATUS and a PACKET_IN, which the controller sends on.
  const heard = await answering((count) => {
    const actions = [{ action: "OUTPUT", port_no: 2 }] as const;
    if (count === 3) controller.send({ type: "PACKET_OUT", msg: { in_port: 1, actions, data: frame } });
  });
  expect(heard).toBe(3);
  expect(delivered).toBe(1);
});

test("a controller that goes on for ever is an error", async () => {
  device.flowMod({ command: "ADD", instructions: outputs("CONTROLLER") });
  const actions = [{ action: "OUTPUT", port_no: "CONTROLLER" }] as const;
  const again = () => controller.send({ type: "PACKET_OUT", msg: { actions, data: frame } });
  again();
  await expect(answering(again)).rejects.toThrow("restless");
}, 60_000);

test("a switch that misbehaves or is not connected is not waited for", async () => {
  device.misbehave("never_answers");
  await network.settle();
  device.disconnect();
  await network.settle();
  expect(device.connection.status).toBe("idle");
});
