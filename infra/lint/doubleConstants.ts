import path from 'node:path';
import type { ModuleItem } from '@swc/core';
import { packagesIn, parseSource, sourceFiles } from './packageSources.ts';

/**
 * Finds constants (`UPPER_CASE`, at the top of a file) that two files of one package define with the same name and the same value. If they mean the
 * same, one file exports it; else their names say what each means. Returns a sentence for each constant, with the files.
 */
export function findDoubleConstants(root: string, packages = packagesIn(root)): string[] {
  return packages.flatMap((folder) => {
    const files = new Map<string, string[]>();
    for (const file of sourceFiles(path.join(root, folder)))
      for (const constant of constantsIn(file))
        files.set(constant, [...(files.get(constant) ?? []), path.relative(path.join(root, folder), file)]);
    return [...files]
      .filter(([, found]) => found.length > 1)
      .map(
        ([constant, found]) =>
          `"${constant}" is defined by several files of ${folder}: ${found.join(', ')}. Export it from one, or rename what means another thing.`,
      );
  });
}

/** The constants of a file, as `NAME = value`. */
function constantsIn(file: string): string[] {
  const { items, textOf } = parseSource(file);
  return items.flatMap((item) => {
    const declaration = declarationOf(item);
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return [];
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === 'Identifier' && init && 'span' in init && /^[A-Z][A-Z\d_]+$/.test(id.value)
        ? [`${id.value} = ${textOf(init.span).replace(/\s+/g, ' ')}`]
        : [],
    );
  });
}

const declarationOf = (item: ModuleItem) => (item.type === 'ExportDeclaration' ? item.declaration : item);
