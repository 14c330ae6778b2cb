import { Writer } from "zof-codec";
import { decode, encode } from "zof-types";
import { encodeMessage } from "zof-types/internal";
import { type BenchGroup, forEach } from "./bench-case.js";
import { handWrittenFlowMod } from "./hand-written-flow-mod.js";
import { inOneChunk } from "./in-one-chunk.js";
import { jsonForm } from "./json-form.js";
import { FLOW_MOD_VALUES, flowModOf } from "./sample-flow-mods.js";

/** Encoding a FLOW_MOD of four match fields and one action from an object, and decoding it. */
export function flowModGroups(version: number): BenchGroup[] {
  const messages = FLOW_MOD_VALUES.map(flowModOf);
  const frames = messages.map((message) => encode(message, { version }));
  const json = frames.map((frame) => jsonForm(decode(frame)));
  const output = new Writer(64 * 1024);
  return [
    {
      title: "Encode a FLOW_MOD",
      cases: [
        forEach("JSON.stringify", json, ({ value }) => JSON.stringify(value)),
        forEach("encode", messages, (message) => encode(message, { version })),
        forEach("encodeMessage into a buffer", messages, (message, index) => {
          if (index === 0) output.length = 0;
          encodeMessage(output, message, version, index);
        }),
        forEach("written by hand with Buffer", FLOW_MOD_VALUES, (values) =>
          handWrittenFlowMod(version, values),
        ),
      ],
    },
    {
      title: "Decode a FLOW_MOD",
      cases: [
        forEach("JSON.parse", json, ({ text }) => JSON.parse(text)),
        forEach("decode", frames, (frame) => decode(frame)),
        inOneChunk("decodeMessage, all in one chunk", frames, false),
      ],
    },
  ];
}
