/**
 * The environment of a `zof` command under test: what a program needs to start, and `own`. The rest of this
 * process's environment (`CI`, `NO_COLOR`, `TERM` ...) decides about colours and must not reach the test.
 */
export function testEnvironment(own: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, ...own };
}
