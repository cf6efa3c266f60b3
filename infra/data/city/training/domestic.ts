import { SIGNERS } from '../../demo/training-domestic.ts';
import { id } from '../../ids.ts';
import type { Row } from '../../load.ts';
import { draw } from '../draw.ts';
import type { People } from '../members.ts';
import type { Profile } from '../profile.ts';
import { registrar } from './enrolments.ts';
import { collegeId } from './institutions.ts';
import { type Employed, employed } from './people.ts';

/** One member in so many passed the examination of domestic workers; of so many certificates one lacks its last signature [D]. */
const SHARE = 700;
const UNSIGNED_SHARE = 20;

const BODIES = ['FEDERATION', 'COMMERCE', 'FINANCE'] as const;

interface Holder {
  readonly id: string;
  readonly worker: Employed;
  readonly isIssued: boolean;
}

const examDay = (at: number): string => `2013-0${4 + draw(360, at, 5)}-1${draw(361, at, 10)}`;

/** How many hold a certificate, and how many wait for the third signature. */
export const domesticCounts = ({ jointMembers }: Profile) => {
  const all = Math.floor(jointMembers / SHARE);
  const waiting = Math.floor(all / UNSIGNED_SHARE);
  return { issued: all - waiting, waiting };
};

function holders(people: People): Holder[] {
  const { issued, waiting } = domesticCounts(people.profile);
  return employed(people, issued + waiting, 0.8).map((worker, at) => ({
    id: id('job-ready-certificate', `city-${at}`),
    worker,
    isIssued: at % UNSIGNED_SHARE !== UNSIGNED_SHARE - 1,
  }));
}

/** Domestic workers who passed, and who signed for them: two bodies the day after, and the third with the badge (S-59). */
export function domesticRows(people: People): { readonly certificates: readonly Row[]; readonly signatures: readonly Row[] } {
  const held = holders(people);
  return {
    certificates: held.map(({ id: certificate, worker, isIssued }, at) => ({
      id: certificate,
      member_id: worker.memberId,
      institution_id: collegeId(worker.districtCode),
      exam_score: 60 + draw(362, at, 41),
      exam_on: examDay(at),
      examined_by: registrar(worker.districtCode),
      recorded_at: `${examDay(at)}T15:00:00+08:00`,
      status: isIssued ? 'ISSUED' : 'SIGNING',
      badge_no: isIssued ? `JZ20138${String(at).padStart(5, '0')}` : null,
      issued_on: isIssued ? '2013-09-23' : null,
      scope_path: worker.scopePath,
      version: isIssued ? 4 : 3,
    })),
    signatures: held.flatMap(({ id: certificate_id, isIssued }) =>
      BODIES.slice(0, isIssued ? 3 : 2).map((body, at) => ({
        certificate_id,
        body,
        signed_by: SIGNERS[body],
        signed_at: `2013-09-2${1 + at}T15:00:00+08:00`,
      })),
    ),
  };
}
