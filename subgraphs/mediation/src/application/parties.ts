import { maskPhone } from '@union-graph/identity';
import { keptPersonName, newId } from '@union-graph/subgraph';
import type { ApplyForMediationInput } from '../schema.gen.ts';
import type { Claim } from './Claim.ts';
import type { Party } from './Party.ts';
import { maskId } from './rules.ts';

/** The parties of an application, the applicants first. */
export function partiesOf({ applicants, respondents }: ApplyForMediationInput, caseId: string): Party[] {
  const asking = applicants.map(({ memberId, nameZh, idLast4, phone, representative }) => ({
    side: 'APPLICANT' as const,
    memberId: memberId ?? null,
    representativeId: null,
    enterpriseId: null,
    nameZh: keptPersonName(nameZh.trim()),
    idMasked: maskId(idLast4),
    phoneMasked: phone ? maskPhone(phone) : null,
    isRepresentative: representative ?? false,
  }));
  const asked = respondents.map(({ enterpriseId, nameZh, representativeId, phone }) => ({
    side: 'RESPONDENT' as const,
    memberId: null,
    representativeId: representativeId ?? null,
    enterpriseId: enterpriseId ?? null,
    nameZh: nameZh.trim(),
    idMasked: null,
    phoneMasked: phone ? maskPhone(phone) : null,
    isRepresentative: false,
  }));
  return [...asking, ...asked].map((party, position) => ({
    id: newId(),
    caseId,
    position,
    ...party,
    leftAt: null,
    leftAs: null,
    diedOn: null,
    leftPaperRef: null,
  }));
}

/** The claims; the applicants stand first among the parties, in the order in which claims number them. */
export const claimsOf = (input: ApplyForMediationInput, caseId: string, parties: readonly Party[]): Claim[] =>
  input.claims.map((claim, position) => ({
    id: newId(),
    caseId,
    position,
    kind: claim.kind,
    amountFen: claim.amountFen ?? null,
    periodFrom: claim.periodFrom ?? null,
    periodTo: claim.periodTo ?? null,
    partyIds: claim.applicantNos?.map((no) => (parties[no - 1] as Party).id) ?? null,
    ground: claim.ground.trim(),
  }));
