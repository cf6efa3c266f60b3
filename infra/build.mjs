// Compiles the package in the current folder into its `dist`: `node ../infra/build.mjs src migrations schema`. Turbo runs this for
// the packages that changed (`turbo run build`).
// The folders and files named are mirrored in `dist`: TypeScript becomes JavaScript with a source map, other files are copied, so
// that a path relative to a source holds there as well.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transformFile } from '@swc/core';
import { OUT, STAMP, sourcesOf, stampOf } from './compiled.mjs';
import { SWC_OPTIONS } from './swc.mjs';

const OPTIONS = {
  ...SWC_OPTIONS,
  sourceMaps: true,
  // Who follows a map has the source beside it; without its text, processes that read the maps are smaller.
  inlineSourcesContent: false,
  jsc: { ...SWC_OPTIONS.jsc, rewriteRelativeImportExtensions: true },
};

const here = process.cwd();
const sources = await sourcesOf(here, process.argv.slice(2));
const stamp = await stampOf(here, sources);
const written = new Set([STAMP]);
for (const folder of new Set(sources.map((file) => path.dirname(file)))) await mkdir(path.join(OUT, folder), { recursive: true });
await Promise.all(sources.map((file) => (file.endsWith('.ts') ? compile(file) : copy(file))));
await removeOthers();
await put(STAMP, stamp);

async function compile(file) {
  const target = file.replace(/\.ts$/, '.js');
  const sourceFileName = path.relative(path.join(OUT, path.dirname(file)), file);
  const { code, map } = await transformFile(file, { ...OPTIONS, sourceFileName });
  await put(`${target}.map`, map);
  await put(target, `${code}//# sourceMappingURL=${path.basename(target)}.map\n`);
}

async function copy(file) {
  await put(file, await readFile(file));
}

/** Replaces a file as a whole, so that a process that starts meanwhile never reads half of one. */
async function put(file, content) {
  const target = path.join(OUT, file);
  const draft = `${target}.${process.pid}`;
  written.add(file);
  await writeFile(draft, content);
  await rename(draft, target);
}

async function removeOthers() {
  for (const entry of await readdir(OUT, { recursive: true, withFileTypes: true })) {
    const file = path.relative(OUT, path.join(entry.parentPath ?? entry.path, entry.name));
    if (entry.isFile() && !written.has(file) && !/\.\d+$/.test(file)) await rm(path.join(OUT, file), { force: true });
  }
}
