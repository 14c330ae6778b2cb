import { connectMessages, Hole, VariableHole } from "zof-codec/wire";
import type { MessageInput } from "../message.js";
import { decodeWith } from "./decode.js";
import { encodeWhole } from "./encode.js";

connectMessages({
  read: (reader) => decodeWith(reader, false),
  write(writer, message, version) {
    const input = message as MessageInput;
    // A template does not know the transaction id that it will have: it cannot be encoded ahead.
    if (input.xid === undefined && writer.patches !== undefined) throw new VariableHole(new Hole("xid"));
    encodeWhole(writer, input, input.version ?? version, input.xid ?? writer.xid);
  },
});
