import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { personId } from './persons.ts';
import { pathOf } from './training-workers.ts';

const instant = (day: string): Date => new Date(`${day}T15:00:00+08:00`);

/** Three bodies sign, each by its own person. */
export const SIGNERS = {
  FEDERATION: personId('shen-ping'),
  COMMERCE: personId('shi-yan'),
  FINANCE: personId('qiu-lan'),
} as const;
type Body = keyof typeof SIGNERS;

interface Seed {
  readonly worker: string;
  readonly score: number;
  readonly signed: readonly Body[];
  readonly badgeNo: string | null;
}

/** One holds, one lacks the signature of the bureau of finance and is void until it comes (S-59). */
const SEEDS: readonly Seed[] = [
  { worker: 'zhang-haiyan', score: 92, signed: ['COMMERCE', 'FINANCE', 'FEDERATION'], badgeNo: 'JZ2012900001' },
  { worker: 'filler-13', score: 78, signed: ['FEDERATION', 'COMMERCE'], badgeNo: null },
];

const certificateId = (worker: string): string => id('job-ready-certificate', worker);

/** The job-ready certificates of domestic workers; they were examined at the school in Chaoyang in 2012. */
export const domestic: readonly Table[] = [
  {
    table: 'job_ready_certificate',
    rows: SEEDS.map(({ worker, score, badgeNo, signed }) => ({
      id: certificateId(worker),
      member_id: personId(worker),
      institution_id: id('institution', 'chaoyang'),
      exam_score: score,
      exam_on: '2012-11-03',
      examined_by: personId('zhong-lixin'),
      recorded_at: instant('2012-11-03'),
      status: badgeNo === null ? 'SIGNING' : 'ISSUED',
      badge_no: badgeNo,
      issued_on: badgeNo === null ? null : '2012-11-09',
      scope_path: pathOf(worker),
      version: signed.length + 1,
    })),
  },
  {
    table: 'job_ready_signature',
    rows: SEEDS.flatMap(({ worker, signed }) =>
      signed.map((body, at) => ({
        certificate_id: certificateId(worker),
        body,
        signed_by: SIGNERS[body],
        signed_at: instant(`2012-11-0${7 + at}`),
      })),
    ),
  },
];
