import { addDays, civilDay, getForUpdate, newId, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { MergeDepartmentsInput } from '../schema.gen.ts';
import { Department } from './Department.ts';
import { addDepartment } from './openDepartment.ts';
import { departmentPolicy } from './policy.ts';

const MOST = 20;

/** Merges departments into a new one (S-20): roles and staff follow it. They are locked in the order of their ids. */
export async function mergeDepartments(tx: Tx, input: MergeDepartmentsInput): Promise<{ department: Department }> {
  departmentPolicy.authorise(tx.viewer, 'mergeDepartments', null);
  const told = [...input.departments].sort((one, other) => (one.departmentId < other.departmentId ? -1 : 1));
  refuseIf(
    told.length < 1 || told.length > MOST || new Set(told.map(({ departmentId }) => departmentId)).size < told.length,
    'BAD_USER_INPUT',
    `Name 1 to ${MOST} departments, none of them twice.`,
    { field: 'departments' },
  );
  const ending: Department[] = [];
  for (const { departmentId, expectedVersion } of told) {
    const department = await getForUpdate(tx, Department, departmentId, {
      what: 'department',
      visible: () => true,
      expectedVersion,
    });
    if (department.endedOn !== null)
      throw new Refusal('INVALID_TRANSITION', `"${department.nameZh}" ended on ${department.endedOn}.`, { field: 'status' });
    ending.push(department);
  }
  const id = newId();
  const since = input.since ?? civilDay(tx.now);
  const lastDay = addDays(since, -1);
  refuseIf(
    ending.some((department) => department.since > lastDay),
    'VALIDATION_FAILED',
    `A department has a day at least; one of these began on ${since} or later.`,
    { rule: 'S-20', field: 'since' },
  );
  // They end before the new one is there, which may be called like one of them; the foreign key waits for the commit.
  for (const department of ending) await updateRow(tx.db, Department, department, { endedOn: lastDay, successorId: id });
  const roles = ending.flatMap((department) => department.roles);
  const department = await addDepartment(tx, id, { nameZh: input.nameZh, name: input.name, since, roles });
  await tx.db.query('update staff_member set department_id = $1, version = version + 1 where department_id = any($2::uuid[])', [
    id,
    ending.map((ended) => ended.id),
  ]);
  return { department };
}
