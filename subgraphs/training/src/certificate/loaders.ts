import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Certificate } from './Certificate.ts';
import { Occupation } from './Occupation.ts';
import { certificateScope } from './queries.ts';

/** Certificates by id; null for one that the viewer may not see. */
export const certificate: Batch<string, Certificate | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Certificate>(
    db,
    sql`select ${columns(Certificate, 'c')} from certificate c
    where c.id = any(${ids}::uuid[]) and ${certificateScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** A member's certificates that the viewer may see, the newest first. */
export const certificatesOfMember: Batch<string, Certificate[]> = async ({ db, viewer }, memberIds) => {
  const found = await rows<Certificate>(
    db,
    sql`select ${columns(Certificate, 'c')} from certificate c
    where c.member_id = any(${memberIds}::uuid[]) and ${certificateScope(viewer)} order by c.issued_at desc, c.id desc`,
  );
  return grouped(memberIds, found, ({ memberId }) => memberId);
};

/** Occupations by code. */
export const occupation: Batch<string, Occupation | null> = async ({ db }, codes) => {
  const found = await rows<Occupation>(
    db,
    sql`select ${columns(Occupation, 'o')} from occupation o where o.code = any(${codes})`,
  );
  return inOrder(codes, found, ({ code }) => code);
};
