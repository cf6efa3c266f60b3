import { READERS, scopePaths } from '@union-graph/identity';
import {
  civilDay,
  columns,
  empty,
  type PageSource,
  type ReadContext,
  raw,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import { MembershipTransfer } from './MembershipTransfer.ts';
import type { TransferStatus } from './rules.ts';

/** What a viewer reads of a transfer: its row, and the member's name. */
export interface NamedTransfer extends MembershipTransfer {
  readonly nameZh: string;
}

/** The transfers that the viewer may see: their own, and those from and to unions in their part of the tree. */
export function visibleTransfers({ viewer }: ReadContext, where: Sql): Sql {
  const paths = scopePaths(viewer, ...READERS.membershipTransfer.inScope);
  return sql`select ${columns(MembershipTransfer, 't')}, m.name_zh as "nameZh" from membership_transfer t
    join member m on m.id = t.member_id join trade_union f on f.id = t.from_union_id join trade_union d on d.id = t.to_union_id
    where (t.member_id = ${viewer.personId}::uuid or ${underPaths(raw('f.scope_path'), paths)} or ${underPaths(raw('d.scope_path'), paths)}) ${where}`;
}

/** `isLapsed` of a transfer. */
export const lapsedOn = (today: string): Sql => sql`(t.status = 'REQUESTED' and t.due_on < ${today}::date)`;

/** `transferStatusOn` of a transfer. */
const statusOn = (today: string): Sql => sql`(case when ${lapsedOn(today)} then 'RETURNED' else t.status end)`;

/** The viewer's own transfers and those of their part of the tree, the oldest first. */
export const membershipTransfers: PageSource<MembershipTransfer, { status?: TransferStatus | null | undefined }> = {
  name: 'membershipTransfers',
  select: ({ status }, ctx) => visibleTransfers(ctx, status ? sql`and ${statusOn(civilDay(ctx.now))} = ${status}` : empty),
  order: [
    { by: 'requestedAt', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};
