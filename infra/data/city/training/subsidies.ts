import { personId } from '../../demo/persons.ts';
import { certificateFacts } from '../../demo/training-subsidies.ts';
import { id } from '../../ids.ts';
import { draw, pick } from '../draw.ts';
import { firmId } from '../enterprises.ts';
import { memberId, type People, unionOf } from '../members.ts';
import type { Profile } from '../profile.ts';
import { administratorOf, type Employed, employed } from './people.ts';

export const OCCUPATIONS = [
  '4-03-01-01',
  '6-04-01-01',
  '6-04-02-05',
  '6-05-02-01',
  '6-05-02-02',
  '6-06-01-02',
  '6-07-06-05',
  '6-23-01-01',
];
/** One in so many members holds a certificate of a lower level beside those that bring a subsidy [D]. */
const OTHERS_SHARE = 50;

/** A subsidy that was paid for a technician's certificate. */
export interface SubsidySeed {
  readonly id: string;
  readonly holder: Employed;
  readonly certNo: string;
  readonly isSenior: boolean;
  readonly amountFen: number;
  readonly issuedOn: string;
  /** Names its payout. */
  readonly payout: string;
}

/** Two in three are technicians, one in three is a senior technician (6.3). */
export const subsidySeeds = (people: People): SubsidySeed[] =>
  employed(people, people.profile.subsidies, 0.25).map((holder, at) => {
    const isSenior = at % 3 === 2;
    return {
      id: id('subsidy-application', `city-${at}`),
      holder,
      certNo: `13${isSenior ? '1' : '2'}${String(at).padStart(13, '0')}`,
      isSenior,
      amountFen: isSenior ? 200_000 : 100_000,
      issuedOn: `2013-10-0${1 + draw(300, at, 9)}`,
      payout: `city-subsidy-${at}`,
    };
  });

/** When subsidies are paid. */
export const SUBSIDY_PAID_ON = '2013-10-18';
const paidAt = `${SUBSIDY_PAID_ON}T10:30:00+08:00`;

/** The certificates that brought subsidies. */
export function* technicianRows(seeds: readonly SubsidySeed[]) {
  for (const [at, { holder, certNo, isSenior, issuedOn }] of seeds.entries())
    yield {
      ...certificateFacts,
      id: id('certificate', certNo),
      member_id: holder.memberId,
      level: isSenior ? 1 : 2,
      occupation_code: pick(OCCUPATIONS, 301, at),
      cert_no: certNo,
      issued_at: issuedOn,
      issuer_ref: `京人社鉴核-${certNo.slice(-6)}`,
      verified_by: personId('shen-ping'),
      verified_at: '2013-10-14T10:00:00+08:00',
      recorded_by: holder.memberId,
      recorded_at: '2013-10-11T10:00:00+08:00',
      scope_path: holder.scopePath,
    };
}

export const otherCertificateCount = ({ jointMembers }: Profile): number => Math.floor(jointMembers / OTHERS_SHARE);

/** Certificates of levels 5 to 3 of earlier years. */
export function* otherCertificateRows(people: People) {
  for (let at = 0; at < otherCertificateCount(people.profile); at++) {
    const place = at * OTHERS_SHARE + draw(302, at, OTHERS_SHARE);
    const certNo = `0${8 + draw(303, at, 2)}4${String(at).padStart(13, '0')}`;
    const holder = memberId(people, place);
    yield {
      ...certificateFacts,
      id: id('certificate', certNo),
      member_id: holder,
      level: 3 + draw(304, at, 3),
      occupation_code: pick(OCCUPATIONS, 305, at),
      cert_no: certNo,
      issued_at: `20${certNo.slice(0, 2)}-0${1 + draw(306, at, 9)}-15`,
      issuer_ref: `京人社鉴核-${certNo.slice(-6)}`,
      verified_by: personId('shen-ping'),
      verified_at: '2013-09-20T10:00:00+08:00',
      recorded_by: holder,
      recorded_at: '2013-09-10T10:00:00+08:00',
      scope_path: unionOf(people, place).scopePath,
    };
  }
}

/** The applications, each verified by its district, approved by the city and paid by the fund. */
export function* subsidyRows(seeds: readonly SubsidySeed[]) {
  for (const { id: applicationId, holder, certNo, isSenior, amountFen, issuedOn, payout } of seeds)
    yield {
      id: applicationId,
      member_id: holder.memberId,
      certificate_id: id('certificate', certNo),
      cert_no: certNo,
      level: isSenior ? 1 : 2,
      issued_at: issuedOn,
      rule_code: isSenior ? 'SENIOR-TECHNICIAN-2013' : 'TECHNICIAN-2013',
      rule_from: '2013-10-01',
      amount_fen: amountFen,
      employer_id: firmId(holder.firm),
      employed_from: '2013-01-07',
      status: 'PAID',
      submitted_at: '2013-10-12T10:00:00+08:00',
      verified_by: administratorOf(holder.districtCode),
      verified_at: '2013-10-15T09:30:00+08:00',
      approved_by: personId('shen-ping'),
      approved_at: '2013-10-16T14:00:00+08:00',
      payment_requested_at: '2013-10-16T14:00:00+08:00',
      disbursement_id: id('disbursement', payout),
      disbursement_version: 5,
      paid_at: paidAt,
      scope_path: holder.scopePath,
      version: 4,
    };
}

/** What the fund told of its payouts of one kind of thing. */
export const payoutPart = (type: string, sourceId: string, payout: string, amountFen: number, at: string) => ({
  disbursement_id: id('disbursement', payout),
  source_type: type,
  source_id: sourceId,
  amount_fen: amountFen,
  status: 'PAID',
  seen_version: 5,
  paid_at: at,
});

export const subsidyParts = (seeds: readonly SubsidySeed[]) =>
  seeds.map(({ id: applicationId, payout, amountFen }) =>
    payoutPart('SubsidyApplication', applicationId, payout, amountFen, paidAt),
  );
