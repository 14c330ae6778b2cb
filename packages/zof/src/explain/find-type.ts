import {
  type FieldReference,
  type IntegerReference,
  type LayoutItem,
  type LayoutReference,
  reference,
  type TypeReference,
  valueFor,
  versionsOf,
} from "zof-types/reference";

/** The layout that a version has. */
export function layoutFor(
  layouts: readonly LayoutReference[],
  version: number,
): readonly LayoutItem[] | undefined {
  return layouts.find(({ versions }) => versions.includes(version))?.items;
}

/**
 * The message that the numbers in a header mean: its type, the multipart type if it has one, then perhaps the id and
 * type of an experimenter.
 */
export function messageOf(version: number, numbers: readonly number[]): TypeReference | undefined {
  const wanted = numbers.join();
  return Object.values(reference.types).find((type) => numbersOf(type, version)?.join() === wanted);
}

function numbersOf({ wire }: TypeReference, version: number): number[] | undefined {
  const numbers = wire.message && valueFor<number | readonly IntegerReference[]>(wire.message, version);
  return numbers === undefined ? undefined : [numbers].flat().map(Number);
}

/** Whether messages of this number have a multipart type in their header. */
export function isMultipart(version: number, code: number): boolean {
  return Object.values(reference.types).some((type) => {
    const numbers = numbersOf(type, version);
    return numbers?.length === 2 && numbers[0] === code;
  });
}

/** A member of a union as it lies in a version. */
export interface MemberLayout {
  readonly member: TypeReference;
  /** How many numbers of the union's header it has. */
  readonly keys: number;
  readonly items: readonly LayoutItem[];
}

/** The member that the numbers of a header mean; `value` is what the decoder made, which tells members of one number apart. */
export function memberOf(
  union: TypeReference,
  version: number,
  numbers: readonly number[],
  value: unknown,
): MemberLayout | undefined {
  const found: MemberLayout[] = [];
  for (const id of union.members ?? []) {
    const member = reference.types[id];
    if (member === undefined) continue;
    const key = member.wire.key && valueFor(member.wire.key, version);
    const items = layoutFor(member.layouts, version);
    const keys = key === undefined ? [] : [key].flat().map(Number);
    if (items !== undefined && keys.length > 0 && keys.every((each, index) => each === numbers[index])) {
      found.push({ member, keys: keys.length, items });
    }
    for (const form of member.forms ?? []) {
      const layout = versionsOf(form.versions)?.includes(version)
        ? layoutFor(form.layouts, version)
        : undefined;
      const fits = Object.entries(form.fixed).every(
        ([name, fixed]) => (value as Record<string, unknown> | undefined)?.[name] === fixed,
      );
      if (layout !== undefined && Number(form.key) === numbers[0] && (fits || value === undefined)) {
        found.push({ member, keys: 1, items: layout });
      }
    }
  }
  return found.sort((a, b) => b.keys - a.keys)[0];
}

/** The match field, or statistic, of the numbers in a header, with its name. */
export function fieldOf(
  oxmClass: number,
  number: number,
  experimenter: number | undefined,
): (FieldReference & { readonly name: string }) | undefined {
  const found = Object.entries(reference.fields).find(([, field]) => {
    return field.class === oxmClass && field.number === number && field.experimenter === experimenter;
  });
  return found && { ...found[1], name: found[0] };
}
