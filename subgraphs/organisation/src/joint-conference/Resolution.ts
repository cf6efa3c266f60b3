import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Resolutions are only added. */
@Entity('resolution')
export class Resolution {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'joint_conference_id' })
  conferenceId!: string;

  @Column('int', { name: 'seq' })
  seq!: number;

  @Column('text', { name: 'text' })
  text!: string;

  @Column('date', { name: 'held_on' })
  heldAt!: string;

  @Column('uuid', { name: 'task_project_id' })
  taskId!: string | null;

  @Column('date', { name: 'new_due_on' })
  newDueAt!: string | null;

  @Column('boolean', { name: 'cancels_task' })
  cancelsTask!: boolean;
}
