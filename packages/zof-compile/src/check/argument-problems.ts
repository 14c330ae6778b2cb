import type { Template } from "../parse/template.js";
import { argumentsOf } from "../parse/text-hole.js";
import type { TemplateProblem } from "../template-error.js";

/** Names that `send` and `request` use for themselves. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  "xid",
  "datapath_id",
  "conn_id",
  "timeoutMs",
  "maxUnreadParts",
  "parallelism",
  "version",
]);

/** Arguments of names that they cannot have, and in places where none can stand. */
export function* argumentProblems(template: Template): Generator<TemplateProblem> {
  for (const { hole, path } of template.holes) {
    for (const name of argumentsOf(hole)) {
      if (RESERVED_NAMES.has(name)) {
        const reason = `no argument can be named ${name}: it is an option of send and request`;
        yield template.problem("bad_value", path, reason);
      } else if (name in Object.prototype) {
        yield template.problem("bad_value", path, `no argument can be named ${name}: every object has one`);
      }
    }
    const [place] = path;
    if (path.length === 1 && place !== "msg" && place !== "flags") {
      yield template.problem("bad_value", path, `${place} is fixed when the template is compiled`);
    }
  }
}
