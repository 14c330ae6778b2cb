import { expect, it } from "vitest";
import { compile } from "zof-compile";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

const ROLE = compile("NX_ROLE_REQUEST {role: $role}");

const data = (ethType: string) => `020000000002020000000001${ethType}${"00".repeat(46)}`;

it("shows Open vSwitch's packets to the handlers of their type, as views", async () => {
  const controller = new TestController();
  const calls: string[] = [];
  const app = controller.app("packets");
  app.message("NX_PACKET_IN", { eth_type: 0x88cc }, () => void calls.push("lldp"));
  app.message("NX_PACKET_IN", ({ msg }) => void calls.push(`${msg.in_port} ${msg.pkt.eth_src}`));
  app.message(
    "nx_packet_in2",
    ({ msg }) => void calls.push(`${msg.in_port} ${msg.pkt.eth_dst} ${msg.table_id}`),
  );
  await controller.start();
  const peer = await openSwitch(controller.endpoint);
  const packet = (ethType: string) =>
    ({ total_len: 60, in_port: 3, reason: "TABLE_MISS", data: data(ethType) }) as const;
  // A type that nobody handles has the same numbers in its header as those that somebody does.
  peer.send({ type: "NX_FLOW_AGE" });
  peer.send({ type: "NX_PACKET_IN", msg: packet("88cc") });
  peer.send({ type: "NX_PACKET_IN", msg: packet("0800") });
  peer.send({ type: "NX_PACKET_IN2", msg: { ...packet("0800"), table_id: 5 } });
  await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(3);
  expect(calls).toEqual(["lldp", "3 02:00:00:00:00:01", "3 02:00:00:00:00:02 5"]);
});

it("gives the reply to a request that an experimenter defines", async () => {
  const controller = new TestController();
  const recorder = controller.recorder();
  await controller.start();
  const peer = await openSwitch(controller.endpoint, { version: 1 });
  await recorder.wait("CHANNEL_UP");
  const request = ROLE.request({ datapath_id: 1, role: "ROLE_MASTER" });
  const { xid, msg } = await peer.next("NX_ROLE_REQUEST");
  peer.send({ type: "NX_ROLE_REPLY", xid, msg });
  const reply = await request;
  expect(reply.type satisfies "NX_ROLE_REPLY").toBe("NX_ROLE_REPLY");
  expect(reply.msg.role).toBe("ROLE_MASTER");
});
