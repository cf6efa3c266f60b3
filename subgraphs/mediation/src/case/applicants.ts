import { rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import type { PartyLeaving } from '../schema.gen.ts';

/** An applicant, as far as it matters who acts for whom. */
export interface Applicant {
  readonly id: string;
  readonly memberId: string | null;
  readonly nameZh: string;
  readonly idMasked: string | null;
  readonly isRepresentative: boolean;
  readonly leftAs: PartyLeaving | null;
  /** The day of death, as organisation tells; null for the living. */
  readonly diedOn: string | null;
}

/** All applicants of a case in the order of the application, those who left it among them. */
export const applicantsOf = (db: EntityManager, caseId: string): Promise<Applicant[]> =>
  rows<Applicant>(
    db,
    sql`select p.id, p.member_id as "memberId", p.name_zh as "nameZh", p.id_masked as "idMasked",
      p.is_representative as "isRepresentative", p.left_as as "leftAs", p.died_on::text as "diedOn"
    from case_party p where p.case_id = ${caseId}::uuid and p.side = 'APPLICANT' order by p.position`,
  );

/** Those who still take part. */
export const remaining = (applicants: readonly Applicant[]): readonly Applicant[] =>
  applicants.filter(({ leftAs }) => leftAs === null);

/** Those who act for all; nobody where none was elected, or none of them lives. */
export const elected = (applicants: readonly Applicant[]): readonly Applicant[] =>
  applicants.filter(({ isRepresentative, diedOn }) => isRepresentative && diedOn === null);

/** Whether nobody is left who could ask for anything in a case: all who still take part have died. */
export const haveAllDied = (applicants: readonly Applicant[]): boolean =>
  remaining(applicants).length > 0 && remaining(applicants).every(({ diedOn }) => diedOn !== null);
