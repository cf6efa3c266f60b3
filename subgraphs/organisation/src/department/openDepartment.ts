import { checkedName, civilDay, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import type { DepartmentRole, OpenDepartmentInput } from '../schema.gen.ts';
import { Department } from './Department.ts';
import { departmentPolicy } from './policy.ts';

interface Plan {
  readonly nameZh: string;
  readonly name: string;
  readonly roles: readonly DepartmentRole[];
  readonly since?: string | null | undefined;
}

/** Opens a department of the city federation. */
export async function openDepartment(tx: Tx, input: OpenDepartmentInput): Promise<{ department: Department }> {
  departmentPolicy.authorise(tx.viewer, 'openDepartment', null);
  return { department: await addDepartment(tx, newId(), input) };
}

/** Writes a new department down, from a day that is not in the future. */
export async function addDepartment(tx: Tx, id: string, plan: Plan): Promise<Department> {
  const since = plan.since ?? civilDay(tx.now);
  refuseIf(since > civilDay(tx.now), 'BAD_USER_INPUT', `No department was opened on ${since} yet.`, { field: 'since' });
  return insertRow(tx.db, Department, {
    id,
    nameZh: checkedName(plan.nameZh, 'nameZh', 60),
    name: checkedName(plan.name, 'name', 120),
    roles: [...new Set(plan.roles)].sort(),
    since,
    sinceMonth: null,
    isPlaceholder: false,
    endedOn: null,
    successorId: null,
    version: 1,
  });
}
