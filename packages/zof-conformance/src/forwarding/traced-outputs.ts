/** Where a trace says that copies of a packet go. */
export interface TracedOutputs {
  /** OpenFlow port numbers, in order; those that lead nowhere, as LOCAL, are left out. */
  readonly ports: number[];
  /** Copies for the controller. */
  readonly toController: number;
  /** Whether the trace shows what becomes of all packets that go through the datapath a second time. */
  readonly isWhole: boolean;
}

/**
 * Reads the datapath's actions in what `ofproto/trace` prints. A trace that goes on after a recirculation has several
 * such lines.
 *
 * @param numbers - OpenFlow port numbers by those of the datapath
 */
export function tracedOutputs(trace: string, numbers: ReadonlyMap<number, number>): TracedOutputs {
  const lists = [...trace.matchAll(/^Datapath actions: (.*)$/gm)].map(([, list = ""]) => list);
  const actions = lists.flatMap(splitActions);
  const outputs = actions
    .filter((action) => /^\d+$/.test(action))
    .map((action) => numbers.get(Number(action)) ?? 0);
  const again = actions.filter((action) => action.startsWith("recirc("));
  return {
    isWhole: again.length < Math.max(lists.length, 1),
    ports: outputs.filter((port) => port > 0 && port < 0xff00),
    toController: actions.filter(
      (action) => action.startsWith("userspace(") && action.includes("controller("),
    ).length,
  };
}

/** The actions of a list, those within clone() among them. */
function splitActions(list: string): string[] {
  return topLevel(list).flatMap((action) => {
    const within = /^clone\((.*)\)$/.exec(action)?.[1];
    return within === undefined ? [action] : splitActions(within);
  });
}

function topLevel(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    const character = list[at] ?? ",";
    if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === "," && depth === 0) {
      parts.push(list.slice(start, at));
      start = at + 1;
    }
  }
  return parts;
}
