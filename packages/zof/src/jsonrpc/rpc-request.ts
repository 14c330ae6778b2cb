import { integerFrom } from "zof-codec/wire";
import { TemplateError } from "zof-compile";
import { parsePlainValue } from "zof-compile/internal";
import { parseJson } from "zof-types/internal";
import { RpcError, RpcErrorCode } from "./rpc-error.js";

/** The highest id; the two above stand for "none" and "null" in other implementations. */
const MAX_ID = 2n ** 64n - 3n;

/** A request, read as far as it could be. */
export interface RpcRequest {
  /** As it is repeated in the reply; undefined when no reply is wanted. */
  readonly id: bigint | null | undefined;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A request whose id is known, but which cannot be read otherwise. */
export class BadRequest extends RpcError {
  constructor(
    readonly id: bigint | null,
    message: string,
  ) {
    super(RpcErrorCode.INVALID_REQUEST, message);
  }
}

/**
 * Reads a request: JSON, or YAML. Integers keep full precision.
 *
 * @throws BadRequest with the id, which is null when there is none that could be read.
 */
export function readRequest(text: string): RpcRequest {
  const written = readValue(text);
  if (!isObject(written)) throw new BadRequest(null, "a request is a mapping with `method` and `params`");
  const { id: givenId, method, params = {}, jsonrpc } = written;
  const id = readId(givenId);
  const fail = (reason: string) => new BadRequest(id ?? null, reason);
  if (jsonrpc !== undefined && `${jsonrpc}` !== "2.0" && jsonrpc !== 2) {
    throw fail(`unsupported jsonrpc version ${show(jsonrpc)}; it is "2.0", or left out`);
  }
  if (typeof method !== "string") throw fail("method is missing, or no text");
  if (!isObject(params)) throw fail("params is not a mapping");
  return { id, method, params };
}

function readValue(text: string): unknown {
  if (text.trimStart().startsWith("{")) {
    try {
      return parseJson(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      // It may be YAML with a flow mapping; if not, that reader tells the place.
    }
  }
  try {
    return parsePlainValue(text);
  } catch (error) {
    if (error instanceof TemplateError) throw new BadRequest(null, error.message);
    throw error;
  }
}

function readId(id: unknown): bigint | null | undefined {
  if (id === undefined || id === null) return id;
  const integer = integerFrom(id);
  if (integer !== undefined && integer >= 0n && integer <= MAX_ID) return integer;
  throw new BadRequest(null, `invalid id ${show(id)}: it is an integer from 0 to ${MAX_ID}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return typeof value === "string" ? `"${value.slice(0, 40)}"` : `${value}`.slice(0, 40);
}
