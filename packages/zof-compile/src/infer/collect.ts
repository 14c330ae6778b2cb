/** An argument found: its name, its type, and 0 when it is uncertain whether it is one. */
export type Found = [name: string, type: unknown, certain: 0 | 1];

/** The arguments found as an object type; `Repeated` are the names that may stand more than once. */
export type Collect<F extends Found, Repeated extends string> = Flat<
  [F[2]] extends [1]
    ? Named<F, Repeated>
    : Named<Certain<F>, Repeated> & Partial<Named<Uncertain<F, Certain<F>[0]>, Repeated>>
>;

type Named<F extends Found, Repeated extends string> = {
  [One in F as One[0]]: One[0] extends Repeated ? FitsAll<F, One[0]> : One[1];
};

type Certain<F extends Found> = Extract<F, [string, unknown, 1]>;

/** Those found where there may be none, but not those that are certain elsewhere. */
type Uncertain<F extends Found, Known extends string> = Exclude<
  F,
  [string, unknown, 1] | [Known, unknown, 0]
>;

/** The type that fits all places where the argument stands. */
type FitsAll<F extends Found, Name extends string> = (
  F extends [Name, infer Type, 0 | 1]
    ? (box: { type: Type }) => void
    : never
) extends (box: infer All extends { type: unknown }) => void
  ? All["type"]
  : never;

/** The object type itself instead of how it was made, for the eye. */
type Flat<T> = T extends infer O ? { [K in keyof O]: O[K] } : never;
