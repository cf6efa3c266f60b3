import fs from 'node:fs';
import path from 'node:path';

/** Throws when one of the files that are to be written exists, before any is. */
export function requireAbsent(files: readonly string[]): void {
  const there = files.find((file) => fs.existsSync(file));
  if (there) throw new Error(`${there} is there already; nothing was changed.`);
}

/** Writes a file that must not exist yet. */
export function create(file: string, text: string): void {
  if (fs.existsSync(file)) throw new Error(`${file} is there already; nothing was changed.`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text.trimStart());
  tell('new', file);
}

/** Changes a file by one of our edits; the file stays as it is, with a word to the author, when it does not have the usual shape. */
export function change(file: string, edit: (text: string) => string | null, byHand: string): void {
  const changed = fs.existsSync(file) ? edit(fs.readFileSync(file, 'utf8')) : null;
  if (changed !== null) fs.writeFileSync(file, changed);
  tell(changed === null ? 'by hand' : 'changed', changed === null ? `${file}: ${byHand}` : file);
}

export function append(file: string, text: string): void {
  fs.appendFileSync(file, `\n${text.trimStart()}`);
  tell('changed', file);
}

/** Puts an import below the last one, or at the top. */
export function addImport(text: string, statement: string): string {
  const imports = [...text.matchAll(/^import [^;]*;\n/gm)];
  const last = imports.at(-1);
  if (!last) return `${statement}\n\n${text}`;
  const end = last.index + last[0].length;
  return `${text.slice(0, end)}${statement}\n${text.slice(end)}`;
}

/** Puts a line below the first one that matches; null when none does. */
export function addBelow(text: string, line: RegExp, added: string): string | null {
  const found = line.exec(text);
  if (!found) return null;
  const end = found.index + found[0].length;
  return `${text.slice(0, end)}\n${added}${text.slice(end)}`;
}

/** Adds an element to a list or object that is written on one line: `export const entities = [A, B];`. */
export function addElement(text: string, name: string, element: string): string | null {
  const list = new RegExp(`(export const ${name} = [[{]\\s?)([^;]*?)(,?\\s*[\\]}](?: as const)?;)`).exec(text);
  if (!list) return null;
  const [whole, opening, elements, closing] = list as unknown as [string, string, string, string];
  return text.replace(whole, `${opening}${elements}${elements ? ', ' : ''}${element}${closing}`);
}

function tell(what: string, file: string): void {
  process.stdout.write(`${what.padEnd(8)} ${file.replace(`${process.cwd()}/`, '')}\n`);
}
