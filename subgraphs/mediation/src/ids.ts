import { isId, refuseIf } from '@union-graph/subgraph';

/** Throws `BAD_USER_INPUT` for an id that is given but cannot be one, naming its input field. */
export function requireIds(ids: Readonly<Record<string, string | null | undefined>>): void {
  for (const [field, id] of Object.entries(ids)) {
    refuseIf(
      id != null && !isId(id),
      'BAD_USER_INPUT',
      `"${id}" is not an id. Ids are given by the graph; send one as you read it.`,
      { field },
    );
  }
}
