import type { Command } from "commander";
import { helpFor } from "../lookup/find-by-name.js";
import { allTypes, fieldTable, type Listing, lexicon, listingText, schemaNames } from "../lookup/listings.js";
import { rpcText } from "../lookup/rpc-methods.js";
import { CommandOutput } from "../output/command-output.js";
import { type Colors, commandColors } from "../report/colors.js";

interface HelpFlags extends Readonly<Partial<Record<Listing, true>>> {
  readonly fieldTable?: true;
  readonly schemaNames?: true;
  readonly schemaAll?: true;
  readonly schemaLexicon?: true;
  readonly rpc?: true;
  readonly brief?: true;
  readonly long?: true;
  readonly color: boolean;
}

const LISTINGS: readonly (readonly [Listing, string, string])[] = [
  ["messages", "-m, --messages", "all message types"],
  ["fields", "-f, --fields", "match fields"],
  ["stats", "--stats", "statistics of flow entries (OpenFlow 1.5)"],
  ["actions", "-a, --actions", "actions"],
  ["instructions", "-i, --instructions", "instructions"],
  ["structs", "--structs", "structs that messages are made of"],
  ["enums", "--enums", "enumerations"],
  ["flags", "--flags", "sets of flags"],
  ["mixed", "--mixed", "numbers some of whose values have names"],
  ["builtins", "--builtins", "integers, addresses and other plain values"],
];

/** Defines `zof help`. */
export function defineHelp(command: Command): void {
  command.argument("[names...]", "what to show, as FLOW_MOD, OUTPUT, ETH_DST, PortNumber");
  for (const [, flags, description] of LISTINGS) command.option(flags, description);
  command
    .option("--field-table", "match fields as a table with their headers")
    .option("--schema-names", "the names of all schemas")
    .option("--schema-all", "all schemas")
    .option("--schema-lexicon", "all names of properties")
    .option("-r, --rpc", "the methods of zof jsonrpc")
    .option("-b, --brief", "with a list: names only")
    .option("-l, --long", "with a list: everything about each")
    .option("--no-color", "no colours on a terminal")
    .action(async (names: string[], flags: HelpFlags) => {
      const output = new CommandOutput();
      const text = helpText(names, flags, commandColors(flags.color && output.isTerminal));
      if (text === "") {
        command.parent?.outputHelp();
        return;
      }
      output.writer.text(text);
      await output.close();
    });
}

/** All that was asked for; nothing when nothing was. */
function helpText(names: readonly string[], flags: HelpFlags, colors: Colors): string {
  const form = flags.brief ? "brief" : flags.long ? "full" : "lines";
  return [
    ...names.map((name) => helpFor(name, colors)),
    ...LISTINGS.filter(([listing]) => flags[listing] === true).map(([listing]) =>
      listingText(listing, form, colors),
    ),
    flags.fieldTable ? fieldTable() : "",
    flags.schemaNames ? schemaNames() : "",
    flags.schemaAll ? allTypes(colors) : "",
    flags.schemaLexicon ? lexicon() : "",
    flags.rpc ? rpcText(flags.brief === true) : "",
  ]
    .filter((text) => text !== "")
    .join("\n");
}
