import { raw, type Sql, sql } from '@union-graph/subgraph';
import { leftStaff } from '../mediator/hasLeft.ts';

/**
 * The delegates of the linked parties, each with `person_id` and `party_code`, as a table in SQL; not those who have left their office or died, as
 * organisation tells.
 */
export const DELEGATES: Sql = sql`(select o.person_id, o.party_code from linked_party_delegate o
  where not exists (${leftStaff(raw('o.person_id'))}))`;
