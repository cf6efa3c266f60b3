import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a mediator was taken off a case, and why (MED-INV-4). */
@Entity('recusal')
export class Recusal {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('uuid', { name: 'mediator_id' }) mediatorId!: string;
  @Column('uuid', { name: 'mediator_person_id' }) mediatorPersonId!: string;
  /** Null once somebody of the case had it erased. */
  @Column('text', { name: 'reason' }) reason!: string | null;
  @Column('text', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recused_at' }) recusedAt!: Date;
}
