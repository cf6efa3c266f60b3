import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PayeeKind } from '../payout-source/payee.ts';
import type { DisbursementStatus } from './rules.ts';

@Entity('disbursement')
export class Disbursement {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  @Column('text', { name: 'source_subgraph' })
  sourceSubgraph!: string;

  @Column('text', { name: 'source_type' })
  sourceType!: string;

  @Column('text', { name: 'source_id' })
  sourceId!: string;

  /** The revision of the source at which it was asked for. */
  @Column('int', { name: 'source_revision' })
  sourceRevision!: number;

  @Column('text', { name: 'payee_kind' })
  payeeKind!: PayeeKind;

  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string | null;

  @Column('uuid', { name: 'union_id' })
  unionId!: string | null;

  @Column('text', { name: 'account_masked' })
  accountMasked!: string;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('text', { name: 'status' })
  status!: DisbursementStatus;

  /** A person's id, or `service:…` where an event asked for it. */
  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('text', { name: 'approved_by' })
  approvedBy!: string | null;

  @Column('text', { name: 'paid_by' })
  paidBy!: string | null;

  @Column('timestamptz', { name: 'paid_at' })
  paidAt!: Date | null;

  @Column('text', { name: 'failure_reason' })
  failureReason!: string | null;

  /** How often a cashier recorded by hand that the bank did not pay. */
  @Column('int', { name: 'failed_by_hand' })
  failedByHand!: number;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  /**
   * Whether its account is that of a payee who has died since, or of the supposed heirs of a payee who is alive, or the record of the death contradicts its claim: it is
   * neither approved nor sent (trigger `payout_waits_for_heirs`).
   */
  @Column('boolean', { name: 'waits_for_heirs', default: false })
  waitsForHeirs!: boolean;

  /** Whether its account was named since the payee died, and is the heirs': it waits only where the death is taken back. */
  @Column('boolean', { name: 'named_since_death', default: false })
  namedSinceDeath!: boolean;

  @Column('int', { name: 'version' })
  version!: number;
}
