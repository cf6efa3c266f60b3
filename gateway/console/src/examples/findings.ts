import { type Example, valueAt } from './example.ts';

const KEPT = 'console.findings';
const PLACE = /"\{\{([\w-]+)\}\}"/g;

/** What examples gave, by journey and name: two journeys may give different things under one name. */
type Findings = Record<string, Record<string, unknown>>;

const findings = (): Findings => JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Findings;

/** Remembers, for this tab, what an example's answer gives to later steps of its journey. */
export function rememberFindings(example: Example, data: unknown): void {
  const found = example.gives.map(({ name, path }) => [name, valueAt(data, path)] as const).filter(([, value]) => value != null);
  if (found.length === 0) return;
  const kept = findings();
  const ofJourney = { ...kept[example.journey], ...Object.fromEntries(found) };
  sessionStorage.setItem(KEPT, JSON.stringify({ ...kept, [example.journey]: ofJourney }));
}

/** The variables of a journey's example with the remembered values in place, and the names of those still missing. */
export function fillVariables(variables: string, journey: string): { text: string; missing: readonly string[] } {
  const known = findings()[journey] ?? {};
  const missing = new Set<string>();
  const text = variables.replace(PLACE, (place, name: string) => {
    if (name === 'new') return JSON.stringify(crypto.randomUUID());
    if (name in known) return JSON.stringify(known[name]);
    missing.add(name);
    return place;
  });
  return { text, missing: [...missing] };
}

/** The places `{{name}}` that are left in what is about to be sent. */
export function placesLeft(sent: unknown): string[] {
  const found = (JSON.stringify(sent) ?? '').matchAll(/\{\{([\w-]+)\}\}/g);
  return [...new Set([...found].map(([, name = '']) => name))];
}
