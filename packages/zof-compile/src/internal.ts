// For the command line: messages that people write, with the places of mistakes. No promises to others.

export { encodeText, type MessageText, withoutNotes } from "./message-text.js";
export { parsePlainValue } from "./parse/parse-text.js";
export { plainScalar } from "./parse/plain-scalar.js";
