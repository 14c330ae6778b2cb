/** Why a load run could not be made: a wrong option, no controller, one that does not answer. */
export class LoadError extends Error {
  override readonly name = "LoadError";
}
