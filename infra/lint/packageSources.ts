import fs from 'node:fs';
import path from 'node:path';
import { type ModuleItem, parseSync, type Span } from '@swc/core';

/** The folders of sources that are compared by name, each by itself. */
export function packagesIn(root: string): string[] {
  const packages = ['shared', 'subgraphs'].flatMap((parent) =>
    fs.readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}/src`),
  );
  return ['gateway/src', 'gateway/console/src', ...packages].filter((folder) => fs.existsSync(path.join(root, folder)));
}

/** The source files of a folder, without tests, migrations and generated files. */
export function sourceFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.gen\.ts$|\/migrations\/|\/node_modules\//.test(file));
}

interface Source {
  readonly items: readonly ModuleItem[];
  textOf(span: Span): string;
}

/**
 * Parses a file. The spans of swc count the bytes of all that the process has parsed, and a module begins after the comments before it; the added
 * semicolon is where the file begins.
 */
export function parseSource(file: string): Source {
  const text = `;${fs.readFileSync(file, 'utf8')}`;
  const { body, span } = parseSync(text, { syntax: 'typescript', decorators: true, tsx: file.endsWith('x') });
  const bytes = Buffer.from(text);
  return { items: body, textOf: ({ start, end }) => bytes.subarray(start - span.start, end - span.start).toString() };
}
