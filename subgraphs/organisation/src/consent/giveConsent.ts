import { consentGiven } from '@union-graph/events';
import { insertRow, newId, refuseIf, type Tx, tellConsent } from '@union-graph/subgraph';
import { getMember } from '../member/getMember.ts';
import { refuseDead } from '../member/refusals.ts';
import type { GiveConsentInput } from '../schema.gen.ts';
import { Consent } from './Consent.ts';
import { consentPolicy } from './policy.ts';
import { faultOfScope } from './rules.ts';

/** Records a consent and where its proof is kept (PIPL arts. 14, 29). A member may have several valid consents. */
export async function giveConsent(tx: Tx, input: GiveConsentInput): Promise<{ consent: Consent }> {
  const fault = faultOfScope(input.scope);
  refuseIf(fault !== null, 'BAD_USER_INPUT', fault ?? '', { field: 'scope' });
  refuseIf(input.evidenceRef.trim() === '', 'CONSENT_REQUIRED', 'A consent needs the place where its proof is kept.', {
    field: 'evidenceRef',
  });
  const member = await getMember(tx, input.memberId);
  consentPolicy.authorise(tx.viewer, 'giveConsent', member);
  refuseDead(member, 'memberId');
  const consent = await insertRow(tx.db, Consent, {
    id: newId(),
    memberId: member.id,
    purpose: input.purpose,
    scope: [...new Set(input.scope)],
    separate: input.separate ?? false,
    givenAt: tx.now,
    withdrawnAt: null,
    evidenceRef: input.evidenceRef.trim(),
    version: 1,
  });
  await tellConsent(tx, consentGiven, consent);
  return { consent };
}
