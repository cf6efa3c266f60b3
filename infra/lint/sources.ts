import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

// @reads subgraphs/*/src shared gateway
/** Sources of the services, without tests and what is generated: path from the checkout, and text. */
export function* sources(
  folders = ['subgraphs', 'gateway/src/agreements', 'gateway/src/governance'],
): Generator<readonly [file: string, text: string]> {
  for (const folder of folders) {
    for (const entry of fs.readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      const file = path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/');
      if (!entry.isFile() || !file.endsWith('.ts') || !file.includes('/src/')) continue;
      if (/node_modules|\/migrations\/|\/testing\/|\/builders\/|\.test\.ts$|\.gen\.ts$/.test(file)) continue;
      yield [file, fs.readFileSync(path.join(ROOT, file), 'utf8')];
    }
  }
}

/** What a deadline is counted by: a length that is declared, or a number that is dated. */
const LENGTHS = [
  /const (\w+): (?:Readonly<Record<\w+, )?Length\b/g,
  /\b(?:days|workingDays): (?:(?:tx|ctx)\.)?number\(numbers\.(\w+)/g,
];

/** The names of all lengths of deadlines that services count by, in order. */
export function lengthsInSources(): string[] {
  const names = [...sources()].flatMap(([, text]) =>
    LENGTHS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name as string)),
  );
  return [...new Set(names)].sort();
}
