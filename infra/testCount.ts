/** Tests of a run, over all packages. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are written with the escape character
const COLOURS = /\u001b\[[0-9;]*m/g;

/** Adds up the summaries that jest printed. A file that broke before its first test counts as one failure. */
export function countTests(output: string): Count {
  const lines = output.replace(COLOURS, '').split('\n');
  const sum = (summary: RegExp, word: string) =>
    lines
      .filter((line) => summary.test(line))
      .reduce((total, line) => total + Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0), 0);
  const suites = sum(/Test Suites: /, 'failed');
  const tests = sum(/Tests: /, 'failed');
  return { passed: sum(/Tests: /, 'passed'), failed: Math.max(suites, tests) };
}
