import path from 'node:path';
import type { ModuleItem } from '@swc/core';
import { packagesIn, parseSource, sourceFiles } from './packageSources.ts';

/** Names that several files of one package may export, by the package's folder, each with the reason beside it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {};

/**
 * Finds names of functions, values and types that two files of one package export: within a package a name has one meaning. Tests, migrations and
 * generated files are left out, and so are names that a file only exports again. Returns a sentence for each name, with the files.
 */
export function findDoubleNames(root: string, packages = packagesIn(root), allowed = ALLOWED): string[] {
  return packages.flatMap((folder) => {
    const permitted = allowed[folder] ?? [];
    const doubles = [...filesByName(path.join(root, folder))].filter(([, files]) => files.length > 1);
    const stale = permitted.filter((name) => !doubles.some(([double]) => double === name));
    return [
      ...doubles
        .filter(([name]) => !permitted.includes(name))
        .map(([name, files]) => `"${name}" is exported by several files of ${folder}: ${files.join(', ')}. Rename all but one.`),
      ...stale.map((name) => `"${name}" is exported once in ${folder}. Remove it from ALLOWED (infra/lint/exportedNames.ts).`),
    ];
  });
}

function filesByName(folder: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of sourceFiles(folder))
    for (const name of exportedNames(file)) found.set(name, [...(found.get(name) ?? []), path.relative(folder, file)]);
  return found;
}

function exportedNames(file: string): Set<string> {
  return new Set(parseSource(file).items.flatMap(namesExportedBy));
}

function namesExportedBy(item: ModuleItem): string[] {
  if (item.type === 'ExportNamedDeclaration' && !item.source)
    return item.specifiers.flatMap((specifier) =>
      specifier.type === 'ExportSpecifier' ? [(specifier.exported ?? specifier.orig).value] : [],
    );
  if (item.type !== 'ExportDeclaration') return [];
  const { declaration } = item;
  switch (declaration.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.value] : []));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return [declaration.identifier.value];
    default:
      return declaration.id.type === 'Identifier' ? [declaration.id.value] : [];
  }
}
