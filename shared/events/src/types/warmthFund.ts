import * as v from 'valibot';
import { defineEvent } from '../define.ts';
import { code, count, day, fen, flag, id, instant, memberId, reference, scopePath, sentence } from '../fields.ts';

const disbursement = {
  /** What is paid for, in the service that asked for it. */
  source: reference,
  amountFen: fen,
  /** Out of which fund: `WARMTH` is the Warmth Foundation's. Services of before did not tell it. */
  fund: v.optional(code),
  paidAt: v.nullable(instant),
  /** Why the bank did not pay. */
  reason: v.optional(sentence),
};

/** A payment reached its payee (2.5.6). */
export const disbursementPaid = defineEvent('warmth-fund', 'disbursement.paid', disbursement);

/** The bank did not make a payment (2.5.6). */
export const disbursementFailed = defineEvent('warmth-fund', 'disbursement.failed', disbursement);

/** A payment came back (2.5.6). */
export const disbursementReturned = defineEvent('warmth-fund', 'disbursement.returned', disbursement);

/** A payment is not to be made any more. */
export const disbursementVoided = defineEvent('warmth-fund', 'disbursement.voided', disbursement);

/** A member's cover by the mutual aid began, changed or ended (2.5.6, FND-INV-9). */
export const coverageChanged = defineEvent('warmth-fund', 'coverage.changed', {
  cardId: id,
  memberId,
  from: day,
  to: day,
  status: code,
});

/** A claim on the mutual aid was paid (2.5.6). What happened to the member does not travel. */
export const claimPaid = defineEvent('warmth-fund', 'claim.paid', { memberId, amountFen: fen, paidAt: instant });

/** A donation to the Warmth Foundation came in (2.5.6). Who gave it does not travel. */
export const donationReceived = defineEvent('warmth-fund', 'donation.received', {
  amountFen: fen,
  /** The scheme of aid that it is bound to. */
  scheme: v.nullable(code),
  receivedAt: instant,
});

/** A social organisation reported on its project (2.5.6). */
export const projectReported = defineEvent('warmth-fund', 'project.reported', { reportId: id, status: code });

/** A project is over, in whatever way (2.5.6). */
export const projectClosed = defineEvent('warmth-fund', 'project.closed', { status: code });

/** Running money of a year was allocated to a joint union (2.5.6, ORG-INV-5). */
export const runningFundAllocated = defineEvent('warmth-fund', 'runningFund.allocated', {
  unionId: id,
  year: count,
  amountFen: fen,
});

const file = { headId: memberId, scopePath };

/** A household's hardship file began to hold (2.5.6, S-34). Neither category nor income travels. */
export const fileActivated = defineEvent('warmth-fund', 'file.activated', file);

/** A hardship file ended (2.5.6). The reason does not travel. */
export const fileExited = defineEvent('warmth-fund', 'file.exited', file);

const aid = { memberId, scheme: code, amountFen: fen, scopePath };

/** Aid for a worker was approved (2.5.6, S-36). */
export const aidApproved = defineEvent('warmth-fund', 'aid.approved', aid);

/** Aid reached the worker, with its last part (2.5.6). */
export const aidPaid = defineEvent('warmth-fund', 'aid.paid', aid);

const listed = { memberId, scopePath, listed: flag };

/**
 * An application for aid, a claim or a hardship file about a person is before the fund, or no more: those who decide read the name (C-19).
 * The event is about the application, the claim, the file, or the person's place in the household of a file.
 */
export const applicantListed = defineEvent('warmth-fund', 'applicant.listed', listed);

/** A payment to a person is to be made or was made, or was voided: those who approve it and pay it read the name (C-19). */
export const payeeListed = defineEvent('warmth-fund', 'payee.listed', listed);

/** A person gives to the fund, or was given the money back: those who take the money read the name (C-19). */
export const donorListed = defineEvent('warmth-fund', 'donor.listed', listed);
