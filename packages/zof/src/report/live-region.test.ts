import { describe, expect, it } from "vitest";
import { Screen } from "../test-support/screen.js";
import { LiveRegion } from "./live-region.js";

/** A terminal that ends up on a screen. */
function terminal(columns = 20, rows = 10) {
  const screen = new Screen(columns);
  const stream = {
    isTTY: true,
    columns,
    rows,
    write: (text: string) => {
      screen.write(text);
      return true;
    },
  };
  return { screen, stream: stream as unknown as NodeJS.WriteStream & { columns: number } };
}

describe("LiveRegion", () => {
  it("draws over what it drew before, whether more or fewer lines", () => {
    const { screen, stream } = terminal();
    const region = new LiveRegion(stream, []);
    region.draw(["one", "two", "three"]);
    expect(screen.lines).toEqual(["one", "two", "three", ""]);
    region.draw(["1"]);
    expect(screen.lines).toEqual(["1", ""]);
    region.draw(["first", "second"]);
    expect(screen.lines).toEqual(["first", "second", ""]);
  });

  it("writes nothing when nothing has changed", () => {
    const { stream } = terminal();
    let writes = 0;
    const write = stream.write;
    stream.write = ((text: string) => {
      writes++;
      return write(text);
    }) as typeof write;
    const region = new LiveRegion(stream, []);
    region.draw(["one"]);
    region.draw(["one"]);
    expect(writes).toBe(1);
  });

  it("keeps what others write above its lines", () => {
    const { screen, stream } = terminal();
    const { stream: errors } = terminal();
    const write = stream.write;
    errors.write = write;
    const region = new LiveRegion(stream, [errors]);
    stream.write("before\n");
    region.draw(["one", "two"]);
    stream.write("printed\n");
    errors.write("without line end");
    expect(screen.lines).toEqual(["before", "printed", "without line end", "one", "two", ""]);
  });

  it("leaves its lines and the streams alone once released", () => {
    const { screen, stream } = terminal();
    const before = stream.write;
    const region = new LiveRegion(stream, []);
    region.draw(["one"]);
    region.release();
    expect(stream.write).toBe(before);
    stream.write("after\n");
    expect(screen.lines).toEqual(["one", "after", ""]);
  });

  it("shows what fits on the screen, and all when released", () => {
    const { screen, stream } = terminal(10, 4);
    const region = new LiveRegion(stream, []);
    const lines = ["1", "2", "3", "a line that is too long", "5"];
    region.draw(lines);
    expect(screen.lines).toEqual(["1", "2", "... 3 mor", ""]);
    region.draw(["x", ...lines]);
    region.release();
    expect(screen.lines.slice(0, 4)).toEqual(["x", "1", "2", "3"]);
  });

  it("finds its first line again after the window became narrower", () => {
    const { screen, stream } = terminal(20);
    const region = new LiveRegion(stream, []);
    region.draw(["0123456789 12345", "short"]);
    // The terminal has wrapped the long line.
    screen.write("\x1b[2A\x1b[J0123456789\n 12345\nshort\n");
    stream.columns = 10;
    region.draw(["new"]);
    expect(screen.lines).toEqual(["new", ""]);
  });
});
