import { type Command, Option } from "commander";
import { copyStreams } from "../capture/stream-copies.js";
import { decodeInputs } from "../decode/decode-inputs.js";
import { messageFormat } from "../output/message-writer.js";
import { list, wholeNumber } from "./option-values.js";

interface DecodeFlags {
  readonly json?: true;
  readonly jsonArray?: true;
  readonly silent?: true;
  readonly silentError?: true;
  readonly invertCheck?: true;
  readonly keepGoing?: true;
  readonly verifyOutput?: true;
  readonly hex?: true;
  readonly pktDecode?: true;
  readonly pktWriteFile?: string;
  readonly pktFilter?: string;
  readonly msgInclude?: string[];
  readonly msgExclude?: string[];
  readonly showFilename?: true;
  readonly timestamp?: "none" | "secs";
  readonly multipartNames: "prefix" | "suffix";
  readonly output?: string;
  readonly color: boolean;
  readonly pcapDevice?: string;
  readonly pcapConvertPacketin?: true;
  readonly pcapFormat: "auto" | "yes" | "no";
  readonly pcapFilter?: string;
  readonly pcapOutputDir?: string;
  readonly pcapSkipPayload?: number;
  readonly pcapMaxMissingBytes?: number;
}

/** Defines `zof decode`. */
export function defineDecode(command: Command): void {
  command
    .argument("[files...]", "files to read, or - for standard input", [])
    .option("-j, --json", "write JSON, one message a line")
    .option("--json-array", "write one JSON array")
    .option("-s, --silent", "write no messages, only what is wrong")
    .option("--silent-error", "do not say what is wrong; the exit status does")
    .option("-v, --invert-check", "expect only messages that do not decode")
    .option("-k, --keep-going", "go on after a message that does not decode")
    .option("-V, --verify-output", "encode each message again and compare the bytes")
    .option("--hex", "the input is hexadecimal text")
    .option("--pkt-decode", "show the headers of packets as _pkt")
    .option("--pkt-write-file <file>", "write the packets of PACKET_IN and PACKET_OUT to a capture file")
    .option(
      "--pkt-filter <filter>",
      'only PACKET_IN and PACKET_OUT with such packets, as "arp or udp port 53"',
    )
    .option("--msg-include <globs>", "only messages of these types, as PACKET_*,*STATS", list)
    .option("--msg-exclude <globs>", "no messages of these types", list)
    .option("--show-filename", "show the name of the file as _file")
    .addOption(
      new Option(
        "--timestamp <form>",
        "show the time of capture, or of reading (default: that of captures)",
      ).choices(["none", "secs"]),
    )
    .addOption(
      new Option("--multipart-names <form>", "REQUEST.DESC (prefix) or DESC_REQUEST (suffix)")
        .choices(["prefix", "suffix"])
        .default("prefix"),
    )
    .option("-o, --output <file>", "write to a file")
    .option("--no-color", "no colours on a terminal")
    .option("--pcap-device <device>", "capture from a network device, with tcpdump or dumpcap")
    .addOption(
      new Option("--pcap-format <choice>", "whether the input is a capture, pcap or pcapng")
        .choices(["auto", "yes", "no"])
        .default("auto"),
    )
    .option("--pcap-filter <filter>", 'connections of a capture (default: "tcp port 6653 or 6633")')
    .option("--pcap-output-dir <folder>", "write what each connection brought to a file of its own")
    .option("--pcap-skip-payload <bytes>", "leave out the beginning of each payload", wholeNumber)
    .option("--pcap-max-missing-bytes <bytes>", "fill gaps up to this size with zeros", wholeNumber)
    .option("--pcap-convert-packetin", "show all packets of a capture as PACKET_IN messages")
    .action(async (files: string[], flags: DecodeFlags) => {
      if (!(await decodeInputs(optionsOf(files, flags)))) process.exitCode = 1;
    });
}

function optionsOf(files: string[], flags: DecodeFlags): Parameters<typeof decodeInputs>[0] {
  const { pcapFilter, pcapOutputDir, pcapSkipPayload, pcapMaxMissingBytes } = flags;
  return {
    files,
    device: flags.pcapDevice,
    convertPackets: flags.pcapConvertPacketin === true,
    hex: flags.hex === true,
    capture: flags.pcapFormat,
    captureOptions: {
      ...(pcapFilter !== undefined && { filter: pcapFilter }),
      ...(pcapSkipPayload !== undefined && { skipPayload: pcapSkipPayload }),
      ...(pcapMaxMissingBytes !== undefined && { maxMissing: pcapMaxMissingBytes }),
      ...(pcapOutputDir !== undefined && { copyOf: copyStreams(pcapOutputDir) }),
    },
    format: messageFormat(flags),
    output: flags.output,
    colors: flags.color,
    multipartNames: flags.multipartNames,
    silentError: flags.silentError === true,
    invertCheck: flags.invertCheck === true,
    keepGoing: flags.keepGoing === true,
    verify: flags.verifyOutput === true,
    packetHeaders: flags.pktDecode === true,
    packetFile: flags.pktWriteFile,
    packetFilter: flags.pktFilter,
    include: flags.msgInclude ?? [],
    exclude: flags.msgExclude ?? [],
    showFilename: flags.showFilename === true,
    timestamp: flags.timestamp,
  };
}
