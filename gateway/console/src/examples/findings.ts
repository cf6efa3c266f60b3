import type { Example } from './example.ts';

const KEPT = 'console.findings';
const PLACE = /"\{\{(\w+)\}\}"/g;

type Findings = Record<string, unknown>;

const findings = (): Findings => JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Findings;

const at = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], data);

/** Remembers, for this tab, what an example's answer gives to later steps. */
export function rememberFindings(example: Example, data: unknown): void {
  const found = example.gives.map(({ name, path }) => [name, at(data, path)] as const).filter(([, value]) => value != null);
  if (found.length > 0) sessionStorage.setItem(KEPT, JSON.stringify({ ...findings(), ...Object.fromEntries(found) }));
}

/** The variables of an example with the remembered values in place, and the names of those still missing. */
export function fillVariables(variables: string): { text: string; missing: readonly string[] } {
  const known = findings();
  const missing = new Set<string>();
  const text = variables.replace(PLACE, (place, name: string) => {
    if (name === 'new') return JSON.stringify(crypto.randomUUID());
    if (name in known) return JSON.stringify(known[name]);
    missing.add(name);
    return place;
  });
  return { text, missing: [...missing] };
}
