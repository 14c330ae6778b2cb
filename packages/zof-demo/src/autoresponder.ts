/**
 * Answers ARP and ping for an address that no host has: packets read and built by their header fields.
 *
 *     zof run autoresponder --answer-ip 10.0.0.99
 */

import { Application, compile, type PacketInput } from "zof";

const app = new Application("autoresponder")
  .option("--answer-ip <address>", "IPv4 address to answer for", "10.0.0.99")
  .option("--answer-mac <address>", "its MAC address", "0e:00:00:00:00:99");

/** What is for the address comes to us; everything else is flooded by the switch. */
app.message("CHANNEL_UP", () => {
  const ip = String(app.args.answerIp);
  TAKE.send({ match: [{ field: "ARP_TPA", value: ip }] });
  TAKE.send({ match: [{ field: "IPV4_DST", value: ip }] });
  FLOOD.send();
});

app.message("PACKET_IN", { arp_op: 1 }, ({ msg: { in_port, pkt } }) => {
  const { eth_src, arp_spa, arp_sha, arp_tpa, vlan_vid } = pkt;
  const eth = { eth_dst: eth_src, eth_src: String(app.args.answerMac), vlan_vid };
  answer(in_port, {
    ...eth,
    eth_type: 0x0806,
    arp_op: 2,
    arp_spa: arp_tpa,
    arp_tpa: arp_spa,
    arp_tha: arp_sha,
  });
});

app.message("PACKET_IN", { icmpv4_type: 8 }, ({ msg: { in_port, pkt } }) => {
  const { eth_src, eth_dst, ipv4_src, ipv4_dst, vlan_vid, payload } = pkt;
  const eth = { eth_dst: eth_src, eth_src: eth_dst, vlan_vid };
  const ip = { eth_type: 0x0800, ip_proto: 1, ipv4_src: ipv4_dst, ipv4_dst: ipv4_src };
  // The payload holds identifier and sequence number: it goes back as it came.
  answer(in_port, { ...eth, ...ip, icmpv4_type: 0, payload });
});

function answer(port: Parameters<typeof ANSWER.send>[0]["port"], pkt: PacketInput): void {
  ANSWER.send({ port, pkt });
}

const TAKE = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    priority: 10
    match: $match
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: CONTROLLER, max_len: NO_BUFFER}]
`);

const FLOOD = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    priority: 0
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: FLOOD}]
`);

/** A switch does not send out of the port that a packet came in by, unless told so: this one comes from us. */
const ANSWER = compile(`
  type: PACKET_OUT
  msg:
    in_port: CONTROLLER
    actions: [{action: OUTPUT, port_no: $port}]
    pkt: $pkt
`);
