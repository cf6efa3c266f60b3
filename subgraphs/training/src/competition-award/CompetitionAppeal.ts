import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AppealStatus } from '../schema.gen.ts';

/** An entrant's appeal against the results of their event. */
@Entity('competition_appeal')
export class CompetitionAppeal {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('uuid', { name: 'entry_id' })
  entryId!: string;

  /** Null for somebody who was erased. */
  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('text', { name: 'ground' })
  ground!: string;

  @Column('text', { name: 'status' })
  status!: AppealStatus;

  @Column('timestamptz', { name: 'filed_at' })
  filedAt!: Date;

  /** Null before it is decided, with the two below. */
  @Column('text', { name: 'decision' })
  decision!: string | null;

  @Column('uuid', { name: 'decided_by' })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
