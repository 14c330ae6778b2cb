const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const LENGTH = 8;

/** The frames in a classic capture file, little-endian as Open vSwitch writes it here; one that is not whole yet is left out. */
export function pcapFrames(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const frames: Uint8Array[] = [];
  for (let at = FILE_HEADER; at + RECORD_HEADER <= file.length; ) {
    const start = at + RECORD_HEADER;
    const end = start + view.getUint32(at + LENGTH, true);
    if (end > file.length) break;
    frames.push(file.subarray(start, end));
    at = end;
  }
  return frames;
}
