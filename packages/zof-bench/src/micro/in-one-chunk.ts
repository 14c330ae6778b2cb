import type { Message } from "zof-types";
import { decodeMessage } from "zof-types/internal";
import { type BenchCase, forEach } from "./bench-case.js";

/** Decodes messages that lie behind each other in one chunk, as they come from a switch. */
export function inOneChunk(
  name: string,
  frames: readonly Uint8Array[],
  lazy: boolean,
  read: (message: Message) => unknown = (message) => message,
): BenchCase {
  const chunk = new Uint8Array(Buffer.concat(frames));
  let end = 0;
  const places = frames.map((frame) => {
    const start = end;
    end += frame.length;
    return { start, end };
  });
  return forEach(name, places, (place) => read(decodeMessage(chunk, place.start, place.end, lazy)));
}
