import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, UNION } from './builders.ts';

const ENTRY = 'entry { id credits earnedAt expiresAt status voidedReason version institution { nameZh } }';
const DEPOSIT = `mutation ($input: DepositCreditsInput!) { depositCredits(input: $input) { ${ENTRY} } }`;
const VOID = `mutation ($input: VoidCreditsInput!) { voidCredits(input: $input) { ${ENTRY} } }`;
const CONVERSION = 'conversion { id credits status entryIds reason version targetProgramme { majorZh } }';
const REQUEST = `mutation ($input: RequestConversionInput!) { requestConversion(input: $input) { ${CONVERSION} } }`;
export const COMMIT = `mutation ($input: CommitConversionInput!) { commitConversion(input: $input) { ${CONVERSION} } }`;
export const ACCOUNT = `query ($memberId: ID) { creditAccount(memberId: $memberId) { id balance entries { id credits status evidence }
  conversions { id status } } }`;

/** The institution that recognises credits, and teaches the programme. */
export const SCHOOL = staff(newId(), 'INSTITUTION', CHAOYANG);

export interface Worker {
  readonly memberId: string;
  readonly programmeId: string;
  readonly institutionId: string;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** What tests do with credits; each act by the one whose it is, unless told. */
export function creditActs(subgraph: TestSubgraph) {
  const build = builders(subgraph);
  const send = (viewer: Viewer, mutation: string, input: object) =>
    subgraph.ask(viewer, mutation, { input: { idempotencyKey: key(), ...input } });
  const deposit = ({ memberId, institutionId }: Omit<Worker, 'programmeId'>, given: object = {}, viewer: Viewer = SCHOOL) =>
    send(viewer, DEPOSIT, {
      institutionId,
      memberId,
      source: 'NON_FORMAL',
      credits: 10,
      earnedAt: '2013-09-01',
      evidence: '岗位业绩证明',
      ...('source' in given ? {} : { evidenceNo: key() }),
      ...given,
    });
  const request = ({ memberId, programmeId }: Worker, given: object = {}, viewer: Viewer = member(memberId, UNION)) =>
    send(viewer, REQUEST, { programmeId, ...given });
  return {
    deposit,
    request,
    stored: async (of: Worker, given: object = {}) => (await deposit(of, given)).data.depositCredits.entry,
    requested: async (of: Worker, given: object = {}) => (await request(of, given)).data.requestConversion.conversion,
    decide: ({ id, version }: Versioned, given: object = {}, viewer: Viewer = SCHOOL) =>
      send(viewer, COMMIT, { conversionId: id, expectedVersion: version, decision: 'COMMIT', ...given }),
    cancel: ({ id, version }: Versioned, viewer: Viewer = SCHOOL) =>
      send(viewer, VOID, { entryId: id, expectedVersion: version, reason: '材料有误' }),
    account: async (memberId: string, viewer: Viewer = member(memberId, UNION)) =>
      (await subgraph.ask(viewer, ACCOUNT, { memberId })).data.creditAccount,
    /** A member in a union, and a programme of the school. */
    worker: async (): Promise<Worker> => {
      const memberId = newId();
      await build.insert('member_place', { member_id: memberId, scope_path: UNION, seen_version: 1 });
      const programme = await build.programme();
      return { memberId, programmeId: programme.id, institutionId: programme.institution_id };
    },
  };
}
