const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const SAYS_SO = /^\/\/ @slow\b/m;
/** How long a file that says `// @slow` is taken to run, in seconds, and how many characters of another one run for a second. */
const SLOW_SECONDS = 30;
const CHARACTERS = 3_000;

/**
 * The order in which the files of a package begin: the longest first, by their last run on this machine. One that was not run here is taken to be long
 * when it says `// @slow`, or when it is large. A file that takes most of a minute and begins last has the other worker of its package wait for it.
 */
module.exports = class Sequencer {
  #kept;

  /** `kept` is the file that has the seconds of test files by their paths in the package. */
  constructor(_options, kept = path.resolve('node_modules/.cache/union-graph/test-seconds.json')) {
    this.#kept = kept;
  }

  sort(tests) {
    const known = this.#readSeconds();
    const looked = tests.map((test) => {
      const text = readFileSync(test.path, 'utf8');
      const expected = text.length / CHARACTERS + (SAYS_SO.test(text) ? SLOW_SECONDS : 0);
      return { test, seconds: known[keyOf(test.path)] ?? expected };
    });
    looked.sort((one, other) => other.seconds - one.seconds);
    return looked.map(({ test }) => test);
  }

  allFailedTests(tests) {
    return tests;
  }

  /** Keeps how long the files took; of those that were not run the seconds of earlier runs stay. */
  cacheResults(_tests, { testResults }) {
    const seconds = this.#readSeconds();
    for (const { testFilePath, perfStats } of testResults) seconds[keyOf(testFilePath)] = perfStats.runtime / 1_000;
    mkdirSync(path.dirname(this.#kept), { recursive: true });
    writeFileSync(this.#kept, JSON.stringify(seconds));
  }

  #readSeconds() {
    return existsSync(this.#kept) ? JSON.parse(readFileSync(this.#kept, 'utf8')) : {};
  }
};

const keyOf = (file) => path.relative(process.cwd(), file);
