import { hasRole, scopePaths, type Viewer } from '@union-graph/identity';
import {
  type Batch,
  columns,
  empty,
  grouped,
  type PageSource,
  type ReadContext,
  raw,
  rows,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import { personScope } from '../member/scope.ts';
import type { JobReadyStatus } from '../schema.gen.ts';
import { IssuerSignature } from './IssuerSignature.ts';
import { JobReadyCertificate } from './JobReadyCertificate.ts';

/** Which certificates `j` the viewer may see: their own, those of their part of the tree, those of their institution, and for the delegates of a body that signs all that were not revoked. */
const scope = (viewer: Viewer): Sql => sql`(${personScope(viewer, raw('j.member_id'), raw('j.scope_path'))}
  or exists (select from institution i where i.id = j.institution_id and ${underPaths(raw('i.scope_path'), scopePaths(viewer, 'TEACHER', 'INSTITUTION'))})
  or ${signs(viewer)})`;

const signs = (viewer: Viewer): Sql =>
  hasRole(viewer, 'LINKED_PARTY')
    ? sql`(j.status <> 'REVOKED' and exists (select from agency_delegate d
        where d.person_id = ${viewer.personId}::uuid and d.agency_code in ('COMMERCE', 'FINANCE')))`
    : raw('false');

/** The certificates that the viewer may see, the latest first. */
export const jobReadyCertificates: PageSource<JobReadyCertificate, { readonly status?: JobReadyStatus | null }> = {
  name: 'jobReadyCertificates',
  select: ({ status }, { viewer }) => sql`select ${columns(JobReadyCertificate, 'j')} from job_ready_certificate j
    where ${scope(viewer)} ${status ? sql`and j.status = ${status}` : empty}`,
  order: [
    { by: 'recordedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** The signatures of certificates, in the order in which they were given. */
export const signaturesOfCertificate: Batch<string, IssuerSignature[]> = async ({ db }, certificateIds) => {
  const found = await rows<IssuerSignature>(
    db,
    sql`select ${columns(IssuerSignature, 's')} from job_ready_signature s
      where s.certificate_id = any(${certificateIds}::uuid[]) order by s.signed_at, s.body`,
  );
  return grouped(certificateIds, found, ({ certificateId }) => certificateId);
};

/** What everybody may know of a badge by its number; null for a number that no badge has. */
export async function findBadge({ db }: ReadContext, badgeNo: string) {
  const [found] = await rows<JobReadyCertificate>(
    db,
    sql`select ${columns(JobReadyCertificate, 'j')} from job_ready_certificate j where j.badge_no = ${badgeNo.toUpperCase()}`,
  );
  return found
    ? { badgeNo: found.badgeNo as string, isValid: found.status === 'ISSUED', issuedAt: found.issuedAt as string }
    : null;
}
