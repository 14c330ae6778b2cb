/** What one side's HELLO offers: the version in its header and, when it has one, the versions of its bitmap. */
export interface VersionOffer {
  readonly headerVersion: number;
  readonly bitmap?: readonly number[];
}

/**
 * The version that both sides speak, or undefined when there is none (OpenFlow 1.3.1, 6.3.1).
 *
 * With a bitmap from both, it is the highest in common. Otherwise it is the lower of the two header
 * versions, if we speak it.
 *
 * @param versions - what we offer; our header carries the highest of them.
 * @param sentBitmap - whether our HELLO had a bitmap.
 */
export function negotiateVersion(
  versions: readonly number[],
  sentBitmap: boolean,
  peer: VersionOffer,
): number | undefined {
  const highest = Math.max(...versions);
  if (sentBitmap && peer.bitmap !== undefined) {
    const common = versions.filter((version) => peer.bitmap?.includes(version));
    return common.length === 0 ? undefined : Math.max(...common);
  }
  const lower = Math.min(highest, peer.headerVersion);
  return versions.includes(lower) ? lower : undefined;
}
