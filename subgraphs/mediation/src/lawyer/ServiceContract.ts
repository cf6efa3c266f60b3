import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('service_contract')
export class ServiceContract {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'firm_id' }) firmId!: string;
  @Column('date', { name: 'from_on' }) from!: string;
  @Column('date', { name: 'to_on' }) to!: string;
  @Column('bigint', { name: 'fee_fen' }) feeFen!: bigint;
  @Column('uuid', { name: 'org_ids', array: true }) orgIds!: string[];
}
