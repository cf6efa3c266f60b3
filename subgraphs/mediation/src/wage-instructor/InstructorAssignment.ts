import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That an instructor guides a round; a round has one at a time. */
@Entity('instructor_assignment')
export class InstructorAssignment {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'instructor_id' }) instructorId!: string;
  @Column('uuid', { name: 'round_id' }) roundId!: string;
  @Column('date', { name: 'assigned_on' }) assignedOn!: string;
  @Column('date', { name: 'ended_on' }) endedOn!: string | null;
}
