import { personId } from '../../demo/persons.ts';
import { id } from '../../ids.ts';
import { type DegreeSeed, DISMISSED_BECAUSE, studentsOf, WITHDREW_BECAUSE } from './degree.ts';
import type { Employed } from './people.ts';
import { payoutPart } from './subsidies.ts';

const TUITION_FEN = 600_000;
const PARTS = 3;
const PART_FEN = TUITION_FEN / PARTS;
const PART_DUE = '2013-03-01';
/** When the first part of every student was paid. */
export const INSTALMENT_PAID_ON = '2013-03-06';
const paidAt = `${INSTALMENT_PAID_ON}T10:30:00+08:00`;

const sponsorshipId = (student: number): string => id('sponsorship', `city-${student}`);

export const sponsorshipRows = (seeds: readonly DegreeSeed[]) =>
  studentsOf(seeds).map(({ id: application_id, worker, examYear, status, student }) => ({
    id: sponsorshipId(student),
    member_id: worker.memberId,
    application_id,
    total_fen: TUITION_FEN,
    share_bp: 10_000,
    status: status === 'STUDYING' ? 'ACTIVE' : 'STOPPED',
    approved_by: personId('shen-ping'),
    approved_at: `${examYear + 1}-03-01`,
    stopped_because: status === 'STUDYING' ? null : status === 'DISMISSED' ? DISMISSED_BECAUSE : WITHDREW_BECAUSE,
    scope_path: worker.scopePath,
    version: 3,
  }));

/** An instalment that the fund has paid. */
export interface PaidInstalment {
  readonly id: string;
  readonly sponsorshipId: string;
  readonly payout: string;
  readonly worker: Employed;
  readonly amountFen: number;
}

const instalmentId = (student: number, part: number): string => id('sponsorship-instalment', `city-${student}-${part}`);

/** The first part of each sponsorship. */
export const paidInstalmentsOf = (seeds: readonly DegreeSeed[]): PaidInstalment[] =>
  studentsOf(seeds).map(({ worker, student }) => ({
    id: instalmentId(student, 0),
    sponsorshipId: sponsorshipId(student),
    payout: `city-degree-${student}`,
    worker,
    amountFen: PART_FEN,
  }));

export const instalmentRows = (seeds: readonly DegreeSeed[]) =>
  studentsOf(seeds).flatMap(({ status, student }) =>
    Array.from({ length: PARTS }, (_, part) => {
      const isPaid = part === 0;
      const isCancelled = !isPaid && status !== 'STUDYING';
      return {
        id: instalmentId(student, part),
        sponsorship_id: sponsorshipId(student),
        position: part + 1,
        due_on: `${2013 + part}${PART_DUE.slice(4)}`,
        amount_fen: PART_FEN,
        status: isPaid ? 'PAID' : isCancelled ? 'CANCELLED' : 'PLANNED',
        released_by: isPaid ? personId('shen-ping') : null,
        released_at: isPaid ? '2013-03-04T10:00:00+08:00' : null,
        disbursement_id: isPaid ? id('disbursement', `city-degree-${student}`) : null,
        disbursement_version: isPaid ? 5 : null,
        paid_at: isPaid ? paidAt : null,
        version: isPaid ? 3 : 1,
      };
    }),
  );

export const instalmentParts = (paid: readonly PaidInstalment[]) =>
  paid.map(({ id: instalment, payout, amountFen }) => payoutPart('SponsorshipInstalment', instalment, payout, amountFen, paidAt));
