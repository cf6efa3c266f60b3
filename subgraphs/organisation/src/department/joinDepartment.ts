import { getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { JoinDepartmentInput } from '../schema.gen.ts';
import { getStaff } from '../staff-member/getStaff.ts';
import { StaffMember } from '../staff-member/StaffMember.ts';
import { Department } from './Department.ts';
import { departmentPolicy } from './policy.ts';

const CITY_PATH = '/city/';

/** Places one of the city federation's own people in a department. The department is locked, so that it does not end meanwhile. */
export async function joinDepartment(tx: Tx, input: JoinDepartmentInput): Promise<{ staff: StaffMember }> {
  departmentPolicy.authorise(tx.viewer, 'joinDepartment', null);
  const department = await getForUpdate(tx, Department, input.departmentId, { what: 'department', visible: () => true });
  const staff = await getStaff(tx, input.staffId, input.expectedVersion);
  refuseIf(department.endedOn !== null, 'VALIDATION_FAILED', `"${department.nameZh}" ended on ${department.endedOn}.`, {
    rule: 'S-20',
    field: 'departmentId',
  });
  refuseIf(
    staff.scopePath !== CITY_PATH || staff.status === 'LEFT',
    'VALIDATION_FAILED',
    'Departments are those of the city federation; they have its own people.',
    { rule: 'S-20', field: 'staffId' },
  );
  return { staff: await updateRow(tx.db, StaffMember, staff, { departmentId: department.id }) };
}
