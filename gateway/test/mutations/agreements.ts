import { newId } from '@union-graph/subgraph';
import type { Sql, TestSubgraph, Trial, Trials } from '@union-graph/testing';
import {
  type Agreed,
  agreementAt,
  CONTACT_FIELDS,
  change,
  draftInput,
  type LifeStep,
  PRIVACY,
  program,
  SOCIAL,
  STEWARDS,
} from '../../src/governance/builders.ts';
import { by, PROGRAM, registerStewardsOnce, seen } from './world.ts';

const OFFICERS = { may: ['SOCIAL_DEPT', 'PRIVACY_OFFICER'], elsewhere: 'FORBIDDEN' } as const;
const SOCIALS = { may: ['SOCIAL_DEPT'], elsewhere: 'FORBIDDEN' } as const;
/** Of an agreement that there is: roles of a part of the city see none. */
const UNSEEN = { elsewhere: 'NOT_FOUND' } as const;
const ONCE = 'VERSION_CONFLICT|INVALID_TRANSITION';

const { idempotencyKey: _, ...DRAFT } = draftInput();

const partnerClient = async (sql: Sql): Promise<{ clientId: string; partyId: string }> => {
  const [clientId, partyId] = [`client-${newId()}`, newId()];
  await sql(`insert into partner_client values ($1, $2, $3, 'paper', now())`, [clientId, partyId, PRIVACY.personId]);
  return { clientId, partyId };
};

/** A trial about an agreement at some step of its life. */
const at = (step: LifeStep, viewer: typeof SOCIAL, input: object, about: Omit<Trial, 'make' | 'twenty'>): Trial => ({
  make: async (sql, subgraph) => {
    await registerStewardsOnce(sql);
    const { id, version } = await agreementAt(subgraph, step);
    return by(viewer, { agreementId: id, expectedVersion: version, ...input });
  },
  ...{ ...about, twenty: ONCE },
});

const after = async (subgraph: TestSubgraph, mutation: string): Promise<Agreed> => {
  const agreed = await agreementAt(subgraph, 'ACTIVE');
  return (await change(subgraph, SOCIAL, mutation, agreed, { reason: '试' })).data.result.agreement;
};

export const agreementTrials: Trials = {
  registerPartnerClient: {
    make: async (sql) => {
      const clientId = `client-${newId()}`;
      await seen(sql, clientId);
      return by(SOCIAL, { clientId, partyId: newId(), evidenceRef: 'paper' });
    },
    ...{ ...OFFICERS, twenty: 'done', notLookedUp: ['partyId'] },
  },
  requestSharingAgreement: {
    make: async (sql) => {
      const { clientId } = await partnerClient(sql);
      return by(program(clientId), { kind: 'CONTACT', purposes: ['MATCHING'], coordinates: CONTACT_FIELDS, note: '为会员服务' });
    },
    ...{ ...PROGRAM, twenty: 'done|QUOTA_EXCEEDED', hears: { coordinates: 'FIELD_NOT_ALLOWED' }, other: 'note' },
  },
  declineSharingRequest: {
    make: async (sql) => {
      const [id, { clientId, partyId }] = [newId(), await partnerClient(sql)];
      await sql(
        `insert into agreement_request (id, party_id, client_id, kind, purposes, coordinates, note, status, requested_at)
         values ($1, $2, $3, 'CONTACT', '{MATCHING}', $4, 'n', 'OPEN', now())`,
        [id, partyId, clientId, CONTACT_FIELDS],
      );
      return by(SOCIAL, { requestId: id, expectedVersion: 1, reason: '材料不全' });
    },
    ...{ ...SOCIALS, twenty: ONCE },
  },
  draftSharingAgreement: {
    make: async (sql) => by(SOCIAL, { ...DRAFT, ...(await partnerClient(sql)) }),
    ...{ ...SOCIALS, twenty: 'done', hears: { coordinates: 'FIELD_NOT_ALLOWED', partyId: 'DUPLICATE' } },
  },
  decideFields: {
    make: async (sql, subgraph) => {
      await registerStewardsOnce(sql);
      const { id, version } = await agreementAt(subgraph, 'DRAFT');
      const own = await sql<{ coordinate: string }>(
        `select coordinate from field_approval where agreement_id = $1 and subgraph = 'organisation' limit 1`,
        [id],
      );
      const decisions = [{ coordinate: own[0]?.coordinate, approved: true }];
      return by(STEWARDS.organisation, { agreementId: id, expectedVersion: version, decisions });
    },
    ...{ may: [], elsewhere: 'NOT_FOUND', twenty: ONCE, hears: { coordinate: 'FIELD_NOT_ALLOWED' } },
  },
  approveSharingAgreement: at(
    'UNDER_REVIEW',
    PRIVACY,
    { impactAssessmentId: 'PIA-1' },
    { ...OFFICERS, ...UNSEEN, may: ['PRIVACY_OFFICER'] },
  ),
  signSharingAgreement: at('APPROVED', SOCIAL, { side: 'FEDERATION', signatory: '江楠' }, { ...SOCIALS, ...UNSEEN }),
  suspendSharingAgreement: at('ACTIVE', SOCIAL, { reason: '核查' }, { ...OFFICERS, ...UNSEEN }),
  revokeSharingAgreement: at('ACTIVE', SOCIAL, { reason: '终止' }, { ...OFFICERS, ...UNSEEN }),
  resumeSharingAgreement: {
    make: async (sql, subgraph) => {
      await registerStewardsOnce(sql);
      const { id, version } = await after(subgraph, 'suspendSharingAgreement');
      return by(SOCIAL, { agreementId: id, expectedVersion: version });
    },
    ...{ ...OFFICERS, ...UNSEEN, twenty: ONCE },
  },
  confirmDeletion: {
    make: async (sql, subgraph) => {
      await registerStewardsOnce(sql);
      const { id, version } = await after(subgraph, 'revokeSharingAgreement');
      return by(SOCIAL, { agreementId: id, expectedVersion: version, evidenceRef: 'paper' });
    },
    ...{ ...SOCIALS, ...UNSEEN, twenty: ONCE, filled: ['evidenceRef'] },
  },
};
