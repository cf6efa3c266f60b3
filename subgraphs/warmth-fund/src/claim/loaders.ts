import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Coverage } from '../mutual-aid/Coverage.ts';
import type { ClaimDocumentKind } from '../schema.gen.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';
import { claimScope } from './scope.ts';

/** Claims by id; null for one that the viewer may not see. */
export const mutualAidClaim: Batch<string, MutualAidClaim | null> = async ({ db, viewer }, ids) => {
  const found = await rows<MutualAidClaim>(
    db,
    sql`select ${columns(MutualAidClaim, 'c')} from mutual_aid_claim c where c.id = any(${ids}::uuid[]) and ${claimScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

// The two below are asked only through a claim that the viewer may see.

/** The covers that claims name, by id. */
export const coverageOfClaim: Batch<string, Coverage | null> = async ({ db }, ids) => {
  const found = await rows<Coverage>(db, sql`select ${columns(Coverage, 'c')} from coverage c where c.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

export interface ClaimDocument {
  readonly claimId: string;
  readonly kind: ClaimDocumentKind;
  readonly nameZh: string;
  readonly fileRef: string;
  readonly sha256: string;
  readonly addedAt: Date;
}

/** The papers of claims, in the order they came. */
export const documentsOfClaim: Batch<string, ClaimDocument[]> = async ({ db }, ids) => {
  const found = await rows<ClaimDocument>(
    db,
    sql`select claim_id as "claimId", kind, name_zh as "nameZh", file_ref as "fileRef", sha256, added_at as "addedAt"
      from mutual_aid_claim_document where claim_id = any(${ids}::uuid[]) order by added_at, sha256`,
  );
  return grouped(ids, found, ({ claimId }) => claimId);
};
