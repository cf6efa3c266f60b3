/** Tests of a run, over all packages. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** A file of tests, with the package that turbo names before it, and how long it took. */
export interface TimedFile {
  readonly file: string;
  readonly seconds: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are written with the escape character
const COLOURS = /\u001b\[[0-9;]*m/g;
const linesOf = (output: string): string[] => output.replace(COLOURS, '').split('\n');

/** Adds up the summaries that jest printed. A file that broke before its first test counts as one failure. */
export function countTests(output: string): Count {
  const lines = linesOf(output);
  const sum = (summary: RegExp, word: string) =>
    lines
      .filter((line) => summary.test(line))
      .reduce((total, line) => total + Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0), 0);
  const suites = sum(/Test Suites: /, 'failed');
  const tests = sum(/Tests: /, 'failed');
  return { passed: sum(/Tests: /, 'passed'), failed: Math.max(suites, tests) };
}

const TIMED = /^(?:(\S+):test: )?\s?(?:PASS|FAIL)\s+(\S+\.test\.ts) \(([\d.]+) s\)/;

/** How many seconds jest ran in each package, which may run it several times. */
export function packageSeconds(output: string): ReadonlyMap<string, number> {
  const seconds = new Map<string, number>();
  for (const line of linesOf(output)) {
    const [, name, time] = /^(\S+):test: Time: +([\d.]+) s/.exec(line) ?? [];
    if (name) seconds.set(name, (seconds.get(name) ?? 0) + Number(time));
  }
  return seconds;
}

/** The seconds of each package as a table of text, the longest first; empty for a single one. */
export function printPackages(output: string): string {
  const seconds = [...packageSeconds(output)].sort(([, a], [, b]) => b - a);
  const lines = seconds.map(([name, sum]) => `${sum.toFixed(1).padStart(7)} s  ${name}`);
  return lines.length > 1 ? `\nThe packages, of which two run at a time beside the journeys:\n${lines.join('\n')}\n` : '';
}

/** The `most` files that took longest, the slowest first, of those whose seconds jest printed (`slowTestThreshold`). */
export function slowestFiles(output: string, most: number): TimedFile[] {
  const timed = linesOf(output).flatMap((line) => {
    const [, name, file, seconds] = TIMED.exec(line) ?? [];
    return file ? [{ file: name ? `${name} ${file}` : file, seconds: Number(seconds) }] : [];
  });
  return timed.sort((a, b) => b.seconds - a.seconds).slice(0, most);
}

/** The slowest files as a table of text; empty when none is slow. */
export function printSlowest(output: string, most: number): string {
  const files = slowestFiles(output, most);
  const lines = files.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
  return lines.length > 0 ? `\nThe slowest files:\n${lines.join('\n')}\n` : '';
}

const FAILURE = /^(?:(\S+):test: )? {2}● (?!Console$)(.+)/;
const FAILURES_SHOWN = 20;
const LINES_OF_FAILURE = 40;

/**
 * Each failed test with what jest said of it, up to forty lines, for twenty tests at most; empty when none failed.
 * It stands at the end of a run, as whoever reads only the end of a long output has to see what failed.
 */
export function printFailures(output: string): string {
  const blocks = new Map<string, string[]>();
  let block: string[] | undefined;
  for (const line of linesOf(output)) {
    const [, name, test] = FAILURE.exec(line) ?? [];
    const text = line.replace(/^\S+:test: ?/, '');
    if (test) {
      const title = name ? `${name} ${test}` : test;
      // Jest tells a failure twice when many files failed.
      block = blocks.has(title) ? undefined : [];
      if (block) blocks.set(title, block);
    } else if (/^\S/.test(text)) block = undefined;
    else if (block && block.length < LINES_OF_FAILURE) block.push(text.trimEnd());
  }
  const shown = [...blocks].slice(0, FAILURES_SHOWN).map(([title, lines]) => `● ${title}\n${lines.join('\n').trimEnd()}\n`);
  const more = blocks.size > FAILURES_SHOWN ? `and ${blocks.size - FAILURES_SHOWN} more\n` : '';
  return shown.length > 0 ? `\nThe failed tests:\n${shown.join('')}${more}` : '';
}
