import { inspect, isDeepStrictEqual } from "node:util";
import { parsePacket } from "zof-codec";
import { formatJson, type Message } from "zof-types";
import { canonical } from "../json/canonical.js";
import { decodeOutcome, type Outcome, secondOutcome } from "./decode-outcome.js";

/**
 * Decodes bytes, whole and as a view, writes them as JSON, looks into the packet that they may hold, and encodes
 * and decodes them once more; true when they are a message.
 *
 * The outcome may not depend on what lies around the bytes: then something was read past their end.
 */
export function tryMessage(bytes: Uint8Array): boolean {
  const outcome = decodeOutcome(bytes, 0x00);
  const expected = canonical(outcome);
  const same = (other: Outcome, what: string) => {
    if (!isDeepStrictEqual(canonical(other), expected)) {
      throw new Error(`${what}: ${inspect(outcome, { depth: 9 })} and ${inspect(other, { depth: 9 })}`);
    }
  };
  same(decodeOutcome(bytes, 0xff), "other surroundings, another outcome");
  const view = decodeOutcome(bytes, 0x00, true);
  // A view reads in another order: of several faults it may find another one first.
  if (!("error" in outcome && "error" in view)) same(view, "another outcome as a view");
  if ("error" in outcome) return false;
  formatJson(outcome.message);
  const { data } = outcome.message.msg as { data?: unknown };
  if (data instanceof Uint8Array) formatJson(parsePacket(data));
  if (lacksPort(outcome.message)) return true;
  const second = secondOutcome(outcome.message);
  if ("message" in second) same(second, "encoded and decoded again, another message");
  return true;
}

/** The match of a PACKET_OUT of OpenFlow 1.5 has IN_PORT (section 7.3.6); one that lacks it is given it. */
function lacksPort({ type, version, msg }: Message): boolean {
  const { match = [] } = msg as { match?: readonly { field: string }[] };
  return type === "PACKET_OUT" && version === 6 && !match.some(({ field }) => field === "IN_PORT");
}
