import { request } from 'undici';
import { house } from './house.ts';

/** Calls from the gateway to each subgraph so far. */
export async function calls(): Promise<Record<string, number>> {
  const text = await (await request(`${house.gateway}/metrics`)).body.text();
  const counted: Record<string, number> = {};
  for (const [, subgraph, count] of text.matchAll(/^subgraph_call_duration_seconds_count\{.*subgraph="([\w-]+)".*\} (\d+)$/gm)) {
    counted[subgraph as string] = (counted[subgraph as string] ?? 0) + Number(count);
  }
  return counted;
}

/** What was called since, by subgraph. */
export async function costSince(before: Readonly<Record<string, number>>): Promise<Record<string, number>> {
  const after = await calls();
  const made = Object.keys(after).map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const);
  return Object.fromEntries(made.filter(([, count]) => count > 0));
}
