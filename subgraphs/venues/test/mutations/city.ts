import { newId } from '@union-graph/subgraph';
import type { Trials } from '@union-graph/testing';
import { insert } from '@union-graph/testing';
import { at, CHAOYANG } from '../build.ts';
import { by, cityDept, manager } from './trial.ts';

export const cityTrials: Trials = {
  setVenueRule: {
    make: async (sql) => {
      const values = await sql("select from rule_number where name = 'HOLD_MINUTES'");
      const effectiveFrom = `2014-01-${String(10 + values.length).padStart(2, '0')}`;
      return by(cityDept, { name: 'HOLD_MINUTES', value: 6, expectedVersion: values.length, effectiveFrom, reason: '试行' });
    },
    ...{ may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' },
  },
  closeOutreach: {
    make: async (sql) => {
      const id = newId();
      await insert(sql, 'outreach_request', {
        ...{ id, service_request_id: newId(), request_version: 1, member_id: newId(), district_code: '110105' },
        ...{ scope_path: CHAOYANG, status: 'SUBMITTED', due_at: at('10:00', '2013-11-01'), received_at: at('09:00') },
      });
      return by(manager, { id, expectedVersion: 1, delivered: true, note: '已演出' });
    },
    ...{ may: ['VENUE_MANAGER', 'TROUPE_MANAGER'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' },
  },
};
