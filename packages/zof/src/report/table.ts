/** A cell of a table: text, and how it is coloured. */
export interface Cell {
  readonly text: string;
  readonly style?: (text: string) => string;
}

/** A column of a table. */
export interface Column {
  /** What stands above it; the first of neighbours with the same group has it above all of them. */
  readonly group?: string;
  readonly title: string;
  readonly cells: readonly Cell[];
  readonly align?: "left" | "right";
  /** Columns of the highest number are left out first when there is no room. Default 0: never. */
  readonly spare?: number;
}

const GAP = "  ";

/** The lines of a table, at most `width` wide if leaving out columns can achieve that. */
export function formatTable(
  all: readonly Column[],
  width: number,
  title: (text: string) => string,
): string[] {
  const columns = fit(all, width);
  const widths = columns.map(widthOf);
  const rows = columns[0]?.cells.length ?? 0;
  const line = (cellOf: (column: Column) => Cell) =>
    columns
      .map((column, index) => padded(cellOf(column), widths[index] ?? 0, column.align))
      .join(GAP)
      .trimEnd();
  const lines = [title(line((column) => ({ text: column.title })))];
  if (columns.some(({ group }) => group !== undefined)) lines.unshift(title(groupLine(columns, widths)));
  for (let row = 0; row < rows; row++) lines.push(line(({ cells }) => cells[row] ?? { text: "" }));
  return lines;
}

function fit(columns: readonly Column[], width: number): readonly Column[] {
  const needed = columns.reduce((sum, column) => sum + widthOf(column) + GAP.length, -GAP.length);
  const spare = Math.max(0, ...columns.map((column) => column.spare ?? 0));
  if (needed <= width || spare === 0) return columns;
  const kept = columns.filter((column) => column.spare !== spare);
  return fit(kept, width);
}

function widthOf({ title, cells }: Column): number {
  return Math.max(title.length, ...cells.map(({ text }) => text.length));
}

function padded({ text, style }: Cell, width: number, align: Column["align"]): string {
  const space = " ".repeat(width - text.length);
  const styled = style === undefined ? text : style(text);
  return align === "right" ? space + styled : styled + space;
}

function groupLine(columns: readonly Column[], widths: readonly number[]): string {
  let line = "";
  let place = 0;
  columns.forEach(({ group }, index) => {
    if (group !== undefined && group !== columns[index - 1]?.group) line = line.padEnd(place) + group;
    place += (widths[index] ?? 0) + GAP.length;
  });
  return line;
}
