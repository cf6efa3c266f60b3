import {
  checkedDayOfWork,
  checkedName,
  checkedPersonName,
  foldedName,
  nameCore,
  type ReadNumber,
  Refusal,
  refuseIf,
} from '@union-graph/subgraph';
import { PAY } from '../limitation/rules.ts';
import { numbers } from '../rule/numbers.ts';
import type { ApplicantInput, ApplyForMediationInput, ClaimInput, RespondentInput } from '../schema.gen.ts';

/** No employer of the city has more workers. */
export const MOST_AFFECTED = 1_000_000;

/** No dispute seen has more; it keeps one request from filling the database. */
const MOST = { applicants: 1_000, respondents: 50, claims: 50, limitationEvents: 100 } as const;

/** Whether so many workers make a dispute collective (P11 art. 7). */
export const isCollective = (applicants: readonly unknown[], number: ReadNumber): boolean =>
  applicants.length >= number(numbers.COLLECTIVE_FROM);

/** Throws for an application that lacks parties or claims, or whose claims or representatives do not hold. */
export function checkApplication(input: ApplyForMediationInput, number: ReadNumber, today: string): void {
  refuseIf(
    (input.orgId == null) === (input.servicePointId == null),
    'BAD_USER_INPUT',
    'Name either the organisation or the service point.',
    { field: 'orgId' },
  );
  refuseIf(input.oralRecord?.trim() === '', 'BAD_USER_INPUT', 'The record of a spoken application has a text.', {
    field: 'oralRecord',
  });
  for (const field of ['applicants', 'respondents', 'claims'] as const) {
    const { length } = input[field];
    refuseIf(length < 1 || length > MOST[field], 'BAD_USER_INPUT', `A case has 1 to ${MOST[field]} ${field}.`, { field });
  }
  const affected = input.headcountAffected;
  refuseIf(
    affected != null && (affected < input.applicants.length || affected > MOST_AFFECTED),
    'BAD_USER_INPUT',
    `"headcountAffected" is at least the number of applicants, and at most ${MOST_AFFECTED}.`,
    { field: 'headcountAffected' },
  );
  const events = input.limitationEvents?.length ?? 0;
  refuseIf(events > MOST.limitationEvents, 'BAD_USER_INPUT', `A case has at most ${MOST.limitationEvents} such events.`, {
    field: 'limitationEvents',
  });
  for (const { nameZh } of input.applicants) checkedPersonName(nameZh, 'nameZh');
  for (const { nameZh } of input.respondents) checkedName(nameZh, 'nameZh');
  checkApplicants(input.applicants, number);
  for (const claim of input.claims) checkClaim(claim, today);
  checkedDayOfWork(input.knewOn, 'knewOn', today);
  if (input.terminatedOn != null) checkedDayOfWork(input.terminatedOn, 'terminatedOn', today);
  checkOwners(input);
  const twice = input.claims.some((claim, at) => input.claims.slice(0, at).some((other) => overlap(claim, other)));
  refuseIf(
    twice,
    'BAD_USER_INPUT',
    'Two claims are of the same kind and for times that overlap. Make one claim of them, with the sum of their amounts.',
    { rule: 'MED-INV-3', field: 'claims' },
  );
}

/** Throws for a claim of somebody who is not among the applicants. */
function checkOwners({ applicants, claims }: ApplyForMediationInput): void {
  for (const { applicantNos } of claims) {
    if (applicantNos == null) continue;
    const isWrong =
      applicantNos.some((no) => no < 1 || no > applicants.length) || new Set(applicantNos).size < applicantNos.length;
    refuseIf(
      isWrong || applicantNos.length === 0,
      'BAD_USER_INPUT',
      `"applicantNos" are numbers of applicants, 1 to ${applicants.length}, each once. Leave it out for a claim of all.`,
      { field: 'applicantNos' },
    );
  }
}

const haveOwnerInCommon = (one: ClaimInput, other: ClaimInput): boolean =>
  one.applicantNos == null || other.applicantNos == null || one.applicantNos.some((no) => other.applicantNos?.includes(no));

/** Whether two claims of one application are one claim (C-05): of one applicant and kind; one without a period may be of any time. */
const overlap = (one: ClaimInput, other: ClaimInput): boolean =>
  one.kind === other.kind &&
  haveOwnerInCommon(one, other) &&
  (!one.periodFrom || !other.periodTo || one.periodFrom <= other.periodTo) &&
  (!other.periodFrom || !one.periodTo || other.periodFrom <= one.periodTo);

/** Throws where one party stands twice or on both sides, once it is known which firms the respondents are. */
export function checkApplicationParties(
  { applicants, respondents }: Pick<ApplyForMediationInput, 'applicants' | 'respondents'>,
  filedBy: string | null,
): void {
  const isSameFirm = (one: RespondentInput, other: RespondentInput): boolean =>
    one.enterpriseId != null && other.enterpriseId != null
      ? one.enterpriseId === other.enterpriseId
      : nameCore(one.nameZh) === nameCore(other.nameZh);
  const twice = respondents.find((one, at) => respondents.slice(0, at).some((other) => isSameFirm(one, other)));
  refuseIf(twice !== undefined, 'BAD_USER_INPUT', `"${twice?.nameZh}" is named twice as respondent. Name each respondent once.`, {
    field: 'respondents',
  });
  const applicantIds = applicants.flatMap(({ memberId }) => memberId ?? []);
  const both = respondents.find(
    ({ enterpriseId, nameZh }) =>
      (enterpriseId != null && applicantIds.includes(enterpriseId)) ||
      (enterpriseId == null && applicants.some((applicant) => foldedName(applicant.nameZh) === foldedName(nameZh))),
  );
  refuseIf(both !== undefined, 'VALIDATION_FAILED', `"${both?.nameZh}" is an applicant and a respondent. Nobody is both.`, {
    field: 'respondents',
  });
  for (const { representativeId } of respondents) {
    checkRepresentative(representativeId, applicantIds);
    refuseIf(
      representativeId != null && representativeId === filedBy,
      'VALIDATION_FAILED',
      'Whoever files for the applicants cannot act for the respondent.',
      { field: 'representativeId' },
    );
  }
}

