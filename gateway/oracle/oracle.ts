import fc from 'fast-check';
import { CompositionError } from '../src/supergraph/compose.ts';
import { type Case, findFault, setStage } from './check.ts';
import type { BuildContender } from './contenders.ts';
import { drawOperation } from './drawOperation.ts';
import { createDraws } from './draws.ts';
import { drawWorld } from './drawWorld.ts';
import { kindsOf } from './kinds.ts';

export interface OracleOptions {
  readonly build: BuildContender;
  /** The number of operations; each graph has several. */
  readonly cases: number;
  readonly seed: number;
  /** The number of faults after which the oracle ends. */
  readonly faults: number;
}

export interface OracleReport {
  readonly cases: number;
  readonly graphs: number;
  /** Graphs that did not compose, and their number by reason. */
  readonly discarded: number;
  readonly reasons: ReadonlyMap<string, number>;
  /** The number of known faults of the contender. */
  readonly known: number;
  /** The number of cases of each kind. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly faults: readonly (Case & { readonly fault: string })[];
}

const OPERATIONS_PER_GRAPH = 5;

const numbers = (most: number) => fc.array(fc.nat(0xffff), { minLength: 20, maxLength: most, size: 'max' });

const drawings = fc.record({
  world: numbers(600),
  operations: fc.array(numbers(200), { minLength: OPERATIONS_PER_GRAPH, maxLength: OPERATIONS_PER_GRAPH }),
});

/** Compares random operations on random graphs with the reference. Equal seeds give equal cases. */
export async function runOracle({ build, cases, seed, faults: maxFaults }: OracleOptions): Promise<OracleReport> {
  const faults: (Case & { fault: string })[] = [];
  const reasons = new Map<string, number>();
  const kinds: Record<string, number> = {};
  let [done, graphs, discarded, known] = [0, 0, 0, 0];
  for (let round = 0; done < cases && faults.length < maxFaults; round += 1) {
    for (const drawing of fc.sample(drawings, { seed: seed + round * 7919, numRuns: 20 })) {
      if (done >= cases || faults.length >= maxFaults) break;
      const world = drawWorld(createDraws(drawing.world));
      const stage = await setStage(world, build).catch((error: unknown) => {
        if (!(error instanceof CompositionError)) throw error;
        const reason = (error.reasons[0] ?? '').replaceAll(/"[^"]*"/g, '…').slice(0, 160);
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        return null;
      });
      if (!stage) {
        discarded += 1;
        continue;
      }
      graphs += 1;
      for (const tape of drawing.operations) {
        const operation = drawOperation(createDraws(tape), stage.contender.schema);
        const fault = await findFault(stage, operation);
        done += 1;
        for (const kind of kindsOf({ world, operation })) kinds[kind] = (kinds[kind] ?? 0) + 1;
        if (!fault) continue;
        if (stage.contender.known.some((pattern) => pattern.test(fault))) known += 1;
        else faults.push({ world, operation, fault });
        break;
      }
    }
  }
  return { cases: done, graphs, discarded, reasons, known, kinds, faults };
}
