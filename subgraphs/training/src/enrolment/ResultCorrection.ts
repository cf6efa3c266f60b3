import { Column, Entity, PrimaryColumn } from 'typeorm';

type Result = 'PASSED' | 'FAILED' | 'NO_SHOW';

/** What a result was before it was corrected, and what it is since. */
@Entity('result_correction')
export class ResultCorrection {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'enrolment_id' })
  enrolmentId!: string;

  @Column('text', { name: 'result_before' })
  resultBefore!: Result;

  @Column('int', { name: 'score_before' })
  scoreBefore!: number | null;

  @Column('text', { name: 'result' })
  result!: Result;

  @Column('int', { name: 'score' })
  score!: number | null;

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('uuid', { name: 'corrected_by' })
  correctedBy!: string;

  @Column('timestamptz', { name: 'corrected_at' })
  correctedAt!: Date;
}
