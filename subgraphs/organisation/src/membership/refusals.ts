import { refuseIf } from '@union-graph/subgraph';
import type { Union } from '../union/Union.ts';
import { takesMembers } from './rules.ts';

/** `VALIDATION_FAILED` unless the union has persons as members and is at work (S-25). */
export function refuseUnlessTaking({ kind, status, nameZh }: Union, field = 'unionId'): void {
  refuseIf(
    !takesMembers(kind),
    'VALIDATION_FAILED',
    `"${nameZh}" has unions as members. Choose a joint union or an enterprise's union.`,
    { rule: 'S-25', field },
  );
  refuseIf(status !== 'ACTIVE', 'VALIDATION_FAILED', `"${nameZh}" is ${status} and takes no members now.`, {
    rule: 'S-25',
    field,
  });
}
