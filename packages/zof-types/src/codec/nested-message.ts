import { connectMessages } from "zof-codec/wire";
import type { MessageInput } from "../message.js";
import { decodeWith } from "./decode.js";
import { encodeWhole } from "./encode.js";

connectMessages({
  read: (reader) => decodeWith(reader, false),
  write(writer, message, version) {
    const input = message as MessageInput;
    encodeWhole(writer, input, input.version ?? version, input.xid ?? 0);
  },
});
