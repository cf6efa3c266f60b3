import * as v from 'valibot';
import { defineEvent } from '../define.ts';
import { code, count, day, districtCode, fen, id, ids, memberIds, scopePath } from '../fields.ts';

const mediationCase = { status: code, scopePath, applicantIds: memberIds };

/** An application for mediation arrived (2.2.6). */
export const caseReceived = defineEvent('mediation', 'case.received', mediationCase);

/** A case was accepted (2.2.6). */
export const caseAccepted = defineEvent('mediation', 'case.accepted', mediationCase);

/** The parties of a case came to an agreement (2.2.6). */
export const caseAgreed = defineEvent('mediation', 'case.agreed', mediationCase);

/** All that was agreed in a case was done (2.2.6). */
export const casePerformed = defineEvent('mediation', 'case.performed', mediationCase);

/** The mediation of a case failed (2.2.6). */
export const caseFailed = defineEvent('mediation', 'case.failed', mediationCase);

/** A case is over, whatever its end (2.2.6). */
export const caseClosed = defineEvent('mediation', 'case.closed', mediationCase);

/** Who works on a case, and until the end of which day; null for as long as nothing else is told. */
const caseStaff = v.pipe(
  v.array(v.object({ personId: id, lastDay: v.nullable(day) })),
  v.readonly(),
  v.title('list of {personId id, lastDay day or null}'),
);

/**
 * Other persons work on a case now, or until another day: mediator and lawyer, who read the records of its applicants (C-19). `staff` says of each of
 * `staffIds` until the end of which day they do: legal aid for a mediation ends with the last day of the mediation. A release that sends no `staff` knows of
 * no such day.
 */
export const caseStaffed = defineEvent('mediation', 'case.staffed', {
  ...mediationCase,
  staffIds: ids,
  staff: v.nullish(caseStaff),
  version: count,
});

/** A payment was made that a case brought about (2.2.6). `recoveredFen` is what was paid in all. */
export const recoveryRecorded = defineEvent('mediation', 'recovery.recorded', {
  ...mediationCase,
  paidFen: fen,
  recoveredFen: fen,
});

const referral = { caseId: id, from: code, to: code, ackDueOn: day, scopePath };

/** A case was handed from one of the six parties to another, which is to take note of it until `ackDueOn` (2.2.6, S-45). */
export const referralSent = defineEvent('mediation', 'referral.sent', referral);

/** A party was reminded of a referral of which it had not taken note in time (S-45); `number` counts the reminders. */
export const referralReminded = defineEvent('mediation', 'referral.reminded', { ...referral, number: count });

/** Somebody warned of a dispute of many workers, or a case that many bring did by itself (2.2.6, S-28). */
export const warningRaised = defineEvent('mediation', 'warning.raised', {
  districtCode: v.nullish(districtCode),
  source: v.nullish(code),
  claimKind: v.nullish(code),
  headcountAffected: v.nullish(count),
});

/** The minimum wage for a month of full-time work was set from a day on (P10, S-37). */
export const minimumWageSet = defineEvent('mediation', 'minimumWage.set', { amountFen: fen, effectiveFrom: day });

const contract = { kind: code, workersSideId: id };

/** A collective contract came into force (2.2.6). */
export const contractEffective = defineEvent('mediation', 'contract.effective', contract);

/** A collective contract ended (2.2.6). */
export const contractExpired = defineEvent('mediation', 'contract.expired', contract);
