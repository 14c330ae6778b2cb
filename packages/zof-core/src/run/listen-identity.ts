import type { TlsIdentity } from "../connection/tls-identity.js";
import { ControllerError } from "../controller-error.js";
import type { ControllerOptions } from "./controller-options.js";

/**
 * The identity that the options ask to listen with; undefined for plain TCP.
 *
 * @throws ControllerError `bad_option` when a part is missing.
 */
export function identityOf(options: ControllerOptions): TlsIdentity | undefined {
  const { listenCert: cert, listenPrivkey: privkey, listenCacert: cacert, listenKeylog: keylog } = options;
  if (cert !== undefined && privkey !== undefined) {
    return {
      cert,
      privkey,
      ...(cacert !== undefined && { cacert }),
      ...(keylog !== undefined && { keylog }),
    };
  }
  const given = Object.entries({ cert, privkey, cacert, keylog }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return undefined;
  const names = given.map(([name]) => `--listen-${name}`).join(", ");
  throw new ControllerError(
    "bad_option",
    `TLS needs --listen-cert and --listen-privkey, only ${names} is given`,
  );
}
