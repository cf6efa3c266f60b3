import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const { default: Sequencer } = (await import(path.join(import.meta.dirname, 'sequencer.cjs'))) as {
  default: new () => { sort(tests: readonly { path: string }[]): { path: string }[] };
};

test('files that say that they are slow begin first, each kind from the largest to the smallest', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sequencer-'));
  const texts = {
    small: 'x',
    'large and speaks of it': `const said = '// @slow';${'x'.repeat(100)}`,
    slow: "import 'x';\n\n// @slow: half a minute\ny",
    'slow and larger': `// @slow\n${'x'.repeat(100)}`,
  };
  const tests = Object.entries(texts).map(([name, text]) => {
    fs.writeFileSync(path.join(folder, name), text);
    return { path: path.join(folder, name) };
  });
  expect(new Sequencer().sort(tests).map((one) => path.basename(one.path))).toEqual([
    'slow and larger',
    'slow',
    'large and speaks of it',
    'small',
  ]);
  fs.rmSync(folder, { recursive: true });
});
