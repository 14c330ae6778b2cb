// What the schemas say, as data. Apart from the root, which does without it.

export { reference } from "../gen/reference.js";
export type {
  FieldReference,
  FormReference,
  IntegerReference,
  LayoutItem,
  LayoutReference,
  PerVersion,
  PropertyLayout,
  PropertyReference,
  Reference,
  TypeKind,
  TypeReference,
  WireReference,
} from "./reference-types.js";
export { valueFor, versionsOf } from "./version-range.js";
