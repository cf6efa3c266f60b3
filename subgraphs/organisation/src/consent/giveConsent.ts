import { consentGiven } from '@union-graph/events';
import { insertRow, newId, refuseIf, rows, sql, type Tx, tellConsent } from '@union-graph/subgraph';
import { getMember } from '../member/getMember.ts';
import { refuseDead } from '../member/refusals.ts';
import type { GiveConsentInput } from '../schema.gen.ts';
import { Consent } from './Consent.ts';
import { consentPolicy } from './policy.ts';
import { faultOfScope } from './rules.ts';

/** Records a consent and where its proof is kept (PIPL arts. 14, 29). A member may have several valid consents, each to something that the others do not cover. */
export async function giveConsent(tx: Tx, input: GiveConsentInput): Promise<{ consent: Consent }> {
  const fault = faultOfScope(input.scope);
  refuseIf(fault !== null, 'BAD_USER_INPUT', fault ?? '', { field: 'scope' });
  refuseIf(input.evidenceRef.trim() === '', 'CONSENT_REQUIRED', 'A consent needs the place where its proof is kept.', {
    field: 'evidenceRef',
  });
  const member = await getMember(tx, input.memberId);
  consentPolicy.authorise(tx.viewer, 'giveConsent', member);
  refuseDead(member, 'memberId');
  await refuseGivenBefore(tx, member.id, input);
  const consent = await insertRow(tx.db, Consent, {
    id: newId(),
    memberId: member.id,
    purpose: input.purpose,
    scope: [...new Set(input.scope)],
    separate: isSeparate(input),
    givenAt: tx.now,
    withdrawnAt: null,
    evidenceRef: input.evidenceRef.trim(),
    version: 1,
  });
  await tellConsent(tx, consentGiven, consent);
  return { consent };
}

const isSeparate = ({ separate }: GiveConsentInput): boolean => separate ?? false;

/** The member is locked, so that of two at once the later one sees the first. */
async function refuseGivenBefore({ db }: Tx, memberId: string, input: GiveConsentInput): Promise<void> {
  const [given] = await rows<{ id: string }>(
    db,
    sql`select id from consent where member_id = ${memberId} and purpose = ${input.purpose} and withdrawn_at is null
      and scope @> ${input.scope}::text[] and (separate or not ${isSeparate(input)}) limit 1`,
  );
  refuseIf(
    given !== undefined,
    'DUPLICATE',
    `The member agreed to all of this already, by the consent ${given?.id}. For another proof, take that one back first.`,
    { field: 'scope' },
  );
}
