import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import { Agreement } from './Agreement.ts';

/** The agreement of a case that has one; not one that an applicant left before it took effect. */
export const standingAgreement = (db: EntityManager, caseId: string): Promise<Agreement> =>
  db.findOneByOrFail(Agreement, { caseId, voidedAt: IsNull() });
