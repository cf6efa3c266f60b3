import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EntryStatus } from '../schema.gen.ts';

/** A worker who takes part in an event of a competition. */
@Entity('competition_entry')
export class CompetitionEntry {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  /** Null for somebody who was erased. */
  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('text', { name: 'status' })
  status!: EntryStatus;

  /** Null before the round, and for somebody who did not come. */
  @Column('int', { name: 'preliminary_score' })
  preliminaryScore!: number | null;

  @Column('int', { name: 'final_score' })
  finalScore!: number | null;

  /** The place among those of equal points that the judges found, 1 first. */
  @Column('int', { name: 'tie_break' })
  tieBreak!: number | null;

  @Column('timestamptz', { name: 'entered_at' })
  enteredAt!: Date;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
