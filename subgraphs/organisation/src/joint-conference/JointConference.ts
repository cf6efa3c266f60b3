import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('joint_conference')
export class JointConference {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('date', { name: 'held_on' })
  heldAt!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
