import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('agreement_term')
export class AgreementTerm {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'agreement_id' }) agreementId!: string;
  @Column('uuid', { name: 'claim_id' }) claimId!: string;
  @Column('int', { name: 'position' }) position!: number;
  @Column('bigint', { name: 'amount_fen' }) amountFen!: bigint;
  @Column('date', { name: 'due_on' }) dueAt!: string;
  @Column('text', { name: 'text' }) text!: string;
}
