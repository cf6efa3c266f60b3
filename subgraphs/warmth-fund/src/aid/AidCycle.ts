import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CycleStatus = 'OPEN' | 'FROZEN' | 'APPROVED' | 'PAYING' | 'CLOSED';

@Entity('aid_cycle')
export class AidCycle {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'scheme_id' })
  schemeId!: string;

  @Column('date', { name: 'from_day' })
  from!: string;

  @Column('date', { name: 'to_day' })
  to!: string;

  @Column('text', { name: 'status' })
  status!: CycleStatus;

  @Column('int', { name: 'version' })
  version!: number;
}
