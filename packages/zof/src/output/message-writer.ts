import { JsonWriter } from "zof-types/internal";
import type { Colors } from "../report/colors.js";
import type { CommandOutput } from "./command-output.js";
import { formatYaml } from "./format-yaml.js";

export type MessageFormat = "yaml" | "json" | "json-array" | "none";

/** Writes messages in one of the formats. */
export class MessageWriter {
  readonly #output: CommandOutput;
  readonly #format: MessageFormat;
  readonly #colors: Colors;
  readonly #json = new JsonWriter();
  #count = 0;

  constructor(output: CommandOutput, format: MessageFormat, colors: Colors) {
    this.#output = output;
    this.#format = format;
    this.#colors = colors;
  }

  write(message: object): void {
    switch (this.#format) {
      case "json":
        this.#writeJson("", message, "\n");
        break;
      case "json-array":
        this.#writeJson(this.#count === 0 ? "[\n" : ",\n", message, "");
        break;
      case "yaml":
        this.#output.write(formatYaml(message, this.#colors));
        break;
      case "none":
        break;
    }
    this.#count++;
  }

  #writeJson(before: string, message: object, after: string): void {
    const json = this.#json;
    json.length = 0;
    json.ascii(before);
    json.value(message);
    json.ascii(after);
    this.#output.writeBytes(json.bytes.subarray(0, json.length));
  }

  /** Writes what closes the format. */
  end(): void {
    if (this.#format === "json-array") this.#output.write(this.#count === 0 ? "[]\n" : "\n]\n");
  }
}

/** The format that the options of a command ask for. */
export function messageFormat(options: {
  json?: boolean;
  jsonArray?: boolean;
  silent?: boolean;
}): MessageFormat {
  if (options.silent === true) return "none";
  if (options.jsonArray === true) return "json-array";
  return options.json === true ? "json" : "yaml";
}
