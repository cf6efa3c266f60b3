import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That somebody performs; the time is the performance's, kept equal by a foreign key, so that nobody is in two at a time (VEN-INV-7). */
@Entity('performance_cast')
export class PerformanceCast {
  @PrimaryColumn('uuid', { name: 'performance_id' })
  performanceId!: string;

  @PrimaryColumn('uuid', { name: 'performer_id' })
  performerId!: string;

  @Column('uuid', { name: 'team_id' })
  teamId!: string;

  @Column('timestamptz', { name: 'start_at' })
  start!: Date;

  @Column('timestamptz', { name: 'end_at' })
  end!: Date;

  @Column('boolean', { name: 'is_live' })
  isLive!: boolean;
}
