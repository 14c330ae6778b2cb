/** A value to compare with; null stands for "absent". */
export type FilterValue = string | number | bigint | boolean | null;

/** What an event must have for a handler to run: all of these. */
export type Filters = { readonly [name: string]: FilterValue };

type Matcher = (event: object) => boolean;
type Getter = (event: object) => unknown;

/**
 * Filters of a message handler as one function: each name is looked up in the event's `msg`, else in the
 * packet's headers (`msg.pkt`); `datapath_id` and `conn_id` are the event's own. Undefined when there is
 * nothing to compare.
 *
 * `datapath_id: null` is no comparison, it says that messages without a datapath are taken too.
 */
export function compileMessageFilters(filters: Filters): Matcher | undefined {
  const { datapath_id, conn_id, ...rest } = filters;
  const matchers = Object.entries(rest).map(([name, value]) => compare(fieldGetter(name), value));
  if (conn_id !== undefined) matchers.unshift(compare(propertyGetter("conn_id"), conn_id));
  if (datapath_id != null) matchers.unshift(compare(propertyGetter("datapath_id"), datapath_id));
  return all(matchers);
}

/** Filters of an event handler as one function: each name is a property of the event. */
export function compileEventFilters(filters: Filters): Matcher | undefined {
  return all(Object.entries(filters).map(([name, value]) => compare(propertyGetter(name), value)));
}

function all(matchers: Matcher[]): Matcher | undefined {
  if (matchers.length <= 1) return matchers[0];
  return (event) => matchers.every((matches) => matches(event));
}

function propertyGetter(name: string): Getter {
  return (event) => (event as Record<string, unknown>)[name];
}

function fieldGetter(name: string): Getter {
  return (event) => {
    const { msg } = event as { msg: Record<string, unknown> & { pkt?: Record<string, unknown> } };
    return msg[name] ?? msg.pkt?.[name];
  };
}

/** Values are compared as strings, whatever the case; equal ones are seen without making strings. */
function compare(get: Getter, wanted: FilterValue): Matcher {
  if (wanted === null) return (event) => get(event) == null;
  const text = String(wanted).toLowerCase();
  return (event) => {
    const value = get(event);
    if (value === wanted) return true;
    if (value == null || (typeof value === "number" && typeof wanted === "number")) return false;
    return String(value).toLowerCase() === text;
  };
}
