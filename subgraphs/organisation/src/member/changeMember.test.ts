import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityProof } from '@union-graph/identity';
import { memberNameHash, newId } from '@union-graph/subgraph';
import { caller, eventsAbout, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildFederation, buildMember, buildUnionBelow, buildWorker, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const COLLEAGUE = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const APPLICATION = 'application { id version }';
const TRANSFER = 'transfer { id version }';

interface Told {
  readonly membership_status: string;
  readonly version: number;
  readonly listed: object;
}

describe('whatever changes a worker’s record is told to the other services (2.0 «Scope», 2.1.3)', () => {
  let subgraph: TestSubgraph;
  let send: ReturnType<typeof caller>;
  let union: UnionRow;
  let other: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    send = caller(subgraph);
    const federation = await buildFederation(subgraph.sql);
    union = await buildUnionBelow(subgraph.sql, federation, 'COMMUNITY_JOINT_UNION');
    other = await buildUnionBelow(subgraph.sql, federation, 'COMMUNITY_JOINT_UNION');
  });
  afterAll(() => subgraph.stop());

  /** What a mutation gives; it must succeed. */
  const call = async (verb: string, fields: string, input: object, viewer = ADMIN) => {
    const { data, errors } = await send(verb, fields, { expectedVersion: 1, ...input }, viewer);
    expect([verb, errors]).toEqual([verb, undefined]);
    return data[verb];
  };
  const worker = async () => (await buildWorker(subgraph.sql)).id;
  const unionist = async (more: object = {}) => (await buildMember(subgraph.sql, { union, ...more })).id;
  const applied = async () => {
    const memberId = await worker();
    const input = { memberId, unionId: union.id, evidenceRef: 'form-1', expectedVersion: undefined };
    return { memberId, ...(await call('applyForMembership', APPLICATION, input)).application };
  };
  const asked = async () => {
    const memberId = await unionist();
    return { memberId, ...(await call('requestTransfer', TRANSFER, { memberId, toUnionId: other.id })).transfer };
  };
  const merged = async () => {
    const [survivorId, duplicateId] = [await worker(), await unionist()];
    const input = { survivorId, duplicateId, duplicateVersion: 1, reason: '同一人', evidenceRef: 'box-1' };
    const { merge } = await call('mergeMembers', 'merge { id }', { ...input, acknowledgeDifferences: true });
    return { mergeId: merge.id, ids: [survivorId, duplicateId] };
  };
  const ends = async (verb: string, more: object = {}) => {
    const memberId = await unionist();
    await call(verb, 'member { id }', { memberId, ...more });
    return [memberId];
  };

  /** Each act, as it is done; it gives the ids of the records that it changed. */
  const acts: Readonly<Record<string, () => Promise<readonly string[]>>> = {
    applyForMembership: async () => [(await applied()).memberId],
    'decideMembership, approved': async () => {
      const { memberId, id } = await applied();
      await call('decideMembership', APPLICATION, { applicationId: id, approve: true }, COLLEAGUE);
      return [memberId];
    },
    'decideMembership, rejected': async () => {
      const { memberId, id } = await applied();
      await call('decideMembership', APPLICATION, { applicationId: id, approve: false, reason: '不在本社区' }, COLLEAGUE);
      return [memberId];
    },
    withdrawMembershipApplication: async () => {
      const { memberId, id } = await applied();
      await call('withdrawMembershipApplication', APPLICATION, { applicationId: id });
      return [memberId];
    },
    leaveUnion: () => ends('leaveUnion'),
    expelMember: () => ends('expelMember', { decisionRef: 'minutes-7' }),
    recordDeath: () => ends('recordDeath', { diedOn: '2013-10-18' }),
    retainMembership: () => ends('retainMembership', { cause: 'RETIRED' }),
    resumeMembership: async () => {
      const memberId = await unionist({ membership_status: 'RETAINED', employment_kind: 'UNEMPLOYED' });
      await call('resumeMembership', 'member { id }', { memberId, employmentKind: 'CASUAL' });
      return [memberId];
    },
    requestTransfer: async () => [(await asked()).memberId],
    acceptTransfer: async () => {
      const { memberId, id } = await asked();
      await call('acceptTransfer', TRANSFER, { transferId: id });
      return [memberId];
    },
    returnTransfer: async () => {
      const { memberId, id } = await asked();
      await call('returnTransfer', TRANSFER, { transferId: id });
      return [memberId];
    },
    correctMember: () => ends('correctMember', { nameZh: '王秀莲', reason: '误写', evidenceRef: 'box-2' }),
    mergeMembers: async () => (await merged()).ids,
    unmergeMembers: async () => {
      const { mergeId, ids } = await merged();
      await call('unmergeMembers', 'merge { id }', { mergeId, reason: '原来是两人' });
      return ids;
    },
  };

  /** What the last event about a record must say: what its row says. */
  const rowOf = async (id: string): Promise<Told> => {
    const [row] = await subgraph.sql<Record<string, unknown>>('select * from member where id = $1', [id]);
    const { membership_status, version, name_zh, identity_hash, union_id, scope_path, employer_id, district_code } =
      row as Record<string, string>;
    return {
      membership_status: String(membership_status),
      version: Number(version),
      listed: {
        unionId: union_id,
        scopePath: scope_path === '/merged/' ? `/city/${district_code}/` : scope_path,
        employerId: employer_id,
        nameHash: memberNameHash(id, String(name_zh)),
        // Of a merged record's life the survivor's record says all.
        ...(scope_path === '/merged/' ? {} : { hasDied: membership_status === 'DECEASED' }),
        identityProof: identityProof(String(identity_hash)),
      },
    };
  };

  test.each(Object.entries(acts))('%s', async (_, act) => {
    for (const id of await act()) {
      const { version, listed } = await rowOf(id);
      expect(version).toBeGreaterThan(1);
      const told = (await eventsAbout(subgraph.sql, id)).filter(({ type }) => type === 'organisation.member.listed');
      expect(told.at(-1)).toMatchObject({ aggregateversion: version, data: listed });
    }
  });

  test('no act changes a record beside "changeMember"', () => {
    const sources = readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => ({ name, text: readFileSync(join(import.meta.dirname, '..', name), 'utf8') }));
    const changing = sources.filter(({ text }) => /updateRow\(\s*[\w.]+,\s*Member,/.test(text));
    expect(changing.map(({ name }) => name)).toEqual(['member/changeMember.ts']);
  });
});
