import { addMonths, refuseIf } from '@union-graph/subgraph';
import type { Claim } from '../application/Claim.ts';
import type { LabourStandard } from '../labour-standard/LabourStandard.ts';
import { minimumWageFor } from '../labour-standard/rules.ts';
import type { AgreementTermInput } from '../schema.gen.ts';

const MOST_TERMS = 1_000;

const forWorkers = (workers: number): string => (workers > 1 ? ` for ${workers} workers` : '');

/** Throws for terms that are none, belong to no claim, are due in the past, do not add up to the total or give more than is claimed. */
export function checkTerms(
  terms: readonly AgreementTermInput[],
  totalFen: bigint,
  claims: readonly Claim[],
  { today, longestMonths }: { readonly today: string; readonly longestMonths: number },
): void {
  refuseIf(terms.length < 1 || terms.length > MOST_TERMS, 'BAD_USER_INPUT', `An agreement has 1 to ${MOST_TERMS} terms.`, {
    field: 'terms',
  });
  const known = new Set(claims.map(({ id }) => id));
  const strange = terms.find(({ claimId }) => !known.has(claimId));
  refuseIf(strange !== undefined, 'BAD_USER_INPUT', `"${strange?.claimId}" is not a claim of this case.`, { field: 'claimId' });
  const past = terms.find(({ dueAt }) => dueAt < today);
  refuseIf(past !== undefined, 'BAD_USER_INPUT', `The agreed day ${past?.dueAt} is over already.`, { field: 'dueAt' });
  const last = addMonths(today, longestMonths);
  const late = terms.find(({ dueAt }) => dueAt > last);
  refuseIf(
    late !== undefined,
    'VALIDATION_FAILED',
    `The agreed day ${late?.dueAt} is too far away: the last payment is due by ${last}.`,
    {
      rule: 'LONGEST_PAYMENT_MONTHS',
      field: 'dueAt',
    },
  );
  refuseIf(
    terms.some(({ text }) => text.trim() === ''),
    'BAD_USER_INPUT',
    'A term is put in words.',
    { field: 'text' },
  );
  const sum = terms.reduce((total, { amountFen }) => total + amountFen, 0n);
  refuseIf(sum !== totalFen, 'VALIDATION_FAILED', `The terms add up to ${sum} fen, not to the total of ${totalFen} fen.`, {
    field: 'totalFen',
  });
  for (const { id, amountFen } of claims) {
    const agreed = terms.filter(({ claimId }) => claimId === id).reduce((total, term) => total + term.amountFen, 0n);
    refuseIf(
      amountFen !== null && agreed > amountFen,
      'VALIDATION_FAILED',
      `The terms give ${agreed} fen for a claim of ${amountFen} fen. Nothing is agreed beyond what is claimed.`,
      { field: 'amountFen' },
    );
  }
}

/** A claim with how many workers make it together. */
export interface SharedClaim extends Claim {
  readonly workers: number;
}

/**
 * Throws where a term gives up a statutory minimum (rule G1): for wages of a time, each of the workers keeps at least the minimum
 * wage of that time (P10), or all that is claimed where that is less.
 */
export function checkMinimums(
  terms: readonly AgreementTermInput[],
  claims: readonly SharedClaim[],
  standards: readonly Pick<LabourStandard, 'kind' | 'scope' | 'valueFen' | 'effectiveFrom'>[],
): void {
  for (const { id, kind, amountFen, periodFrom, periodTo, workers } of claims) {
    const settled = terms.filter(({ claimId }) => claimId === id);
    if (kind !== 'WAGES' || settled.length === 0 || !periodFrom || !periodTo) continue;
    const minimum = BigInt(workers) * minimumWageFor(standards, periodFrom, periodTo);
    const least = amountFen !== null && amountFen < minimum ? amountFen : minimum;
    const agreed = settled.reduce((total, term) => total + term.amountFen, 0n);
    refuseIf(
      agreed < least,
      'VALIDATION_FAILED',
      `${agreed} fen for the wages of ${periodFrom} to ${periodTo} is below the statutory minimum of ${least} fen${forWorkers(workers)}, which cannot be given up.`,
      { rule: 'G1', field: 'amountFen' },
    );
  }
}
