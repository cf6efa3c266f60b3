import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the answers of other processes are read without a limit in bytes or a deadline of the request, each with the reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  'gateway/console/src/graph/fetcher.ts': 'runs in the browser of whoever opened the page',
  'gateway/console/src/settings.ts': 'runs in the browser of whoever opened the page',
  'gateway/console/src/sign-in/issuer.ts': 'runs in the browser of whoever opened the page',
  'gateway/src/http/forwardObjects.ts': 'passes a file on as it comes, and keeps nothing of it; each part has its time limit',
  'gateway/src/identity/issuer.ts': 'passes on the signal that jose gives',
};

/** Reads a whole body, however long it is. `dump` ends at 128 kB. */
const UNLIMITED = /\.(text|json|arrayBuffer|blob|bytes|formData)\(\)/g;

// @reads subgraphs/*/src shared gateway infra
function* programs(): Generator<readonly [file: string, text: string]> {
  for (const folder of ['subgraphs', 'shared', 'gateway', 'infra'])
    for (const entry of fs.readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      const file = path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/');
      if (!entry.isFile() || !/\.m?[jt]sx?$/.test(file)) continue;
      if (/node_modules|\/dist\/|\/test\/|\/testing\/|\/fixtures?\/|\.test\.ts$|\.gen\.ts$/.test(file)) continue;
      yield [file, fs.readFileSync(path.join(ROOT, file), 'utf8')];
    }
}

/** The calls in a text that send an HTTP request: of the global `fetch`, or of what is imported from undici. Each with its arguments. */
function requestsIn(text: string): string[] {
  const imported = /import \{([^}]*)\} from 'undici'/.exec(text)?.[1] ?? '';
  const own = [...imported.matchAll(/\b(?:request|fetch|stream|pipeline)(?: as (\w+))?/g)].map(([name, alias]) => alias ?? name);
  const names = [...new Set([...own, 'fetch', String.raw`\w+\.request`])].join('|');
  return [...text.matchAll(new RegExp(String.raw`(?<![.\w]|function )(?:${names})\((?!\))`, 'g'))].map(
    ({ 0: call, index }) => call + argumentsAt(text, index + call.length),
  );
}

function argumentsAt(text: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < text.length; end++) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
  return text.slice(start, end);
}

const faultsIn = (text: string): string[] => [
  ...[...text.matchAll(UNLIMITED)].map(([read]) => `${read}: read it by readAnswer, which has a limit in bytes`),
  ...requestsIn(text)
    .filter((call) => !/\bsignal\b/.test(call))
    .map((call) => `${call.split('\n')[0]}: give it a signal, which covers the whole body`),
];

test('every answer of another process is read up to a limit in bytes, and within a deadline', () => {
  const found = new Map(
    [...programs()].map(([file, text]) => [file, faultsIn(text)] as const).filter(([, faults]) => faults.length > 0),
  );
  expect(Object.fromEntries([...found].filter(([file]) => !(file in ALLOWED)))).toEqual({});
  expect(Object.keys(ALLOWED).filter((file) => !found.has(file))).toEqual([]);
});

test.each([
  ['await (await fetch(url, { signal })).json();', 1],
  ["import { request as send } from 'undici';\nconst { body } = await send(url, { method: 'GET' });\nbody.text();", 2],
  ["import { request } from 'undici';\nrequest(url, {\n  headers: of(a),\n  signal,\n});", 0],
  ['pool.request({ path });', 1],
  ['fetch(url);', 1],
  ['search.fetch(1); fetch();', 0],
])('finds what is read without a limit: %j', (text, count) => {
  expect(faultsIn(text)).toHaveLength(count);
});
