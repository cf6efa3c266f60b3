import { newId } from '@union-graph/subgraph';
import type { Trials } from '@union-graph/testing';
import { agreementAt, programOf, STEWARDS } from '../../src/governance/builders.ts';
import { sha256 } from '../../src/supergraph/check/normalSdl.ts';
import { adminOf, by, invented, PROGRAM, person, registered, registerStewardsOnce, seen, versionOf } from './world.ts';

const ADMINS = { may: [], elsewhere: 'FORBIDDEN' } as const;
const ONCE = 'VERSION_CONFLICT|INVALID_TRANSITION';

export const registryTrials: Trials = {
  registerSubgraph: {
    make: async () => {
      const [unionId, { name, prefix }] = [newId(), invented()];
      const about = { contact: 'team@example.org', routingUrl: 'http://site.example/graphql' };
      return by(adminOf(unionId), { name, ownerUnionId: unionId, ...about, prefix });
    },
    ...{ ...ADMINS, twenty: 'DUPLICATE' },
  },
  decideSubgraph: {
    make: async (sql) => {
      const { name } = await registered(sql, 'PROPOSED');
      return by(person('CITY_DEPT'), { subgraph: name, expectedVersion: 1, approved: false, reason: '材料不全' });
    },
    ...{ may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: ONCE, filled: ['reason'] },
  },
  addSubgraphCredential: {
    make: async (sql) => {
      const [{ name, admin }, clientId] = [await registered(sql), `client-${newId()}`];
      await seen(sql, clientId);
      return by(admin, { subgraph: name, clientId, validTo: '2014-01-01T00:00:00Z' });
    },
    ...{ ...ADMINS, twenty: 'DUPLICATE' },
  },
  revokeSubgraphCredential: {
    make: async (sql) => {
      const { name, admin } = await registered(sql);
      const [found] = await sql<{ id: string }>('select id from subgraph_credential where subgraph = $1', [name]);
      return by(admin, { credentialId: found?.id, expectedVersion: 1 });
    },
    ...{ may: ['PRIVACY_OFFICER'], elsewhere: 'FORBIDDEN', twenty: ONCE },
  },
  publishSubgraph: {
    make: async (sql) => {
      const { name, publisher, sdl } = await registered(sql);
      return by(publisher, { subgraph: name, expectedVersion: 1, sdl });
    },
    ...{ ...PROGRAM, twenty: 'VERSION_CONFLICT', hears: { sdl: 'VALIDATION_FAILED' } },
  },
  rollBackSubgraph: {
    make: async (sql) => {
      const own = await registered(sql);
      const versionId = await versionOf(sql, own, 1, 'SUPERSEDED');
      await versionOf(sql, own, 2, 'CURRENT');
      return by(own.publisher, { subgraph: own.name, expectedVersion: 1, versionId, reason: '有误' });
    },
    ...{ ...PROGRAM, twenty: 'VERSION_CONFLICT|INVALID_TRANSITION' },
  },
  withdrawVersion: {
    make: async (sql) => {
      const own = await registered(sql);
      await versionOf(sql, own, 1, 'PROPOSED');
      return by(own.publisher, { subgraph: own.name, expectedVersion: 1, reason: '暂缓' });
    },
    ...{ ...PROGRAM, twenty: 'VERSION_CONFLICT' },
  },
  approveReference: {
    make: async (sql) => {
      await registerStewardsOnce(sql);
      const [{ name }, referenceId] = [await registered(sql), newId()];
      await sql(
        `insert into reference_approval (id, subgraph, kind, coordinate, owner, decision) values ($1, $2, 'KEY', 'Union.id', 'organisation', 'PENDING')`,
        [referenceId, name],
      );
      return by(STEWARDS.organisation, { referenceId, expectedVersion: 1, approved: false, reason: '不宜' });
    },
    ...{ ...ADMINS, twenty: ONCE, filled: ['reason'] },
  },
  acknowledgeChange: {
    make: async (sql, subgraph) => {
      await registerStewardsOnce(sql);
      const [own, agreement, id] = [await registered(sql), await agreementAt(subgraph, 'ACTIVE'), newId()];
      const versionId = await versionOf(sql, own, 1, 'PROPOSED');
      const changeHash = sha256(id);
      await sql(
        `insert into change_acknowledgement (id, version_id, sdl_hash, party, party_id, loses, change_hash, decision, notice_until)
         values ($1, $2, $3, 'PARTNER', $4, '{ServicePoint.nameZh}', $5, 'PENDING', '2013-11-18')`,
        [id, versionId, sha256(own.sdl), agreement.id, changeHash],
      );
      const viewer = await programOf(subgraph, agreement);
      return by(viewer, { acknowledgementId: id, expectedVersion: 1, changeHash, acknowledged: false, reason: '仍在使用' });
    },
    ...{ ...PROGRAM, twenty: ONCE, filled: ['reason'] },
  },
  issueDeveloperPassport: {
    make: async (sql) => {
      const { name, publisher } = await registered(sql);
      return by(publisher, { subgraph: name, hours: 1 });
    },
    ...{ ...PROGRAM, twenty: 'done|QUOTA_EXCEEDED' },
  },
  revokeDeveloperPassport: {
    make: async (sql) => {
      const [{ name, publisher }, id] = [await registered(sql), newId()];
      await sql(
        `insert into developer_passport (id, client_id, subgraph, issued_at, expires_at) values ($1, $2, $3, now(), now() + interval '1 hour')`,
        [id, publisher.clientId, name],
      );
      return by(publisher, { passportId: id, expectedVersion: 1 });
    },
    ...{ ...PROGRAM, may: ['PRIVACY_OFFICER'], twenty: ONCE },
  },
};
