import { type LoadedIdentity, loadIdentity } from "zof-core/internal";
import type { RequestParams } from "./request-params.js";
import { RpcError, RpcErrorCode } from "./rpc-error.js";

/** What is known of TLS: identities by their `tls_id`, which counts from 1. */
export class Identities {
  readonly #loaded: LoadedIdentity[] = [];

  /** Adds the identity of an OFP.ADD_IDENTITY and returns its id. Throws ControllerError, RpcError. */
  add(params: RequestParams): number {
    const cert = params.text("cert");
    const cacert = params.optionalText("cacert");
    const keylog = params.optionalText("keylog");
    const identity = loadIdentity({
      cert,
      // The key may stand in the file of the certificate.
      privkey: params.optionalText("privkey") ?? cert,
      ...(cacert !== undefined && { cacert }),
      ...(keylog !== undefined && { keylog }),
    });
    const ciphers = params.optionalText("ciphers");
    const versions = tlsVersions(params.optionalText("version"));
    return this.#loaded.push({ ...identity, ...versions, ...(ciphers !== undefined && { ciphers }) });
  }

  /** The identity of an id; undefined for 0. Throws RpcError. */
  find(id: number): LoadedIdentity | undefined {
    if (id === 0) return undefined;
    const identity = this.#loaded[id - 1];
    if (identity !== undefined) return identity;
    throw new RpcError(RpcErrorCode.TLS_ID_NOT_FOUND, `there is no tls_id ${id}`);
  }
}

/** `TLS1.2`, or a range as `TLS1.2-TLS1.3`. */
function tlsVersions(text: string | undefined): Pick<LoadedIdentity, "minVersion" | "maxVersion"> {
  if (text === undefined) return {};
  const parts = /^TLS(1\.[0-3])(?:-TLS(1\.[0-3]))?$/.exec(text);
  if (parts === null) {
    throw new RpcError(
      RpcErrorCode.INVALID_REQUEST,
      `params.version "${text}" is not TLS1.2, TLS1.3 or a range as TLS1.2-TLS1.3`,
    );
  }
  type Version = NonNullable<LoadedIdentity["minVersion"]>;
  return { minVersion: `TLSv${parts[1]}` as Version, maxVersion: `TLSv${parts[2] ?? parts[1]}` as Version };
}
