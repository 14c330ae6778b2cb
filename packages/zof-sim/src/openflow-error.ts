import type { ErrorCode, ErrorType } from "zof-types";

/** The codes that begin with a prefix, without it: "BAD_LEN" of "OFPBAC_BAD_LEN". */
export type CodeOf<Prefix extends string, Code = ErrorCode> = Code extends `${Prefix}_${infer Rest}`
  ? Rest
  : never;

/** Why a switch refuses a request: what its ERROR message says (OpenFlow 1.3.5, section 7.4.4). */
export class OpenFlowError extends Error {
  override readonly name = "OpenFlowError";

  constructor(
    readonly type: ErrorType,
    readonly code: ErrorCode,
    /** What is wrong, without type and code. */
    readonly reason: string,
  ) {
    super(`${type} ${code}: ${reason}`);
  }
}

/** The error for a request that cannot be granted as it stands. */
export function badRequest(code: CodeOf<"OFPBRC">, reason: string): OpenFlowError {
  return new OpenFlowError("BAD_REQUEST", `OFPBRC_${code}`, reason);
}

/** The error for an action that cannot be taken. */
export function badAction(code: CodeOf<"OFPBAC">, reason: string): OpenFlowError {
  return new OpenFlowError("BAD_ACTION", `OFPBAC_${code}`, reason);
}

/** The error for an instruction that cannot be carried out. */
export function badInstruction(code: CodeOf<"OFPBIC">, reason: string): OpenFlowError {
  return new OpenFlowError("BAD_INSTRUCTION", `OFPBIC_${code}`, reason);
}

/** The error for a match that cannot be made. */
export function badMatch(code: CodeOf<"OFPBMC">, reason: string): OpenFlowError {
  return new OpenFlowError("BAD_MATCH", `OFPBMC_${code}`, reason);
}

/** The error for a FLOW_MOD that cannot be carried out. */
export function flowModFailed(code: CodeOf<"OFPFMFC">, reason: string): OpenFlowError {
  return new OpenFlowError("FLOW_MOD_FAILED", `OFPFMFC_${code}`, reason);
}

/** The error for a GROUP_MOD that cannot be carried out. */
export function groupModFailed(code: CodeOf<"OFPGMFC">, reason: string): OpenFlowError {
  return new OpenFlowError("GROUP_MOD_FAILED", `OFPGMFC_${code}`, reason);
}

/** The error for a METER_MOD that cannot be carried out. */
export function meterModFailed(code: CodeOf<"OFPMMFC">, reason: string): OpenFlowError {
  return new OpenFlowError("METER_MOD_FAILED", `OFPMMFC_${code}`, reason);
}

/** The error for a PORT_MOD that cannot be carried out. */
export function portModFailed(code: CodeOf<"OFPPMFC">, reason: string): OpenFlowError {
  return new OpenFlowError("PORT_MOD_FAILED", `OFPPMFC_${code}`, reason);
}

/** The error for a TABLE_MOD that cannot be carried out. */
export function tableModFailed(code: CodeOf<"OFPTMFC">, reason: string): OpenFlowError {
  return new OpenFlowError("TABLE_MOD_FAILED", `OFPTMFC_${code}`, reason);
}

/** The error for a question about queues that there are not. */
export function queueOpFailed(code: CodeOf<"OFPQOFC">, reason: string): OpenFlowError {
  return new OpenFlowError("QUEUE_OP_FAILED", `OFPQOFC_${code}`, reason);
}

/** The error for a ROLE_REQUEST that cannot be granted. */
export function roleRequestFailed(code: CodeOf<"OFPRRFC">, reason: string): OpenFlowError {
  return new OpenFlowError("ROLE_REQUEST_FAILED", `OFPRRFC_${code}`, reason);
}

/** The error for a bundle that cannot be carried out. */
export function bundleFailed(code: CodeOf<"OFPBFC">, reason: string): OpenFlowError {
  return new OpenFlowError("BUNDLE_FAILED", `OFPBFC_${code}`, reason);
}

/** The error for a flow monitor that cannot be had. */
export function flowMonitorFailed(code: CodeOf<"OFPMOFC">, reason: string): OpenFlowError {
  return new OpenFlowError("FLOW_MONITOR_FAILED", `OFPMOFC_${code}`, reason);
}
