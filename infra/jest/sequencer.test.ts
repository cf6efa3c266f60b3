import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

interface Sequencer {
  sort(tests: readonly { path: string }[]): { path: string }[];
  cacheResults(tests: readonly object[], results: object): void;
}
const { default: Sequencer } = (await import(path.join(import.meta.dirname, 'sequencer.cjs'))) as {
  default: new (options: object, kept: string) => Sequencer;
};

const TEXTS = {
  small: 'x',
  'large and speaks of it': `const said = '// @slow';${'x'.repeat(100)}`,
  slow: "import 'x';\n\n// @slow: half a minute\ny",
  'slow and larger': `// @slow\n${'x'.repeat(100)}`,
};
let folder: string;
let sequencer: Sequencer;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sequencer-'));
  for (const [name, text] of Object.entries(TEXTS)) fs.writeFileSync(path.join(folder, name), text);
  sequencer = new Sequencer({}, path.join(folder, 'kept/seconds.json'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const sorted = () => {
  const tests = Object.keys(TEXTS).map((name) => ({ path: path.join(folder, name) }));
  return sequencer.sort(tests).map((one) => path.basename(one.path));
};
const ran = (name: string, seconds: number) =>
  sequencer.cacheResults([], {
    testResults: [{ testFilePath: path.join(folder, name), perfStats: { runtime: seconds * 1_000 } }],
  });

test('files that say that they are slow begin first, each kind from the largest to the smallest', () => {
  expect(sorted()).toEqual(['slow and larger', 'slow', 'large and speaks of it', 'small']);
});

test('files that were run here begin by how long they took, whatever they say', () => {
  ran('small', 45);
  ran('slow and larger', 2);
  expect(sorted()).toEqual(['small', 'slow', 'slow and larger', 'large and speaks of it']);
});
