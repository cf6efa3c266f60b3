import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('meeting')
export class Meeting {
  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId!: string;

  @PrimaryColumn('timestamptz', { name: 'starts_at' })
  start!: Date;

  @Column('timestamptz', { name: 'ends_at' })
  end!: Date;

  @Column('text', { name: 'place' })
  place!: string | null;
}
