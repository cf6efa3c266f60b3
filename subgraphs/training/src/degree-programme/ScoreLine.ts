import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The score that a programme's entrance examination asks for in a year. */
@Entity('score_line')
export class ScoreLine {
  @PrimaryColumn('uuid', { name: 'programme_id' })
  programmeId!: string;

  @PrimaryColumn('int', { name: 'year' })
  year!: number;

  @Column('int', { name: 'line' })
  line!: number;

  @Column('uuid', { name: 'set_by' })
  setBy!: string;

  @Column('timestamptz', { name: 'set_at' })
  setAt!: Date;
}
