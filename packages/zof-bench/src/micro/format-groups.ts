import { formatNumber } from "../report/format-number.js";
import { formatTable } from "../report/format-table.js";
import type { GroupResult } from "./measure-groups.js";

/** Results as a title and a table in Markdown; ratios count from the first case. */
export function formatGroup({ title, cases }: GroupResult): string {
  const rows = cases.map(({ name, messagesPerSecond, nanosecondsPerMessage, ratio }) => [
    name,
    formatNumber(messagesPerSecond),
    formatNumber(nanosecondsPerMessage),
    formatNumber(ratio),
  ]);
  return `${title}\n\n${formatTable(["", "messages/s", "ns each", "ratio"], rows)}`;
}
