const CHANGE_CIPHER_SPEC = 20;
const APPLICATION_DATA = 23;

/** Whether bytes begin with a record of TLS (RFC 8446 section 5.1); no OpenFlow message begins like that. */
export function tlsRecord(bytes: Uint8Array): boolean {
  const [type = 0, major, minor = 0xff] = bytes;
  return type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA && major === 3 && minor <= 4;
}
