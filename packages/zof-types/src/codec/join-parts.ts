import { CodecError } from "zof-codec";
import type { Message } from "../message.js";
import { isMultipart } from "../message-types.js";

/**
 * One message of the parts of a multipart message (OpenFlow 1.3.5 section 7.3.5): their lists one behind the
 * other, the rest from the first, without the flag MORE. A single part is that message.
 *
 * @throws CodecError `bad_type` for parts of several types, and for those that are no lists: what is in several
 *   parts of an EXPERIMENTER is for the experimenter to say.
 */
export function joinParts<Part extends Message>(parts: readonly Part[]): Part {
  const [first] = parts;
  if (first === undefined) throw new CodecError("missing", "there are no parts to join");
  if (parts.length === 1) return first;
  const { type } = first;
  const other = parts.find((part) => part.type !== type);
  if (other !== undefined)
    throw new CodecError("bad_type", `a part of type ${other.type} among those of ${type}`);
  if (!isMultipart(type) || !parts.every(({ msg }) => Array.isArray(msg))) {
    throw new CodecError("bad_type", `${type} is no list, so its ${parts.length} parts cannot be joined`);
  }
  const flags = first.flags?.filter((flag) => flag !== "MORE");
  return { ...first, flags, msg: parts.flatMap(({ msg }) => msg as unknown[]) } as Part;
}
