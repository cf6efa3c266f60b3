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

/** Every page of a list that a query gives as `list`, a hundred at a time; it takes the variable `$after`. */
export async function everyNode<Node>(ask: Ask, query: string, variables: object = {}): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const { list }: { list: Page<Node> } = await ask(query, { ...variables, after });
    nodes.push(...list.nodes);
    if (!list.pageInfo.hasNextPage) return nodes;
    after = list.pageInfo.endCursor;
  }
}

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** What a list needs beside its nodes for {@link everyNode}. */
export const MORE = 'pageInfo { hasNextPage endCursor }';
