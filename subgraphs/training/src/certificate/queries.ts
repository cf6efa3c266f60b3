import type { Viewer } from '@union-graph/identity';
import { columns, empty, type PageSource, type ReadContext, raw, rows, type Sql, sql } from '@union-graph/subgraph';
import { inMoneyScope, personScope } from '../member/scope.ts';
import { Certificate } from './Certificate.ts';
import { Occupation } from './Occupation.ts';
import { type CertStatus, plainCertNo } from './rules.ts';

/**
 * Which certificates `c` the viewer may see, as a condition in SQL: their own, those in their part of the tree, and those
 * that an application there rests on (it may be verified by another district than the certificate was recorded in), and those that
 * they issued to champions for their agency.
 */
export const certificateScope = (viewer: Viewer): Sql => sql`(${personScope(viewer, raw('c.member_id'), raw('c.scope_path'))}
  or exists (select from subsidy_application s where s.certificate_id = c.id and ${inMoneyScope(viewer, raw('s.scope_path'))})
  or (c.issuing_agency is not null and c.verified_by = ${viewer.personId}::uuid))`;

/** The certificates that the viewer may see. */
export const certificates: PageSource<Certificate, { readonly status?: CertStatus | null; readonly certNo?: string | null }> = {
  name: 'certificates',
  select: ({ status, certNo }, { viewer }) => sql`select ${columns(Certificate, 'c')} from certificate c
    where ${certificateScope(viewer)} ${status ? sql`and c.status = ${status}` : empty}
      ${certNo == null ? empty : sql`and c.cert_no = ${plainCertNo(certNo)}`}`,
  order: [
    { by: 'issuedAt', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

export const allOccupations = ({ db }: ReadContext): Promise<Occupation[]> =>
  rows(db, sql`select ${columns(Occupation, 'o')} from occupation o order by o.code`);
