import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoredStatus } from './rules.ts';

/** A show that a team of the troupe gives. */
@Entity('performance')
export class Performance {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'team_id' })
  teamId!: string;

  @Column('timestamptz', { name: 'start_at' })
  start!: Date;

  @Column('timestamptz', { name: 'end_at' })
  end!: Date;

  @Column('text', { name: 'place' })
  place!: string;

  /** What a union asked for that it meets; null for none. */
  @Column('uuid', { name: 'request_id' })
  requestId!: string | null;

  @Column('text', { name: 'status' })
  status!: StoredStatus;

  @Column('int', { name: 'audience' })
  audience!: number | null;

  @Column('text', { name: 'report' })
  report!: string | null;

  @Column('timestamptz', { name: 'reported_at' })
  reportedAt!: Date | null;

  @Column('text', { name: 'cancel_reason' })
  cancelReason!: string | null;

  @Column('timestamptz', { name: 'planned_at' })
  plannedAt!: Date;

  /** That of its troupe. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
