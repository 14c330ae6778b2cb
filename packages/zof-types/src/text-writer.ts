/** Bytes that one UTF-16 unit may become in UTF-8. */
const LONGEST_UTF8 = 3;

const encoder = new TextEncoder();

/**
 * Collects text as UTF-8. Text goes straight into bytes: strings put together from parts would be walked through
 * once more to become bytes.
 */
export class TextWriter {
  bytes = new Uint8Array(65536);
  /** Bytes written so far. Set it back to drop them. */
  length = 0;

  /** Appends text. */
  text(text: string): void {
    const at = this.room(text.length * LONGEST_UTF8);
    this.length = at + encoder.encodeInto(text, this.bytes.subarray(at)).written;
  }

  /** Appends text of ASCII characters only, which is faster when it is short. */
  ascii(text: string): void {
    const size = text.length;
    let at = this.room(size);
    const { bytes } = this;
    for (let index = 0; index < size; index++) bytes[at++] = text.charCodeAt(index);
    this.length = at;
  }

  /** Appends bytes. */
  append(bytes: Uint8Array): void {
    const at = this.room(bytes.length);
    this.bytes.set(bytes, at);
    this.length = at + bytes.length;
  }

  /** Appends a byte. */
  byte(byte: number): void {
    const at = this.room(1);
    this.bytes[at] = byte;
    this.length = at + 1;
  }

  /** Makes room for `size` more bytes and returns where they go. */
  protected room(size: number): number {
    const at = this.length;
    if (at + size > this.bytes.length) {
      const bytes = new Uint8Array(Math.max(at + size, 2 * this.bytes.length));
      bytes.set(this.bytes.subarray(0, at));
      this.bytes = bytes;
    }
    return at;
  }
}
