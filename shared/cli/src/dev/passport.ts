import type { Graph } from '../graph.ts';

/** A developer's passport, as the shared graph issued it. */
export interface DeveloperPassport {
  readonly id: string;
  readonly version: number;
  readonly expiresAt: string;
  readonly token: string;
}

const ISSUE = `mutation ($input: IssueDeveloperPassportInput!) { issueDeveloperPassport(input: $input) {
  passport { id version expiresAt } token } }`;
const REVOKE = `mutation ($input: RevokeDeveloperPassportInput!) { revokeDeveloperPassport(input: $input) { passport { id } } }`;

/** Asks the shared graph for a passport. Throws a `Failure` when it refuses. */
export async function issuePassport(graph: Graph, subgraph: string, hours: number | undefined): Promise<DeveloperPassport> {
  const input = { idempotencyKey: crypto.randomUUID(), subgraph, hours };
  const { issueDeveloperPassport: issued } = await graph<{
    issueDeveloperPassport: { readonly passport: Omit<DeveloperPassport, 'token'>; readonly token: string };
  }>(ISSUE, { input });
  return { ...issued.passport, token: issued.token };
}

/** Gives a passport back that is no longer needed. */
export async function revokePassport(graph: Graph, { id, version }: DeveloperPassport): Promise<void> {
  await graph(REVOKE, { input: { idempotencyKey: crypto.randomUUID(), passportId: id, expectedVersion: version } });
}
