import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TransferStatus } from './rules.ts';

@Entity('membership_transfer')
export class MembershipTransfer {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'from_union_id' })
  fromUnionId!: string;

  @Column('uuid', { name: 'to_union_id' })
  toUnionId!: string;

  @Column('text', { name: 'status' })
  status!: TransferStatus;

  @Column('uuid', { name: 'requested_by_id' })
  requestedById!: string | null;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  /** The last day on which it can be accepted. */
  @Column('date', { name: 'due_on' })
  dueOn!: string;

  @Column('timestamptz', { name: 'accepted_at' })
  acceptedAt!: Date | null;

  @Column('timestamptz', { name: 'returned_at' })
  returnedAt!: Date | null;

  /** The card that the transfer froze, and that its end makes good again. */
  @Column('uuid', { name: 'frozen_card_id' })
  frozenCardId!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