interface Place {
  readonly kind: string;
  readonly nameZh: string;
  readonly enterpriseId: string | null;
}

/** Throws for a dispute with another employer before the committee of an enterprise, which mediates in that enterprise (P11 art. 10). */
export function checkPlace({ kind, nameZh, enterpriseId }: Place, respondents: readonly RespondentInput[]): void {
  refuseIf(
    kind === 'ENTERPRISE_COMMITTEE' && !respondents.some((respondent) => respondent.enterpriseId === enterpriseId),
    'VALIDATION_FAILED',
    `"${nameZh}" mediates in its own enterprise. Apply at the street's room or the centre of the district.`,
    { rule: 'P11 art. 10', field: 'orgId' },
  );
}

/** Nobody acts for both sides. */
export function checkRepresentative(representativeId: string | null | undefined, applicantIds: readonly string[]): void {
  refuseIf(
    representativeId != null && applicantIds.includes(representativeId),
    'VALIDATION_FAILED',
    'An applicant cannot act for the respondent.',
    {
      field: 'representativeId',
    },
  );
}

function checkApplicants(applicants: readonly ApplicantInput[], number: ReadNumber): void {
  const wrong = applicants.find(({ idLast4 }) => idLast4 != null && !/^\d{3}[\dXx]$/.test(idLast4));
  refuseIf(wrong !== undefined, 'BAD_USER_INPUT', 'Send the last four characters of the identity number, no more.', {
    field: 'idLast4',
  });
  const members = applicants.flatMap(({ memberId }) => memberId ?? []);
  refuseIf(new Set(members).size < members.length, 'BAD_USER_INPUT', 'An applicant is named twice.', { field: 'memberId' });
  const double = namedTwice(applicants);
  refuseIf(
    double !== undefined,
    'BAD_USER_INPUT',
    `"${double?.nameZh}" is named twice. Name every applicant once; tell two of one name apart by "memberId" or "idLast4".`,
    { field: 'applicants' },
  );
  const elected = applicants.filter(({ representative }) => representative).length;
  if (elected === 0) return;
  refuseIf(
    !isCollective(applicants, number),
    'VALIDATION_FAILED',
    `Representatives are elected by ${number(numbers.COLLECTIVE_FROM)} workers or more; there are ${applicants.length}.`,
    { rule: 'P11 art. 7', field: 'representative' },
  );
  const [least, most] = [number(numbers.LEAST_REPRESENTATIVES), number(numbers.MOST_REPRESENTATIVES)];
  refuseIf(
    elected < least || elected > most,
    'VALIDATION_FAILED',
    `${least} to ${most} representatives are elected; got ${elected}.`,
    { rule: 'P11 art. 7', field: 'representative' },
  );
}

/** Somebody who stands twice in an application for all that is told: by the record, else by the name and the end of the number. */
function namedTwice(applicants: readonly ApplicantInput[]): ApplicantInput | undefined {
  const seen = new Set<string>();
  return applicants.find((applicant) => seen.size === seen.add(applicantKey(applicant)).size);
}

/** What tells one applicant from another: the member's record, else the name and the end of the identity number. */
export const applicantKey = ({ memberId, nameZh, idLast4 }: ApplicantInput): string => memberId ?? namedKey(nameZh, idLast4);

/** The key of an applicant without a record; `last4` may be the whole masked number. */
export const namedKey = (nameZh: string, last4: string | null | undefined): string =>
  `${foldedName(nameZh)} ${last4?.slice(-4).toUpperCase() ?? ''}`;

function checkClaim({ kind, amountFen, periodFrom, periodTo, ground }: ClaimInput, today: string): void {
  refuseIf(amountFen === 0n, 'BAD_USER_INPUT', 'A claim for money is for more than zero fen.', { field: 'amountFen' });
  refuseIf((periodFrom == null) !== (periodTo == null), 'BAD_USER_INPUT', 'A time has a first and a last day.', {
    field: 'periodTo',
  });
  if (periodFrom && periodTo) {
    checkedDayOfWork(periodFrom, 'periodFrom', today);
    refuseIf(periodTo < periodFrom, 'BAD_USER_INPUT', 'A time ends after it begins.', { field: 'periodTo' });
    refuseIf(
      Number(periodTo.slice(0, 4)) - Number(periodFrom.slice(0, 4)) > 60,
      'BAD_USER_INPUT',
      'A time is at most sixty years long.',
      { field: 'periodTo' },
    );
    refuseIf(PAY.includes(kind) && periodTo > today, 'BAD_USER_INPUT', 'Pay is owed for time that has passed.', {
      field: 'periodTo',
    });
    refuseIf(periodFrom > today, 'BAD_USER_INPUT', `The time of this claim begins on ${periodFrom}. Claim when it has begun.`, {
      field: 'periodFrom',
    });
  }
  if (ground.trim() === '') throw new Refusal('BAD_USER_INPUT', 'A claim has a ground.', { field: 'ground' });
}

/** The last four characters behind a mask of the length of an identity number. */
export const maskId = (last4: string | null | undefined): string | null =>
  last4 ? `**************${last4.toUpperCase()}` : null;
