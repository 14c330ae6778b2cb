import type { MessageFormat } from "../output/message-writer.js";

/** What `zof encode` is asked to do. */
export interface EncodeOptions {
  readonly files: readonly string[];
  /** What is written: bytes, their hexadecimal text a message a line, the message decoded again, or nothing. */
  readonly form: "binary" | "hex" | "roundtrip" | "none";
  /** Of `roundtrip`. */
  readonly format: MessageFormat;
  readonly output: string | undefined;
  readonly colors: boolean;
  /** No messages about what would not encode. */
  readonly silentError: boolean;
  readonly keepGoing: boolean;
  readonly uncheckedMatch: boolean;
  /** Wire version of messages that do not say theirs. */
  readonly version: number;
}
