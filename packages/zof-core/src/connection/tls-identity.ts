import { readFileSync } from "node:fs";
import { createSecureContext, type SecureContextOptions, type SecureVersion } from "node:tls";
import { ControllerError, systemReason } from "../controller-error.js";

/** Who we are on TLS connections. Each of the first three is PEM text or the path of a PEM file. */
export interface TlsIdentity {
  /** Our certificate, with intermediate ones after it. */
  readonly cert: string;
  /** Its private key. */
  readonly privkey: string;
  /** The authority that the other side's certificate must be signed by; without it the other side is not asked for one. */
  readonly cacert?: string;
  /** A file that the session keys are appended to, so that a capture can be read; never in production. */
  readonly keylog?: string;
}

/** What Node.js needs of an identity: the files read, and found to fit together. */
export interface LoadedIdentity {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
  readonly keylog?: string;
  /** The versions of TLS and the ciphers, as Node.js names them; default: its own choice. */
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  readonly ciphers?: string;
}

/**
 * Reads the files of an identity and checks that they belong together.
 *
 * @throws ControllerError `bad_certificate`, naming the part at fault.
 */
export function loadIdentity(identity: TlsIdentity): LoadedIdentity {
  const cert = readPem(identity.cert, "certificate");
  const key = readPem(identity.privkey, "private key");
  const ca = identity.cacert === undefined ? undefined : readPem(identity.cacert, "CA certificate");
  check({ cert }, identity.cert, "certificate");
  check({ key }, identity.privkey, "private key");
  if (ca !== undefined) check({ ca }, identity.cacert as string, "CA certificate");
  check({ cert, key }, identity.privkey, "private key (with this certificate)");
  return {
    cert,
    key,
    ...(ca !== undefined && { ca }),
    ...(identity.keylog !== undefined && { keylog: identity.keylog }),
  };
}

function readPem(textOrPath: string, what: string): string {
  if (textOrPath.includes("-----BEGIN ")) return textOrPath;
  try {
    return readFileSync(textOrPath, "utf8");
  } catch (error) {
    const reason = `cannot read the ${what} ${textOrPath}: ${systemReason(error)}`;
    throw new ControllerError("bad_certificate", reason, { cause: error });
  }
}

function check(options: SecureContextOptions, textOrPath: string, what: string): void {
  try {
    createSecureContext(options);
  } catch (error) {
    const name = textOrPath.includes("-----BEGIN ") ? "" : ` ${textOrPath}`;
    const reason = `the ${what}${name} cannot be used: ${(error as Error).message}`;
    throw new ControllerError("bad_certificate", reason, { cause: error });
  }
}
