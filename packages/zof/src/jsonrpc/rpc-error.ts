/** Why a request cannot be served, as the service's protocol numbers it. */
export const RpcErrorCode = {
  INVALID_REQUEST: -32600,
  METHOD_NOT_FOUND: -32601,
  CONNECTION_NOT_FOUND: -65000,
  TLS_ID_NOT_FOUND: -65001,
  INVALID_OPTIONS: -65002,
} as const;

/** A request that cannot be served; what the caller is told. */
export class RpcError extends Error {
  override readonly name = "RpcError";

  /** @param code - one of {@link RpcErrorCode}, or the system's error number when the system refused. */
  constructor(
    readonly code: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What to tell the caller of something that was thrown. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  const { message, cause } = error as Error;
  const errno = (cause as NodeJS.ErrnoException | undefined)?.errno;
  return new RpcError(errno === undefined ? RpcErrorCode.INVALID_REQUEST : Math.abs(errno), message);
}
