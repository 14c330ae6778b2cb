import type { CaptureOptions } from "../capture/capture-frames.js";
import type { MessageFormat } from "../output/message-writer.js";
import type { MultipartNames } from "../output/multipart-names.js";

/** What `zof decode` is asked to do. */
export interface DecodeOptions {
  readonly files: readonly string[];
  /** Network device to capture from, in place of files. */
  readonly device: string | undefined;
  readonly hex: boolean;
  readonly capture: "auto" | "yes" | "no";
  readonly captureOptions: CaptureOptions;
  /** Show the packets of captures as PACKET_IN messages. */
  readonly convertPackets: boolean;
  readonly format: MessageFormat;
  readonly output: string | undefined;
  readonly colors: boolean;
  readonly multipartNames: MultipartNames;
  /** No messages about what would not decode. */
  readonly silentError: boolean;
  /** Expect only messages that do not decode. */
  readonly invertCheck: boolean;
  readonly keepGoing: boolean;
  /** Encode each message again and compare the bytes. */
  readonly verify: boolean;
  /** Show the headers of packets as `_pkt`. */
  readonly packetHeaders: boolean;
  /** Capture file that the packets of PACKET_IN and PACKET_OUT go to. */
  readonly packetFile: string | undefined;
  /** Which packets; PACKET_IN and PACKET_OUT messages with others are left out. See `packetFilter`. */
  readonly packetFilter: string | undefined;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly showFilename: boolean;
  /** Time of capture, or of reading where there is none; undefined shows it for captures only. */
  readonly timestamp: "none" | "secs" | undefined;
}
