// Bundles the local gateway with all that it imports into one file, so that it installs anywhere without this repository: `node build.mjs`.
// The licences of the packages in it lie beside it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const OUT = path.join(HERE, 'dist');

/** Our own packages load nothing by being imported; without this, each would come whole: with its database, its queue and its storage. */
const withoutSideEffects = {
  name: 'without-side-effects',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^@union-graph\/|^\./ }, async ({ path: file, pluginData, importer, ...options }) => {
      if (pluginData === 'resolving' || importer.includes(`${path.sep}node_modules${path.sep}`)) return undefined;
      return { ...(await resolve(file, { ...options, importer, pluginData: 'resolving' })), sideEffects: false };
    }),
};

const { metafile } = await build({
  entryPoints: [fileURLToPath(import.meta.resolve('@union-graph/gateway/local'))],
  outfile: path.join(OUT, 'index.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  metafile: true,
  keepNames: true,
  logLevel: 'error',
  plugins: [withoutSideEffects],
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
  // CommonJS packages ask for modules of Node.js by `require`.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
writeFileSync(path.join(OUT, 'LICENSES.txt'), licences());

function licences() {
  const folders = new Set(
    bundled().flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.resolve(input))?.[1] ?? []),
  );
  return [...folders].sort().map(licenceOf).join('\n');
}

/** The files of which something is in the bundle. */
function bundled() {
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0);
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file && existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8') : '';
  return `${name} ${version}: ${license}\n\n${text}\n${'-'.repeat(80)}\n`;
}
