const { readFileSync } = require('node:fs');

const SAYS_SO = /^\/\/ @slow\b/m;

/**
 * The order in which the files of a package begin: first those that say `// @slow`, then the others, each from the largest to the smallest. A file that
 * takes most of a minute and begins last has the other worker of its package wait for it; by their size jest begins with others.
 */
module.exports = class Sequencer {
  sort(tests) {
    const looked = tests.map((test) => {
      const text = readFileSync(test.path, 'utf8');
      return { test, slow: SAYS_SO.test(text), size: text.length };
    });
    looked.sort((one, other) => Number(other.slow) - Number(one.slow) || other.size - one.size);
    return looked.map(({ test }) => test);
  }

  allFailedTests(tests) {
    return tests;
  }

  /** How long files took is kept nowhere: the order is the same on every machine. */
  cacheResults() {}
};
