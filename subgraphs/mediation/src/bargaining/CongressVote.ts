import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A vote of the workers' congress on a draft; append-only. */
@Entity('congress_vote')
export class CongressVote {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'round_id' }) roundId!: string;
  @Column('int', { name: 'draft_no' }) draftNo!: number;
  @Column('date', { name: 'held_on' }) heldOn!: string;
  @Column('int', { name: 'total' }) total!: number;
  @Column('int', { name: 'present' }) present!: number;
  @Column('int', { name: 'consent' }) consent!: number;
  @Column('boolean', { name: 'passed' }) passed!: boolean;
  @Column('text', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
