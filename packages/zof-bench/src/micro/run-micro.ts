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

/** Measures everything in this process, and hands out each table as it is done. */
export function runMicro(options: MeasureOptions, print: (text: string) => void): GroupResult[] {
  const results: GroupResult[] = [];
  const measure = (group: BenchGroup) => {
    const result = measureGroup(group, options);
    results.push(result);
    print(`${formatGroup(result)}\n`);
  };
  for (const version of VERSIONS) {
    for (const groups of [flowModGroups, templateGroups, packetInGroups]) {
      for (const group of groups(version)) {
        measure({ ...group, title: `${group.title}, OpenFlow 1.${version - 1}` });
      }
    }
  }
  for (const group of packetGroups()) measure(group);
  const folder = corpusFolder();
  const corpora = readCorpora(folder);
  if (corpora.length === 0)
    print(`No recorded traffic in ${folder}: left out. ZOF_BENCH_CORPUS names the folder.\n`);
  for (const corpus of corpora) measure(corpusGroup(corpus));
  return results;
}
