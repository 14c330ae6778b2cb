import { connectMessages } from "zof-codec/wire";
import type { MessageInput } from "../message.js";
import { decodeWith } from "./decode.js";
import { encodeMessage } from "./encode.js";

connectMessages({
  read: (reader) => decodeWith(reader, false),
  write(writer, message, version) {
    const input = message as MessageInput;
    encodeMessage(writer, input, input.version ?? version, input.xid ?? 0);
  },
});
