import { formatDatapathId, parseDatapathId } from "zof-codec";
import { integerFrom } from "zof-codec/wire";
import { RpcError, RpcErrorCode } from "./rpc-error.js";

/** Reads the parameters of a request one by one; each read throws RpcError that names the parameter. */
export class RequestParams {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(name: string): string {
    const value = this.#values[name];
    // A port alone is a number in JSON and YAML.
    if (typeof value === "string" || typeof value === "number") return `${value}`;
    throw this.#bad(name, value === undefined ? "is missing" : "is not text");
  }

  /** Absent and empty text are the same: undefined. */
  optionalText(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null || value === "") return undefined;
    return this.text(name);
  }

  /** An id; 0 stands for none, as leaving it out does. */
  id(name: string): number {
    const value = this.#values[name];
    if (value === undefined || value === null) return 0;
    const integer = integerFrom(value);
    if (integer === undefined || integer < 0n || integer >= 2n ** 64n) {
      throw this.#bad(name, "is not an integer from 0 to 18446744073709551615");
    }
    return Number(integer);
  }

  datapathId(): string | undefined {
    const value = this.#values.datapath_id;
    if (value === undefined || value === null || value === "") return undefined;
    try {
      return formatDatapathId(parseDatapathId(value as string));
    } catch (error) {
      throw this.#bad("datapath_id", (error as Error).message);
    }
  }

  list(name: string): readonly unknown[] {
    const value = this.#values[name] ?? [];
    if (Array.isArray(value)) return value;
    throw this.#bad(name, "is not a list");
  }

  #bad(name: string, reason: string): RpcError {
    return new RpcError(RpcErrorCode.INVALID_REQUEST, `params.${name} ${reason}`);
  }
}
