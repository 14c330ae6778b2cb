import { expect } from "vitest";
import { decode, encode, type MessageInput } from "zof-types";
import { hexOf } from "../json/canonical.js";
import type { RecordedMessage } from "../lab/recorder.js";
import { isComparable, messageSummary, printedSummary } from "../ofp-print/compare-printed.js";
import { printMessages } from "../ofp-print/print-messages.js";

/**
 * Expects of messages that went between a real switch and its controller that we decode them as Open
 * vSwitch does, and encode them to the same bytes again. Returns the types of all, in order.
 */
export async function expectAgreement(messages: readonly RecordedMessage[]): Promise<string[]> {
  const texts = await printMessages(messages.map(({ bytes }) => bytes));
  return messages.map(({ bytes }, index) => {
    const message = decode(bytes);
    expect(hexOf(encode(message as MessageInput))).toBe(hexOf(bytes));
    if (isComparable(message.type)) {
      expect(printedSummary(message.type, texts[index] ?? "")).toEqual(messageSummary(message));
    }
    return message.type;
  });
}
