/** What was asked of the command cannot be done; the message is for the person who typed it, and complete. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
