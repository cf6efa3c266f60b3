import type { Ask } from '../graph.ts';

/** A figure of a row of the catalogue (domain rule 1) that the graph must answer. */
export interface Figure {
  readonly row: string;
  readonly what: string;
  readonly expected: unknown;
  readonly actual: (ask: Ask) => Promise<unknown>;
}

export const DISTRICTS = 17;
export const INDUSTRIAL_UNIONS = 8;

export interface Counted {
  readonly totalCount: number;
}

/** A joint union of Chaoyang, the same one each time. */
export async function jointUnionOfChaoyang(ask: Ask): Promise<string | undefined> {
  const { jointUnionCompliance } = await ask<{ jointUnionCompliance: { nodes: { union: { id: string } }[] } }>(
    '{ jointUnionCompliance(year: 2013, districtCode: "110105", first: 1) { nodes { union { id } } } }',
  );
  return jointUnionCompliance.nodes[0]?.union.id;
}
