import type { Target } from "../channel/channel.js";
import type { Template } from "../parse/template.js";

/** What a template says about the message beside its content; constant, as calls give it as options. */
export interface TemplateHeader {
  readonly type: string;
  /** The only version on the wire in which the template is sent. */
  readonly version: number | undefined;
  readonly xid: number | undefined;
  readonly target: Target;
}

/** The header of a template that was checked. */
export function templateHeader({ message }: Template): TemplateHeader {
  const { type, version, xid, datapath_id, conn_id } = message;
  return {
    type: String(type),
    version: integer(version),
    xid: integer(xid),
    target: { datapath_id: datapath_id as Target["datapath_id"], conn_id: integer(conn_id) },
  };
}

/** Integers may be written as text too. */
function integer(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}
