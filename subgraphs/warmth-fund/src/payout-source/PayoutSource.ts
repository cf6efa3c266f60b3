import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that was approved and that money is paid for: an application for aid, an instalment, a subsidy (C-11). */
@Entity('payout_source')
export class PayoutSource {
  @PrimaryColumn('text', { name: 'subgraph' })
  subgraph!: string;

  @PrimaryColumn('text', { name: 'type' })
  typeName!: string;

  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  /** Who is paid: one of the three. */
  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string | null;

  @Column('uuid', { name: 'union_id' })
  unionId!: string | null;

  /** All that may be paid for it, in fen. */
  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  /** What its live payouts take; moved by the database alone. */
  @Column('bigint', { name: 'taken_fen' })
  takenFen!: bigint;

  @Column('text', { name: 'state' })
  state!: 'APPROVED' | 'WITHDRAWN';

  /** Why it was withdrawn; null while it is approved. */
  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('timestamptz', { name: 'approved_at' })
  approvedAt!: Date;

  /** Counted up by every change; payouts asked for before it are not approved or sent any more. */
  @Column('int', { name: 'revision' })
  revision!: number;
}
