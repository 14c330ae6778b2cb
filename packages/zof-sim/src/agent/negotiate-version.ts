/**
 * The version that both ends speak (OpenFlow 1.3.5, section 6.3.1): the highest common one when both list theirs,
 * else the lower of the two in the HELLO headers, if this end speaks it. Undefined when there is none.
 *
 * @param own - the versions of this end, ascending
 * @param headerVersion - the version in the header of the other end's HELLO
 * @param listed - the versions of its bitmap, if it sent one
 */
export function negotiateVersion(
  own: readonly number[],
  headerVersion: number,
  listed: readonly number[] | undefined,
): number | undefined {
  if (listed !== undefined) return own.findLast((version) => listed.includes(version));
  const version = Math.min(own.at(-1) ?? 0, headerVersion);
  return own.includes(version) ? version : undefined;
}
