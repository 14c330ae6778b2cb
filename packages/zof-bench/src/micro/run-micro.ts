import { corpusFolder } from "../corpus/corpus-folder.js";
import { readCorpora } from "../corpus/read-corpus.js";
import type { BenchGroup } from "./bench-case.js";
import { corpusGroup } from "./corpus-cases.js";
import { flowModGroups } from "./flow-mod-cases.js";
import { formatGroup } from "./format-groups.js";
import { type GroupResult, type MeasureOptions, measureGroup } from "./measure-groups.js";
import { packetGroups } from "./packet-cases.js";
import { packetInGroups } from "./packet-in-cases.js";
import { templateGroups } from "./template-cases.js";

const VERSIONS = [4, 1] as const;

export interface MicroOptions extends MeasureOptions {
  /** Only groups with this in their title. Default: all. */
  readonly group?: string | undefined;
  /** Only cases with this in their name; ratios then count from the first that is left. Default: all. */
  readonly case?: string | undefined;
}

/** Measures everything in this process, and hands out each table as it is done. */
export function runMicro(options: MicroOptions, print: (text: string) => void): GroupResult[] {
  const { group: groupText = "", case: caseText = "" } = options;
  const results: GroupResult[] = [];
  const measure = ({ title, cases }: BenchGroup) => {
    const [first, ...others] = cases.filter(({ name }) => name.includes(caseText));
    if (!title.includes(groupText) || first === undefined) return;
    const result = measureGroup({ title, cases: [first, ...others] }, options);
    results.push(result);
    print(`${formatGroup(result)}\n`);
  };
  for (const version of VERSIONS) {
    for (const groups of [flowModGroups, templateGroups, packetInGroups]) {
      for (const { title, cases } of groups(version)) {
        measure({ title: `${title}, OpenFlow 1.${version - 1}`, cases });
      }
    }
  }
  for (const group of packetGroups()) measure(group);
  const folder = corpusFolder();
  const corpora = readCorpora(folder);
  if (corpora.length === 0)
    print(`No recorded traffic in ${folder}: left out. ZOF_BENCH_CORPUS names the folder.\n`);
  // Its title begins with the name: those that are not wanted are not even decoded.
  for (const corpus of corpora) if (corpus.name.includes(groupText)) measure(corpusGroup(corpus));
  return results;
}
