/** An argument found: its name, its type, and 0 when it is uncertain whether it is one. */
export type Found = [name: string, type: unknown, certain: 0 | 1];

/** The arguments found as an object type, each with the type that fits all its places. */
export type Collect<F extends Found> = Flat<
  { [Name in Certain<F>]: TypeOfAll<F, Name> } & { [Name in Exclude<F[0], Certain<F>>]?: TypeOfAll<F, Name> }
>;

type Certain<F extends Found> = F extends [infer Name extends string, unknown, 1] ? Name : never;

/** The type that fits all places where the argument stands. */
type TypeOfAll<F extends Found, Name extends string> = (
  F extends [Name, infer Type, 0 | 1]
    ? (box: { type: Type }) => void
    : never
) extends (box: infer All extends { type: unknown }) => void
  ? All["type"]
  : never;

/** One object type instead of an intersection, for the eye. */
type Flat<T> = T extends infer O ? { [K in keyof O]: O[K] } : never;
