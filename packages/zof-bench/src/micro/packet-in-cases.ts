import { parsePacket } from "zof-codec";
import { decode, type Message, type MessageViews } from "zof-types";
import { PacketInCycle } from "../load/packet-in-cycle.js";
import { type BenchGroup, forEach } from "./bench-case.js";
import { inOneChunk } from "./in-one-chunk.js";
import { jsonForm } from "./json-form.js";

const SAMPLES = 256;

/** Decoding a PACKET_IN with 60 bytes of packet, and reading what a learning switch reads. */
export function packetInGroups(version: number): BenchGroup[] {
  const cycle = new PacketInCycle(version, 1, SAMPLES);
  const frames = Array.from({ length: SAMPLES }, (_, index) => cycle.frame(index).slice());
  const json = frames.map((frame) => jsonForm(decode(frame)));
  return [
    {
      title: "Decode a PACKET_IN",
      cases: [
        forEach("JSON.parse", json, ({ text }) => JSON.parse(text)),
        forEach("decode", frames, (frame) => decode(frame)),
        forEach("decode, then port and addresses", frames, (frame) => readPlain(decode(frame))),
        forEach("decode lazily", frames, (frame) => decode(frame, { lazy: true })),
        forEach("decode lazily, then port and addresses", frames, (frame) =>
          readView(decode(frame, { lazy: true })),
        ),
        inOneChunk("the same, all in one chunk", frames, true, readView),
      ],
    },
  ];
}

function readPlain(message: Message): number {
  const { in_port, data } = message.msg as MessageViews["PACKET_IN"];
  const pkt = parsePacket(data);
  return lengthOf(in_port, pkt.eth_src, pkt.eth_dst);
}

function readView(message: Message): number {
  const { in_port, pkt } = message.msg as MessageViews["PACKET_IN"];
  return lengthOf(in_port, pkt.eth_src, pkt.eth_dst);
}

function lengthOf(port: unknown, src: string | undefined, dst: string | undefined): number {
  return Number(port) + (src?.length ?? 0) + (dst?.length ?? 0);
}
