import type { Role } from '@union-graph/identity';
import { id } from '../ids.ts';

interface DepartmentSeed {
  readonly key: string;
  readonly nameZh: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly since: string;
  /** The month alone, where no day is known. */
  readonly sinceMonth?: string;
}

/** Departments of the city federation. The Social Work Department was newly added (新增添) in April 2013 (S-20); the others are placeholders. */
const DEPARTMENTS: readonly DepartmentSeed[] = [
  { key: 'organising', nameZh: '组织部', name: 'Organising Department', roles: ['CITY_DEPT'], since: '2004-03-01' },
  { key: 'rights', nameZh: '权益保障部', name: 'Rights Department', roles: ['CITY_DEPT'], since: '2004-03-01' },
  { key: 'audit', nameZh: '经费审查办公室', name: 'Audit Office', roles: ['AUDITOR'], since: '2004-03-01' },
  { key: 'data', nameZh: '信息管理办公室', name: 'Data Office', roles: ['PRIVACY_OFFICER'], since: '2009-08-01' },
  {
    key: 'social-work',
    nameZh: '社会工作部',
    name: 'Social Work Department',
    roles: ['SOCIAL_DEPT'],
    since: '2013-04-01',
    sinceMonth: '2013-04',
  },
];

const departmentId = (key: string): string => id('department', key);

export const departmentRows = DEPARTMENTS.map(({ key, nameZh, name, roles, since, sinceMonth }) => ({
  id: departmentId(key),
  name_zh: nameZh,
  name,
  roles,
  since,
  since_month: sinceMonth ?? null,
  is_placeholder: key !== 'social-work',
}));

const KEYS: Partial<Record<Role, string>> = {
  CITY_DEPT: 'organising',
  SOCIAL_DEPT: 'social-work',
  AUDITOR: 'audit',
  PRIVACY_OFFICER: 'data',
};

/** The department that a holder of a role works in; null for those who work elsewhere. */
export function departmentOf(role: Role | undefined): string | null {
  const key = role && KEYS[role];
  return key ? departmentId(key) : null;
}
