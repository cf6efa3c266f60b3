import { newId } from '@union-graph/subgraph';
import type { Sql, Trials } from '@union-graph/testing';
import { PRIVACY, program } from '../../src/governance/builders.ts';
import { by, PROGRAM, person, seen } from './world.ts';

const DEPT = { may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN' } as const;
const DOCUMENT = 'query Firm($id: ID!) { enterprise(id: $id) { nameZh } }';

/** A registered application with its programs. */
async function application(sql: Sql) {
  const [id, clientId, publisher] = [newId(), `app-${newId()}`, `publisher-${newId()}`];
  for (const client of [clientId, publisher]) await seen(sql, client);
  await sql(
    `insert into client_application (id, name, team, contact, client_id, publisher_client_id, registered_by, registered_at)
     values ($1, $2, 'team', 'team@example.org', $2, $3, $1, now())`,
    [id, clientId, publisher],
  );
  return { id, publisher };
}

export const otherTrials: Trials = {
  registerClient: {
    make: async (sql) => {
      const [clientId, publisherClientId] = [`app-${newId()}`, `publisher-${newId()}`];
      for (const client of [clientId, publisherClientId]) await seen(sql, client);
      return by(person('CITY_DEPT'), {
        name: clientId,
        team: '数字组',
        contact: 'team@example.org',
        clientId,
        publisherClientId,
      });
    },
    ...{ ...DEPT, twenty: 'DUPLICATE' },
  },
  changeClient: {
    make: async (sql) => {
      const { id } = await application(sql);
      return by(person('CITY_DEPT'), { clientApplicationId: id, expectedVersion: 1, team: '移动组' });
    },
    ...{ ...DEPT, twenty: 'VERSION_CONFLICT', filled: ['name', 'team', 'contact'] },
  },
  publishOperations: {
    make: async (sql) => {
      const { id, publisher } = await application(sql);
      const operations = [{ document: DOCUMENT, maxCost: 100 }];
      return by(program(publisher), { clientApplicationId: id, expectedVersion: 1, operations });
    },
    ...{ ...PROGRAM, twenty: 'VERSION_CONFLICT', hears: { document: 'VALIDATION_FAILED' } },
  },
  stop: {
    make: async (sql) => {
      const target = `client-${newId()}`;
      await seen(sql, target);
      return by(PRIVACY, { scope: 'CLIENT', target, reason: '异常读取' });
    },
    ...{ may: ['PRIVACY_OFFICER'], elsewhere: 'FORBIDDEN', twenty: 'done' },
  },
  liftStop: {
    make: async (sql) => {
      const id = newId();
      await sql(
        `insert into emergency_stop (id, scope, target, reason, by_person, starts_at) values ($1, 'CLIENT', $2, 'r', $1, now())`,
        [id, `client-${newId()}`],
      );
      return by(PRIVACY, { stopId: id, expectedVersion: 1 });
    },
    ...{ may: ['PRIVACY_OFFICER'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT|INVALID_TRANSITION' },
  },
  setGovernanceRule: {
    make: async (sql) => {
      const values = await sql(`select from rule_number where name = 'USE_DAYS'`);
      const effectiveFrom = `2014-01-${String(10 + values.length).padStart(2, '0')}`;
      return by(person('CITY_DEPT'), {
        name: 'USE_DAYS',
        value: 60,
        expectedVersion: values.length,
        effectiveFrom,
        reason: '试行',
      });
    },
    ...{ ...DEPT, twenty: 'VERSION_CONFLICT' },
  },
};
