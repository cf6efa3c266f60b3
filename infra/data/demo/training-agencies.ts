import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { personId } from './persons.ts';

/** Who acts for which agency in training; the first also speaks for the labour authority as one of the six parties. */
const DELEGATES = { 'fan-yong': 'HRSS', 'ren-kai': 'SCIENCE', 'shi-yan': 'COMMERCE', 'qiu-lan': 'FINANCE' } as const;

export const agencies: readonly Table[] = [
  {
    table: 'agency_delegate',
    rows: Object.entries(DELEGATES).map(([login, agency]) => ({
      id: id('agency-delegate', login),
      person_id: personId(login),
      agency_code: agency,
      appointed_by: personId('shen-ping'),
      appointed_at: new Date('2013-01-10T10:00:00+08:00'),
    })),
  },
];
