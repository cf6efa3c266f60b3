import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const MODULES = ['*.ts', '*.tsx', '*.mjs', '*.cjs'];
/** Statements that leave nothing of themselves in what runs. */
const TYPES_ONLY = /^(?:import|export) type [^;]*? from /gm;
const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"]([^'"\n]+)['"]/g;

/** Which modules of the checkout import a file, by its path; a file that is no more has those that still import it. */
export type Importers = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the imports of all modules of the checkout, those that git does not know yet included: of files, and of packages of the workspace by name. */
export async function readImporters(root: string): Promise<Importers> {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--'];
  const { stdout } = await execute('git', [...options, ...MODULES, 'package.json', '*/package.json'], {
    cwd: root,
    maxBuffer: 64 << 20,
  });
  const files = stdout.split('\0').filter((file) => file && fs.existsSync(path.join(root, file)));
  const isManifest = (file: string) => path.basename(file) === 'package.json';
  const packages = new Map(files.filter(isManifest).flatMap((file) => entriesOf(root, file)));
  const importers = new Map<string, Set<string>>();
  for (const module of files.filter((file) => !isManifest(file))) {
    const text = fs.readFileSync(path.join(root, module), 'utf8').replaceAll(TYPES_ONLY, '');
    for (const [, specifier = ''] of text.matchAll(SPECIFIER)) {
      const file = specifier.startsWith('.') ? path.join(path.dirname(module), specifier) : packages.get(specifier);
      if (file) importers.set(file, (importers.get(file) ?? new Set()).add(module));
    }
  }
  return importers;
}

interface Manifest {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, string | { readonly default: string }>>;
}

/** What a package exports, by the names under which it is imported. */
function entriesOf(root: string, manifest: string): [specifier: string, file: string][] {
  const { name = '', exports = {} } = JSON.parse(fs.readFileSync(path.join(root, manifest), 'utf8')) as Manifest;
  return Object.entries(exports).map(([entry, target]) => [
    path.join(name, entry),
    path.join(path.dirname(manifest), typeof target === 'string' ? target : target.default),
  ]);
}
