import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a record of an officer's hours was wrong; the record itself stays as it was written. */
@Entity('staff_training_void')
export class StaffTrainingVoid {
  @PrimaryColumn('uuid', { name: 'record_id' })
  recordId!: string;

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('uuid', { name: 'voided_by' })
  voidedBy!: string;

  @Column('timestamptz', { name: 'voided_at' })
  voidedAt!: Date;
}
