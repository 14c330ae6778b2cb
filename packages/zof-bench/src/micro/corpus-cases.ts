import { CodecError, Framer, Writer } from "zof-codec";
import { decode, type MessageInput } from "zof-types";
import { decodeMessage, encodeMessage } from "zof-types/internal";
import type { Corpus } from "../corpus/read-corpus.js";
import type { BenchGroup } from "./bench-case.js";
import { jsonForm } from "./json-form.js";

/** Decoding all messages of a file, and encoding them again; those of types that the codec lacks are left out. */
export function corpusGroup({ name, bytes, frames: all }: Corpus): BenchGroup {
  const frames = all.filter(({ start, end }) => isKnown(bytes.subarray(start, end)));
  const messages = frames.length;
  const decoded = frames.map(({ start, end }) => decodeMessage(bytes, start, end, false));
  const json = decoded.map(jsonForm);
  const chunk = Buffer.concat(frames.map(({ start, end }) => bytes.subarray(start, end)));
  const output = new Writer(chunk.length);
  const encodeAll = () => {
    output.length = 0;
    for (const message of decoded)
      encodeMessage(output, message as MessageInput, message.version, message.xid);
  };
  encodeAll();
  const same = Buffer.compare(output.bytes.subarray(0, output.length), chunk) === 0;
  const left = all.length === messages ? "" : ` (${all.length - messages} of other types left out)`;
  return {
    title: `${name}: ${messages} messages${left}, encoded again to ${same ? "the same" : "OTHER"} bytes`,
    cases: [
      {
        name: "JSON.parse",
        messages,
        run: () => {
          for (const { text } of json) JSON.parse(text);
        },
      },
      {
        name: "JSON.stringify",
        messages,
        run: () => {
          for (const { value } of json) JSON.stringify(value);
        },
      },
      {
        name: "decode",
        messages,
        run: () => {
          for (const { start, end } of frames) decodeMessage(bytes, start, end, false);
        },
      },
      {
        name: "cut into messages and decode lazily",
        messages,
        run: () => {
          const framer = new Framer();
          framer.push(chunk);
          while (framer.next()) decodeMessage(framer.bytes, framer.start, framer.end, true);
        },
      },
      { name: "encode", messages, run: encodeAll },
    ],
  };
}

function isKnown(frame: Uint8Array): boolean {
  try {
    decode(frame);
    return true;
  } catch (error) {
    if (error instanceof CodecError && error.code === "bad_type") return false;
    throw error;
  }
}
